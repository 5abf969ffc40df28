import { damaged } from '../backup-error';
import type { ChunkCipher } from './chunk-cipher';
import { gunzip } from './compress';
import { headerSchema, manifestSchema, type BackupHeader, type Manifest } from './header';
import {
  CHUNK_HEAD_BYTES,
  DATA_CHUNK,
  END_MARK,
  isEqual,
  join,
  LAST_CHUNK,
  MAGIC,
  MAX_CHUNK_STORED_BYTES,
  MAX_MANIFEST_BYTES,
  sha256Of,
  toHex,
  TRAILER_BYTES,
  type ChunkKind,
} from './layout';
import { openCipher, parseJson, readOpening, take, type ByteSource, type Opened } from './opening';
import { RecordReader } from './records';
import { startFileHash, startTableHash, type FileHash, type TableHash } from './hashes';

export type OpenedHeader = Opened<BackupHeader>;

/** Rows of one table as they come, in order. Awaited, so that a slow receiver slows the reading. */
export type RowSink = (table: string, row: unknown, bytes: number) => void | Promise<void>;

/** @throws BackupError as `readOpening` does */
export function readHeader(source: ByteSource): Promise<OpenedHeader> {
  return readOpening(source, headerSchema, MAGIC);
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
 * @param onRow null: nobody wants the rows, whose hashes prove them
 * @param onProgress bytes read and bytes there are
 * @throws BackupError `backup.damaged` with the part
 */
export async function readBackup(
  source: ByteSource,
  opened: OpenedHeader,
  fileKey: Uint8Array<ArrayBuffer> | null,
  onRow: RowSink | null,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ReadSummary> {
  const { header } = opened;
  const cipher = await openCipher(opened, fileKey);
  const whole = await startFileHash(header);
  whole.opening(opened.hashed);
  whole.opening(opened.mac);

  const rows = await RowChecker.create(header, onRow);
  const hashes: string[] = [];
  let plainBytes = 0;
  let at = opened.end;
  for (let index = 0; ; index++) {
    const { kind, content, stored } = await readChunk(source, at, index, cipher);
    at += stored.length;
    const hash = await sha256Of(stored);
    whole.chunk(stored, hash);
    const plain = await unpack(cipher, index, kind, content, header.chunkBytes);
    if (kind === LAST_CHUNK) {
      const manifest = parseManifest(plain);
      if (manifest.plainBytes !== plainBytes || manifest.chunks.length !== hashes.length) throw damaged('manifest');
      if (manifest.chunks.some((hash, i) => hash !== hashes[i])) throw damaged('manifest');
      const tables = await rows.finish(manifest);
      const sha256 = await checkTrailer(source, at, whole);
      return { sha256, tables };
    }
    hashes.push(toHex(hash));
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
async function checkTrailer(source: ByteSource, at: number, whole: FileHash): Promise<string> {
  if (source.size !== at + TRAILER_BYTES) throw damaged('end');
  const trailer = await take(source, at, TRAILER_BYTES);
  const hash = await whole.digest();
  if (!isEqual(trailer, join([hash, END_MARK]))) throw damaged('end');
  return toHex(hash);
}

/** Hands out rows in their tables' order and compares counts and hashes with the manifest. */
class RowChecker {
  private readonly reader = new RecordReader();
  private readonly counts: number[];

  private constructor(
    private readonly header: BackupHeader,
    private readonly hashes: readonly TableHash[],
    private readonly onRow: RowSink | null,
  ) {
    this.counts = header.tables.map(() => 0);
  }

  static async create(header: BackupHeader, onRow: RowSink | null): Promise<RowChecker> {
    return new RowChecker(header, await Promise.all(header.tables.map(() => startTableHash(header))), onRow);
  }

  async push(plain: Uint8Array): Promise<void> {
    for (const { table, row, bytes } of this.reader.push(plain, this.onRow !== null)) {
      const entry = this.header.tables[table];
      if (!entry) throw damaged('rows');
      this.counts[table]!++;
      const full = this.hashes[table]!.update(bytes);
      if (full) await full;
      const taken = this.onRow?.(entry.name, row, bytes.length);
      if (taken) await taken;
    }
  }

  async finish(manifest: Manifest): Promise<Manifest['tables']> {
    if (!this.reader.isEmpty) throw damaged('rows');
    for (const [i, { name, rows }] of this.header.tables.entries()) {
      const promised = manifest.tables[name];
      const same = promised?.rows === this.counts[i] && rows === this.counts[i];
      if (!promised || !same || promised.sha256 !== (await this.hashes[i]!.digest())) throw damaged('rows');
    }
    return manifest.tables;
  }
}

function parseManifest(plain: Uint8Array): Manifest {
  const manifest = manifestSchema.safeParse(parseJson(plain));
  if (!manifest.success) throw damaged('manifest');
  return manifest.data;
}
