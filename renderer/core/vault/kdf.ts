import { argon2id } from 'hash-wasm';
import type { KdfParams } from '@renderer/data/tables';
import { fromBase64, toBase64 } from './base64';

export interface KdfCost {
  memoryKib: number;
  iterations: number;
  parallelism: number;
}

/** About 0.3 s in Chromium's WebAssembly; OWASP's floor is 19 MiB and 2 passes (trust.md 1.6). */
export const DEFAULT_KDF_COST: KdfCost = { memoryKib: 64 * 1024, iterations: 3, parallelism: 1 };

export interface DerivedKeys {
  /** base64 of SHA-256 over the authenticator: what is stored to recognise the secret. */
  authHash: string;
  /** Wraps the key ring. Not extractable, and not computable from `authHash`. */
  kek: CryptoKey;
  /** Seals what is this person's alone, such as the secret of their second factor. Not extractable either. */
  personal: CryptoKey;
}

export function newKdfParams(cost: KdfCost): KdfParams {
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)));
  return {
    algorithm: 'argon2id',
    memoryKib: cost.memoryKib,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    salt,
  };
}

/** One slow derivation from what a person typed, then two keys of it that say nothing about each other. */
export async function deriveKeys(secret: string, params: KdfParams): Promise<DerivedKeys> {
  const master = await stretch(secret, params);
  const material = await crypto.subtle.importKey('raw', master, 'HKDF', false, ['deriveBits', 'deriveKey']);
  const auth = await crypto.subtle.deriveBits(hkdf('auth'), material, 256);
  const keyFor = (info: string): Promise<CryptoKey> =>
    crypto.subtle.deriveKey(hkdf(info), material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const authHash = toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', auth)));
  return { authHash, kek: await keyFor('kek'), personal: await keyFor('personal') };
}

/** Argon2id over the NFKC form, so that the same password typed on another keyboard is the same. */
export async function stretch(secret: string, params: KdfParams): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await argon2id({
    password: secret.normalize('NFKC'),
    salt: fromBase64(params.salt),
    iterations: params.iterations,
    parallelism: params.parallelism,
    memorySize: params.memoryKib,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(bytes);
}

/** Whether the cost a secret was stored with has been raised since. */
export function isWeaker(params: KdfParams, cost: KdfCost): boolean {
  return params.memoryKib * params.iterations < cost.memoryKib * cost.iterations;
}

/** Compares two short texts in a time that depends on their length only. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function hkdf(info: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new TextEncoder().encode(info) };
}
