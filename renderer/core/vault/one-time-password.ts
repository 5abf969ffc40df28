/** No letters that look alike on paper or over the phone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/** How long a password given by somebody else opens the door: a reset is used at once, a new colleague may start on Monday. */
export const ONE_TIME_LIFE_MS = { reset: 24 * 3_600_000, created: 7 * 24 * 3_600_000 } as const;

/** 16 random letters in groups of four, about 79 bits; shown once. */
export function createOneTimePassword(): string {
  let out = '';
  while (out.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // Bytes beyond the last whole multiple would favour the first letters.
      if (byte < LETTERS.length * 8 && out.length < LENGTH) out += LETTERS[byte % LETTERS.length]!;
    }
  }
  return out.replace(/(.{4})(?=.)/g, '$1-');
}
