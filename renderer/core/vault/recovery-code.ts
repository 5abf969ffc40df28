import { sha256 } from './sha256';

/** Crockford's base32: no I, L, O, U, so that a code read aloud or from paper survives. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 18;
const CHECK_BYTES = 2;
const CODE_LETTERS = ((SECRET_BYTES + CHECK_BYTES) * 8) / 5;

/** 160 bits in 8 groups of 4: 144 random ones and a checksum that finds a slip of the pen before anything is tried. */
export function createRecoveryCode(): string {
  const bytes = new Uint8Array(SECRET_BYTES + CHECK_BYTES);
  crypto.getRandomValues(bytes.subarray(0, SECRET_BYTES));
  bytes.set(checkOf(bytes), SECRET_BYTES);
  return encodeLetters(bytes).replace(/(.{4})(?=.)/g, '$1-');
}

/** The code's 32 letters in their one spelling, or null when it cannot be one. Blanks, dashes, case, O/0, I/L/1 are forgiven. */
export function parseRecoveryCode(typed: string): string | null {
  const letters = toLetters(typed);
  if (letters.length !== CODE_LETTERS) return null;
  const bytes = decode(letters);
  if (!bytes) return null;
  const [a, b] = checkOf(bytes);
  return bytes[SECRET_BYTES] === a && bytes[SECRET_BYTES + 1] === b ? letters : null;
}

/** What was typed, as the letters of a code: blanks, dashes and case do not matter, look-alikes are what they stand for. */
export function toLetters(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

/** Five bits a letter. */
export function encodeLetters(bytes: Uint8Array): string {
  let out = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += LETTERS[(buffer >>> (bits - 5)) & 31]!;
  }
  return out;
}

function checkOf(bytes: Uint8Array): Uint8Array {
  return sha256(bytes.subarray(0, SECRET_BYTES)).subarray(0, CHECK_BYTES);
}

function decode(letters: string): Uint8Array | null {
  const bytes = new Uint8Array(SECRET_BYTES + CHECK_BYTES);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >>> bits) & 0xff;
    }
  }
  return bytes;
}
