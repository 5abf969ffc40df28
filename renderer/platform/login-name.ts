/** Letters of any script, digits, dot, dash, underscore, at sign; as the core accepts it. */
export function isLoginName(text: string): boolean {
  return /^[\p{L}\p{N}._@-]{2,32}$/u.test(text);
}
