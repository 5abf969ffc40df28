import { createSHA256, type IHasher } from 'hash-wasm';

/** The PNG trick: a high bit, CR LF and Ctrl-Z, so that a copy made as text is recognised at once. */
export const MAGIC = new Uint8Array([0x89, 0x4d, 0x42, 0x41, 0x4b, 0x0d, 0x0a, 0x1a]);
export const END_MARK = new TextEncoder().encode('MBAKEND\n');

export const FORMAT_VERSION = 1;
/** The oldest reader that understands what this program writes. */
const MIN_READER = 1;

/** Magic, two version numbers, length of the header's JSON. All numbers in the file are little-endian. */
export const FIXED_BYTES = 16;
export const HASH_BYTES = 32;
export const TAG_BYTES = 16;
/** `u32 length | u8 kind` before each chunk. */
export const CHUNK_HEAD_BYTES = 5;
export const CHUNK_PLAIN_BYTES = 1024 * 1024;
export const TRAILER_BYTES = HASH_BYTES + END_MARK.length;

/** What a reader takes at most, whatever a file says of itself. */
export const MAX_HEADER_BYTES = 4 * 1024 * 1024;
export const MAX_CHUNK_PLAIN_BYTES = 4 * 1024 * 1024;
export const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;
/** Deflate adds little to what does not compress. */
export const MAX_CHUNK_STORED_BYTES = MAX_MANIFEST_BYTES + 64 * 1024;

/** Kind of a chunk: rows, or the manifest, which is always the last. */
export const DATA_CHUNK = 0;
export const LAST_CHUNK = 1;
export type ChunkKind = typeof DATA_CHUNK | typeof LAST_CHUNK;

/** @param magic eight bytes that say what kind of file it is */
export function fixedPart(headerLength: number, magic = MAGIC): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FIXED_BYTES);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, FORMAT_VERSION, true);
  view.setUint16(10, MIN_READER, true);
  view.setUint32(12, headerLength, true);
  return bytes;
}

export function chunkHead(length: number, kind: ChunkKind): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(CHUNK_HEAD_BYTES);
  new DataView(bytes.buffer).setUint32(0, length, true);
  bytes[4] = kind;
  return bytes;
}

export async function sha256Of(...parts: readonly Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', join(parts)));
}

/** Hash that is fed piece by piece. */
export function startSha256(): Promise<IHasher> {
  return createSHA256().then((hasher) => hasher.init());
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
