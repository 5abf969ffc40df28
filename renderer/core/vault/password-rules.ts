import type { AppError } from '@shared/kernel/result';
import { checkPassword, normalizePassword, passwordClassOf } from '@shared/rules/password';
import { pinyinOf } from '@shared/rules/pinyin';

/** Whose password it is to be. */
export interface PasswordOwner {
  roleIds: readonly string[];
  loginName: string;
  name: string;
  companyName: string;
}

/** Everything a new password must satisfy: length, words of the place, and not being among the first an attacker tries. */
export async function checkNewPassword(password: string, owner: PasswordOwner): Promise<AppError | null> {
  const words = [owner.loginName, owner.name, owner.companyName, ...spellings(owner)];
  const error = checkPassword(password, { class: passwordClassOf(owner.roleIds), words });
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

function spellings(owner: PasswordOwner): string[] {
  return [owner.name, owner.companyName].map((text) => pinyinOf(text).full);
}
