import type { AppError } from '@shared/kernel/result';
import { checkPassword, kindsOf, lengthClassOf, normalizePassword, type PasswordClass } from '@shared/rules/password';
import { pinyinOf } from '@shared/rules/pinyin';
import type { PasswordNote } from '@renderer/data/tables';

/** Whose password it is to be. */
export interface PasswordOwner {
  class: PasswordClass;
  strict: boolean;
  loginName: string;
  name: string;
  companyName: string;
}

/** Everything a new password must satisfy: length, words of the place, and not being among the first an attacker tries. */
export async function checkNewPassword(password: string, owner: PasswordOwner): Promise<AppError | null> {
  const error = checkPassword(password, { class: owner.class, strict: owner.strict, words: wordsOf(owner) });
  if (error) return error;
  return isPattern(password) || (await isCommon(password)) ? { code: 'password.too_common' } : null;
}

/** One short piece over and over (`abcabcabcabc`), or a run along the alphabet or the digits (`12345678901`). */
export function isPattern(password: string): boolean {
  const text = normalizePassword(password).toLowerCase();
  for (let size = 1; size <= 4; size++) {
    if ([...text].every((letter, i, all) => letter === all[i % size])) return true;
  }
  const steps = [...text].slice(1).map((letter, i) => letter.codePointAt(0)! - text.codePointAt(i)!);
  const isRun = (step: number): boolean => steps.every((s) => s === step || s === -9 * step);
  return isRun(1) || isRun(-1);
}

/** On the list of 49,000 common passwords: itself, its letters without what is hung on at the ends, or twice over. */
async function isCommon(password: string): Promise<boolean> {
  const list = await commonPasswords();
  const text = normalizePassword(password).toLowerCase();
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const half = text.slice(0, text.length / 2);
  return list.has(text) || (core.length >= 4 && list.has(core)) || (half + half === text && list.has(half));
}

let loading: Promise<ReadonlySet<string>> | null = null;

/** Loaded when a password is chosen, not when the program starts: the list weighs 390 KB. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary.passwords));
  return loading;
}

/** What may be remembered of a password that was accepted. */
export async function notePassword(password: string, owner: PasswordOwner): Promise<PasswordNote> {
  const estimate = await strengthEstimator();
  // Longer than this adds nothing to the verdict and much to the time it takes.
  const strength = estimate(normalizePassword(password).slice(0, 64), wordsOf(owner));
  return { strength, length: lengthClassOf(password), kinds: kindsOf(password) };
}

type Estimate = (password: string, words: string[]) => number;
let estimating: Promise<Estimate> | null = null;

function strengthEstimator(): Promise<Estimate> {
  estimating ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ zxcvbn, zxcvbnOptions }, common]) => {
      zxcvbnOptions.setOptions({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
      return (password, words) => zxcvbn(password, words).score;
    },
  );
  return estimating;
}

function wordsOf(owner: PasswordOwner): string[] {
  const spellings = [owner.name, owner.companyName].map((text) => pinyinOf(text).full);
  return [owner.loginName, owner.name, owner.companyName, ...spellings];
}
