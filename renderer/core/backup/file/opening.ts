import type { ZodMiniType } from 'zod/mini';
import { BackupError, damaged } from '../backup-error';
import { createCipher, type ChunkCipher } from './chunk-cipher';
import type { SealedHeader } from './header';
import {
  FIXED_BYTES,
  fixedPart,
  FORMAT_VERSION,
  HASH_BYTES,
  isEqual,
  join,
  MAX_HEADER_BYTES,
  sha256Of,
} from './layout';

/** Bytes of a stored file, wherever it lies. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes, or fewer at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface Opened<H> {
  header: H;
  /** Offset of the first chunk. */
  end: number;
  headerHash: Uint8Array<ArrayBuffer>;
  /** What the MAC is over, and the MAC. */
  hashed: Uint8Array<ArrayBuffer>;
  mac: Uint8Array<ArrayBuffer>;
}

/** How every sealed file begins, and what its chunks are to be sealed with. */
export async function writeOpening(
  header: SealedHeader,
  fileKey: Uint8Array<ArrayBuffer> | null,
  magic?: Uint8Array<ArrayBuffer>,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; cipher: ChunkCipher }> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const opening = join([fixedPart(json.length, magic), json]);
  const headerHash = await sha256Of(opening);
  const cipher = await createCipher(header, headerHash, fileKey);
  const hashed = join([opening, headerHash]);
  return { bytes: join([hashed, await cipher.headerMac(hashed)]), cipher };
}

/**
 * The header, its hash checked: from here on a key that does not open is a wrong key.
 * @throws BackupError `backup.not_a_backup`, `backup.damaged`, `backup.newer_version` with the program's version
 */
export async function readOpening<H>(
  source: ByteSource,
  schema: ZodMiniType<H>,
  magic: Uint8Array,
): Promise<Opened<H>> {
  const fixed = await take(source, 0, Math.min(FIXED_BYTES, source.size));
  if (!isEqual(fixed.subarray(0, magic.length), magic)) throw new BackupError('backup.not_a_backup');
  if (fixed.length < FIXED_BYTES) throw damaged('header');
  const view = new DataView(fixed.buffer);
  const length = view.getUint32(12, true);
  if (length > MAX_HEADER_BYTES || FIXED_BYTES + length + 2 * HASH_BYTES > source.size) throw damaged('header');
  const opening = join([fixed, await take(source, FIXED_BYTES, length)]);
  const headerHash = await take(source, opening.length, HASH_BYTES);
  if (!isEqual(await sha256Of(opening), headerHash)) throw damaged('header');
  const json = parseJson(opening.subarray(FIXED_BYTES));
  // Magic, versions, lengths and the header's hash stay where they are for good: a newer file is told from a damaged one.
  if (view.getUint16(10, true) > FORMAT_VERSION) throw newer(json);
  const header = schema.safeParse(json);
  if (!header.success) throw damaged('header');
  const hashed = join([opening, headerHash]);
  const mac = await take(source, hashed.length, HASH_BYTES);
  return { header: header.data, end: hashed.length + HASH_BYTES, headerHash, hashed, mac };
}

/** What the file's chunks are opened with. @throws BackupError when the header is not the one this key sealed */
export async function openCipher(
  opened: Opened<SealedHeader>,
  fileKey: Uint8Array<ArrayBuffer> | null,
): Promise<ChunkCipher> {
  if (opened.header.cipher !== 'none' && !fileKey) throw new BackupError('backup.no_such_key');
  const cipher = await createCipher(opened.header, opened.headerHash, fileKey);
  if (!isEqual(await cipher.headerMac(opened.hashed), opened.mac)) throw damaged('header');
  return cipher;
}

/** @throws BackupError `backup.unreadable` where the file ends before that */
export async function take(source: ByteSource, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) throw new BackupError('backup.unreadable');
  // Its own buffer, from the beginning: a view into somebody's larger one would be read wrongly.
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function newer(json: unknown): BackupError {
  const version = (json as { appVersion?: unknown } | null)?.appVersion;
  return new BackupError('backup.newer_version', { version: typeof version === 'string' ? version.slice(0, 40) : '?' });
}
