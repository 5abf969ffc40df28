import type { AppError } from '../kernel/result';

/** `strong` for who can open everything with it, `plain` for the others. */
export type PasswordClass = 'strong' | 'plain';

/** Length in characters. A super administrator's password alone opens everything: NIST 800-63B-4 asks 15 of a single factor. */
export const PASSWORD_MIN: Readonly<Record<PasswordClass, number>> = { strong: 15, plain: 10 };
export const PASSWORD_MAX = 128;

const PRODUCT_WORDS = ['merchantdesk', '商户管家', 'shanghuguanjia'];

export interface PasswordContext {
  class: PasswordClass;
  /** Words somebody would try first: company, sign-in name, the person's name and how it is spelled in pinyin. */
  words: readonly string[];
}

/** What is asked of the password of somebody with these roles. */
export function passwordClassOf(roleIds: readonly string[]): PasswordClass {
  return roleIds.includes('super') ? 'strong' : 'plain';
}

/** One spelling for every keyboard: NFKC, applied once; nothing is cut off or trimmed. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with the length or with words that belong to the place; null when nothing. No rules of composition. */
export function checkPassword(password: string, context: PasswordContext): AppError | null {
  const normal = normalizePassword(password);
  const length = [...normal].length;
  const min = PASSWORD_MIN[context.class];
  if (length < min) return { code: 'password.too_short', params: { min } };
  if (length > PASSWORD_MAX) return { code: 'password.too_long', params: { max: PASSWORD_MAX } };
  const folded = fold(normal);
  const found = [...PRODUCT_WORDS, ...context.words].map(fold).some((w) => isTelling(w) && folded.includes(w));
  return found ? { code: 'password.contains_context' } : null;
}

/** Letters and digits only, in one case: `Merchant-Desk` and `merchant desk` are the same word. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Short words would forbid half the language; two Chinese characters say as much as four letters. */
function isTelling(word: string): boolean {
  return [...word].length >= (/\p{Script=Han}/u.test(word) ? 2 : 4);
}
