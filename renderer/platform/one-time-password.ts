/** Nothing that looks like something else when read aloud or from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 16;

/** A password to hand over once; about 92 bits. Its owner must replace it when signing in. */
export function createOneTimePassword(): string {
  let out = '';
  while (out.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // Bytes past the last full turn of the alphabet would favour its beginning.
      if (byte < 256 - (256 % LETTERS.length) && out.length < LENGTH) out += LETTERS[byte % LETTERS.length]!;
    }
  }
  return out.replace(/(.{4})(?=.)/g, '$1-');
}
