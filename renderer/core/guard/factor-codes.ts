import type { KdfParams } from '@renderer/data/tables';
import { encodeLetters, toLetters } from '../vault/recovery-code';
import { deriveKeys, equalInConstantTime, newKdfParams, type KdfCost } from '../vault/kdf';

const CODES = 10;
const CODE_BYTES = 10;
const CODE_LETTERS = (CODE_BYTES * 8) / 5;
/** 80 random bits need less stretching than a password: OWASP's floor, so that ten of them take a second and not four. */
const MOST_COST: KdfCost = { memoryKib: 19 * 1024, iterations: 2, parallelism: 1 };

export interface NewCodes {
  codes: string[];
  kdf: KdfParams;
  hashes: string[];
}

/** Ten codes of 80 bits, each good once, in four groups of four letters. */
export async function createCodes(cost: KdfCost): Promise<NewCodes> {
  const kdf = newKdfParams({
    memoryKib: Math.min(cost.memoryKib, MOST_COST.memoryKib),
    iterations: Math.min(cost.iterations, MOST_COST.iterations),
    parallelism: 1,
  });
  const letters = Array.from({ length: CODES }, () =>
    encodeLetters(crypto.getRandomValues(new Uint8Array(CODE_BYTES))),
  );
  const hashes: string[] = [];
  for (const code of letters) hashes.push((await deriveKeys(code, kdf)).authHash);
  return { codes: letters.map((code) => code.replace(/(.{4})(?=.)/g, '$1-')), kdf, hashes };
}

/** The code's letters in their one spelling, or null when it cannot be one. */
export function parseCode(typed: string): string | null {
  const letters = toLetters(typed);
  return letters.length === CODE_LETTERS ? letters : null;
}

/** Index of the stored hash this code belongs to; -1 for none. One derivation, however many are stored. */
export async function findCode(letters: string, kdf: KdfParams, hashes: readonly string[]): Promise<number> {
  const { authHash } = await deriveKeys(letters, kdf);
  return hashes.findIndex((hash) => equalInConstantTime(hash, authHash));
}
