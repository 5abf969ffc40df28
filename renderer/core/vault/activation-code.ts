import { createOneTimePassword } from './one-time-password';

/** 16 random letters in groups of four, about 79 bits: the same paper and telephone must carry it. */
export function createActivationCode(): string {
  return createOneTimePassword();
}

/** The code in its one spelling, or null when it cannot be one. Blanks, dashes, width and case are forgiven. */
export function parseActivationCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-‐-―_.]/g, '');
  return /^[a-z0-9]{16}$/.test(letters) ? letters.replace(/(.{4})(?=.)/g, '$1-') : null;
}
