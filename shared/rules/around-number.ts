/**
 * What people write before and after a number in the same cell: `手机：`, `（微信同号）`, `工商银行`, a full stop. Brackets with
 * digits in them are part of the number.
 */
const WORD = String.raw`(?:\([^()\d]*\)|[\p{Script=Han}:;,、。|/·])`;
const BEFORE = new RegExp(`^${WORD}+`, 'u');
const AFTER = new RegExp(`(?:${WORD}|\\.$)+$`, 'u');

/** A compact text without the words around its number; the text itself when it is nothing but words. */
export function stripWords(text: string): string {
  const bare = text.replace(BEFORE, '').replace(AFTER, '');
  return bare === '' ? text : bare;
}
