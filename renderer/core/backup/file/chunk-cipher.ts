import { damaged } from '../backup-error';
import { fromBase64 } from '../../vault/base64';
import { HASH_BYTES, isEqual, join, LAST_CHUNK, sha256Of, TAG_BYTES, type ChunkKind } from './layout';
import type { SealedHeader } from './header';

/** Seals and opens the chunks of one file. */
export interface ChunkCipher {
  seal(index: number, kind: ChunkKind, packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws BackupError when a bit, the place or the kind differs */
  open(index: number, kind: ChunkKind, stored: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Over everything up to here: nobody without the file's key can change the header. Zeros when nothing is encrypted. */
  headerMac(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Bytes a sealed chunk is longer. */
  readonly overhead: number;
}

/** @param headerHash what binds every chunk to this very file */
export function createCipher(
  header: SealedHeader,
  headerHash: Uint8Array<ArrayBuffer>,
  fileKey: Uint8Array<ArrayBuffer> | null,
): Promise<ChunkCipher> {
  return header.cipher === 'none' || !fileKey
    ? Promise.resolve(hashedChunks(headerHash))
    : encryptedChunks(fromBase64(header.noncePrefix), headerHash, fileKey);
}

/**
 * The STREAM construction: nonce = 7 random bytes | u32 number of the chunk | u8 1 for the last one, so that no chunk can be
 * moved, repeated, left out or cut off; the header's hash as additional data, so that none fits another file.
 */
async function encryptedChunks(
  prefix: Uint8Array<ArrayBuffer>,
  headerHash: Uint8Array<ArrayBuffer>,
  fileKey: Uint8Array<ArrayBuffer>,
): Promise<ChunkCipher> {
  if (prefix.length !== 7) throw damaged('header');
  const material = await crypto.subtle.importKey('raw', fileKey, 'HKDF', false, ['deriveKey']);
  const chunkKey = await crypto.subtle.deriveKey(hkdf('chunks'), material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const macKey = await crypto.subtle.deriveKey(
    hkdf('header'),
    material,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
  const gcm = (index: number, kind: ChunkKind): AesGcmParams => ({
    name: 'AES-GCM',
    iv: join([prefix, place(index, kind)]),
    additionalData: join([headerHash, place(index, kind)]),
  });
  return {
    overhead: TAG_BYTES,
    headerMac: async (bytes) => new Uint8Array(await crypto.subtle.sign('HMAC', macKey, bytes)),
    seal: async (index, kind, packed) =>
      new Uint8Array(await crypto.subtle.encrypt(gcm(index, kind), chunkKey, packed)),
    async open(index, kind, stored) {
      try {
        return new Uint8Array(await crypto.subtle.decrypt(gcm(index, kind), chunkKey, stored));
      } catch {
        throw damaged(kind === LAST_CHUNK ? 'manifest' : 'chunk', index);
      }
    },
  };
}

/** Nothing is secret, everything is checked: SHA-256 over header hash, place and content takes the tag's place. */
function hashedChunks(headerHash: Uint8Array<ArrayBuffer>): ChunkCipher {
  const hashOf = (index: number, kind: ChunkKind, packed: Uint8Array<ArrayBuffer>) =>
    sha256Of(headerHash, place(index, kind), packed);
  return {
    overhead: HASH_BYTES,
    headerMac: async () => new Uint8Array(HASH_BYTES),
    seal: async (index, kind, packed) => join([packed, await hashOf(index, kind, packed)]),
    async open(index, kind, stored) {
      const packed = stored.slice(0, -HASH_BYTES);
      if (isEqual(await hashOf(index, kind, packed), stored.subarray(-HASH_BYTES))) return packed;
      throw damaged(kind === LAST_CHUNK ? 'manifest' : 'chunk', index);
    },
  };
}

function place(index: number, kind: ChunkKind): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(5);
  new DataView(bytes.buffer).setUint32(0, index, true);
  bytes[4] = kind;
  return bytes;
}

function hkdf(info: string): HkdfParams {
  return {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(0),
    info: new TextEncoder().encode(`mbak1 ${info}`),
  };
}
