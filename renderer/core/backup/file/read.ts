import type { IHasher } from 'hash-wasm';
import { BackupError, damaged } from '../backup-error';
import { createCipher, type ChunkCipher } from './chunk-cipher';
import { gunzip } from './compress';
import { headerSchema, manifestSchema, type BackupHeader, type Manifest } from './header';
import {
  CHUNK_HEAD_BYTES,
  DATA_CHUNK,
  END_MARK,
  FIXED_BYTES,
  FORMAT_VERSION,
  HASH_BYTES,
  isEqual,
  join,
  LAST_CHUNK,
  MAGIC,
  MAX_CHUNK_STORED_BYTES,
  MAX_HEADER_BYTES,
  MAX_MANIFEST_BYTES,
  sha256Of,
  startSha256,
  toHex,
  TRAILER_BYTES,
  type ChunkKind,
} from './layout';
import { RecordReader } from './records';

/** Bytes of a stored file, wherever it lies. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes, or fewer at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface OpenedHeader {
  header: BackupHeader;
  /** Offset of the first chunk. */
  end: number;
  headerHash: Uint8Array<ArrayBuffer>;
  /** What the MAC is over, and the MAC. */
  hashed: Uint8Array<ArrayBuffer>;
  mac: Uint8Array<ArrayBuffer>;
}

/** Rows of one table as they come, in order. Awaited, so that a slow receiver slows the reading. */
export type RowSink = (table: string, row: unknown, bytes: number) => void | Promise<void>;

/**
 * The header, its hash checked: from here on a key that does not open is a wrong key.
 * @throws BackupError `backup.not_a_backup`, `backup.damaged`, `backup.newer_version` with the program's version
 */
export async function readHeader(source: ByteSource): Promise<OpenedHeader> {
  const fixed = await take(source, 0, Math.min(FIXED_BYTES, source.size));
  if (!isEqual(fixed.subarray(0, MAGIC.length), MAGIC)) throw new BackupError('backup.not_a_backup');
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
  const header = headerSchema.safeParse(json);
  if (!header.success) throw damaged('header');
  const hashed = join([opening, headerHash]);
  const mac = await take(source, hashed.length, HASH_BYTES);
  return { header: header.data, end: hashed.length + HASH_BYTES, headerHash, hashed, mac };
}

export interface ReadSummary {
  /** As in `WrittenBackup`. */
  sha256: string;
  tables: Manifest['tables'];
}

/**
 * Reads the whole file, and checks all of it: every chunk, its place, the manifest's hashes and counts, the hash of the whole
 * and its end. Rows are handed out before the end was seen: whoever keeps them must drop them when this throws.
 *
 * @param onProgress bytes read and bytes there are
 * @throws BackupError `backup.damaged` with the part
 */
