import type { Permission } from '../access/resources';
import type { AppError } from '../kernel/result';

/** `strong` for who can open, approve or configure with it, `plain` for the others, `short` beside a second factor. */
export type PasswordClass = 'strong' | 'plain' | 'short';

/** Length in characters. NIST 800-63B-4, 3.1.1.2 asks 15 of a single factor and 8 beside another; a clerk's 10 is below it. */
export const PASSWORD_MIN: Readonly<Record<PasswordClass, number>> = { strong: 15, plain: 10, short: 8 };
export const PASSWORD_MAX = 128;

/** The stricter preset: kinds of characters, days a password lasts, and how many former ones may not come back. */
export const STRICT_KINDS = 3;
export const STRICT_DAYS = 90;
export const STRICT_HISTORY = 5;

/** Who holds one of these decides for others: approves, configures, or hands out rights. */
const DECIDING: readonly Permission[] = [
  'merchant:status',
  'admin:create',
  'admin:rights',
  'role:manage',
  'security:configure',
  'audit:archive',
];

const PRODUCT_WORDS = ['merchantdesk', '商户管家', 'shanghuguanjia'];

export interface PasswordContext {
  class: PasswordClass;
  /** Words somebody would try first: company, sign-in name, the person's name and how it is spelled in pinyin. */
  words: readonly string[];
  /** The company has chosen the stricter preset. */
  strict?: boolean;
}

/** What is asked of the password of somebody with these roles and permissions. */
export function passwordClassOf(
  roleIds: readonly string[],
  permissions: readonly Permission[],
  hasFactor: boolean,
): PasswordClass {
  if (hasFactor) return 'short';
  return roleIds.includes('super') || DECIDING.some((one) => permissions.includes(one)) ? 'strong' : 'plain';
}

/** The strictest class a password of this length satisfies. */
export function lengthClassOf(password: string): PasswordClass {
  const length = [...normalizePassword(password)].length;
  return length >= PASSWORD_MIN.strong ? 'strong' : length >= PASSWORD_MIN.plain ? 'plain' : 'short';
}

/** Kinds of characters: small letters, capitals, digits, anything else. */
export function kindsOf(password: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];
  return kinds.filter((kind) => kind.test(normalizePassword(password))).length;
}

/** One spelling for every keyboard: NFKC, applied once; nothing is cut off or trimmed. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with the length or with words that belong to the place; null when nothing. Kinds of characters only if `strict`. */
export function checkPassword(password: string, context: PasswordContext): AppError | null {
  const normal = normalizePassword(password);
  const length = [...normal].length;
  const min = PASSWORD_MIN[context.class];
  if (length < min) return { code: 'password.too_short', params: { min } };
  if (length > PASSWORD_MAX) return { code: 'password.too_long', params: { max: PASSWORD_MAX } };
  if (context.strict && kindsOf(normal) < STRICT_KINDS)
    return { code: 'password.too_uniform', params: { kinds: STRICT_KINDS } };
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
