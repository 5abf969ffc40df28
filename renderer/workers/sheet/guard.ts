/**
 * Formula injection (OWASP "CSV injection", trust.md 1.8): text that a spreadsheet program would take for a formula,
 * full-width forms and leading blanks included.
 */
const DANGEROUS = /^(?:[\s\u3000\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * Ends the last header of our own .csv files: invisible, and no program adds it. Only where it stands does reading take guard
 * quotes away again; in anybody else's file an apostrophe is part of the value.
 */
export const GUARD_MARK = '\u2063\u2060\u2063';

export function isDangerous(text: string): boolean {
  return DANGEROUS.test(text);
}

/** For .csv, where type cannot be said: an apostrophe in front. Text that already looks guarded gets one too, and keeps its own. */
export function guardText(text: string): string {
  return isDangerous(text) || isGuarded(text) ? `'${text}` : text;
}

export function unguardText(text: string): string {
  return isGuarded(text) ? text.slice(1) : text;
}

function isGuarded(text: string): boolean {
  return text.startsWith("'") && (isDangerous(text.slice(1)) || isGuarded(text.slice(1)));
}