export async function readBackup(
  source: ByteSource,
  opened: OpenedHeader,
  fileKey: Uint8Array<ArrayBuffer> | null,
  onRow: RowSink,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ReadSummary> {
  const { header } = opened;
  if (header.cipher !== 'none' && !fileKey) throw new BackupError('backup.no_such_key');
  const cipher = await createCipher(header, opened.headerHash, fileKey);
  if (!isEqual(await cipher.headerMac(opened.hashed), opened.mac)) throw damaged('header');
  const whole = await startSha256();
  whole.update(opened.hashed);
  whole.update(opened.mac);

  const rows = await RowChecker.create(header, onRow);
  const hashes: string[] = [];
  let plainBytes = 0;
  let at = opened.end;
  for (let index = 0; ; index++) {
    const { kind, content, stored } = await readChunk(source, at, index, cipher);
    at += stored.length;
    whole.update(stored);
    const plain = await unpack(cipher, index, kind, content, header.chunkBytes);
    if (kind === LAST_CHUNK) {
      const manifest = parseManifest(plain);
      if (manifest.plainBytes !== plainBytes || manifest.chunks.length !== hashes.length) throw damaged('manifest');
      if (manifest.chunks.some((hash, i) => hash !== hashes[i])) throw damaged('manifest');
      const tables = rows.finish(manifest);
      const sha256 = await checkTrailer(source, at, whole);
      return { sha256, tables };
    }
    hashes.push(toHex(await sha256Of(stored)));
    plainBytes += plain.length;
    await rows.push(plain);
    onProgress(at, source.size);
  }
}

interface StoredChunk {
  kind: ChunkKind;
  content: Uint8Array<ArrayBuffer>;
  stored: Uint8Array<ArrayBuffer>;
}

async function readChunk(source: ByteSource, at: number, index: number, cipher: ChunkCipher): Promise<StoredChunk> {
  const left = source.size - TRAILER_BYTES - at;
  if (left < CHUNK_HEAD_BYTES) throw damaged('chunk', index);
  const head = await take(source, at, CHUNK_HEAD_BYTES);
  const length = new DataView(head.buffer).getUint32(0, true);
  const kind = head[4];
  if (length > MAX_CHUNK_STORED_BYTES || length < cipher.overhead || CHUNK_HEAD_BYTES + length > left)
    throw damaged('chunk', index);
  if (kind !== DATA_CHUNK && kind !== LAST_CHUNK) throw damaged('chunk', index);
  const content = await take(source, at + CHUNK_HEAD_BYTES, length);
  return { kind, content, stored: join([head, content]) };
}

async function unpack(
  cipher: ChunkCipher,
  index: number,
  kind: ChunkKind,
  content: Uint8Array<ArrayBuffer>,
  chunkBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await cipher.open(index, kind, content);
  return gunzip(packed, kind === LAST_CHUNK ? MAX_MANIFEST_BYTES : chunkBytes);
}

/** Nothing but hash and end mark may follow, and they must be what they should. */
async function checkTrailer(source: ByteSource, at: number, whole: IHasher): Promise<string> {
  if (source.size !== at + TRAILER_BYTES) throw damaged('end');
  const trailer = await take(source, at, TRAILER_BYTES);
  const hash = whole.digest('binary');
  if (!isEqual(trailer, join([hash, END_MARK]))) throw damaged('end');
  return toHex(hash);
}

/** Hands out rows in their tables' order and compares counts and hashes with the manifest. */
class RowChecker {
  private readonly reader = new RecordReader();
  private readonly counts: number[];

  private constructor(
    private readonly header: BackupHeader,
    private readonly hashers: readonly IHasher[],
    private readonly onRow: RowSink,
  ) {
    this.counts = header.tables.map(() => 0);
  }

  static async create(header: BackupHeader, onRow: RowSink): Promise<RowChecker> {
    return new RowChecker(header, await Promise.all(header.tables.map(startSha256)), onRow);
  }

  async push(plain: Uint8Array): Promise<void> {
    for (const { table, row, bytes } of this.reader.push(plain)) {
      const entry = this.header.tables[table];
      if (!entry) throw damaged('rows');
      this.counts[table]!++;
      this.hashers[table]!.update(bytes);
      const taken = this.onRow(entry.name, row, bytes.length);
      if (taken) await taken;
    }
  }

  finish(manifest: Manifest): Manifest['tables'] {
    if (!this.reader.isEmpty) throw damaged('rows');
    this.header.tables.forEach(({ name, rows }, i) => {
      const promised = manifest.tables[name];
      const same = promised?.rows === this.counts[i] && rows === this.counts[i];
      if (!promised || !same || promised.sha256 !== this.hashers[i]!.digest('hex')) throw damaged('rows');
    });
    return manifest.tables;
  }
}

async function take(source: ByteSource, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) throw new BackupError('backup.unreadable');
  // Its own buffer, from the beginning: a view into somebody's larger one would be read wrongly.
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}

function parseManifest(plain: Uint8Array): Manifest {
  const manifest = manifestSchema.safeParse(parseJson(plain));
  if (!manifest.success) throw damaged('manifest');
  return manifest.data;
}

function parseJson(bytes: Uint8Array): unknown {
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
