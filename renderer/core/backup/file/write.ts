import type { ChunkCipher } from './chunk-cipher';
import { gzip } from './compress';
import type { BackupHeader, Manifest } from './header';
import {
  chunkHead,
  DATA_CHUNK,
  END_MARK,
  join,
  LAST_CHUNK,
  sha256Of,
  toHex,
  TRAILER_BYTES,
  type ChunkKind,
} from './layout';
import { writeOpening } from './opening';
import { encodeRecord } from './records';
import { startFileHash, startTableHash } from './hashes';

/** Rows of one table, in batches, in the order in which they shall come back. */
export type TableSource = (name: string) => AsyncIterable<readonly unknown[]>;

export interface WrittenBackup {
  /** SHA-256 of everything before the trailer, hex: the file's identity. */
  sha256: string;
  bytes: number;
  plainBytes: number;
  tables: Manifest['tables'];
}

/**
 * A backup file piece by piece, in order. Memory holds one chunk and one batch of rows, whatever the size of the data.
 * Returns what was written once the last piece was taken.
 *
 * @param fileKey null only with `cipher: 'none'`
 * @throws Error when a table yields another number of rows than the header says: the snapshot moved
 */
export async function* writeBackup(
  header: BackupHeader,
  fileKey: Uint8Array<ArrayBuffer> | null,
  rowsOf: TableSource,
): AsyncGenerator<Uint8Array<ArrayBuffer>, WrittenBackup> {
  const whole = await startFileHash(header);
  let size = 0;
  const count = ({ stored, hash }: SealedChunk): Uint8Array<ArrayBuffer> => {
    whole.chunk(stored, hash);
    size += stored.length;
    return stored;
  };

  const { bytes: opening, cipher } = await writeOpening(header, fileKey);
  whole.opening(opening);
  size += opening.length;
  yield opening;

  const chunks = new ChunkMaker(header.chunkBytes, cipher);
  const tables: Manifest['tables'] = {};
  for (const [index, { name, rows }] of header.tables.entries()) {
    const hasher = await startTableHash(header);
    let found = 0;
    for await (const batch of rowsOf(name)) {
      for (const row of batch) {
        const encoded = encodeRecord(index, row);
        const record = encoded instanceof Promise ? await encoded : encoded;
        const full = hasher.update(record);
        if (full) await full;
        for (const plain of chunks.fill(record)) yield count(await chunks.seal(plain, DATA_CHUNK));
      }
      found += batch.length;
    }
    if (found !== rows) throw new Error(`table ${name} changed while it was backed up`);
    tables[name] = { rows, sha256: await hasher.digest() };
  }
  const rest = chunks.rest();
  if (rest.length > 0) yield count(await chunks.seal(rest, DATA_CHUNK));
  const manifest: Manifest = { chunks: chunks.hashes, tables, plainBytes: chunks.plainBytes };
  yield count(await chunks.seal(new TextEncoder().encode(JSON.stringify(manifest)), LAST_CHUNK));

  const hash = await whole.digest();
  yield join([hash, END_MARK]);
  return { sha256: toHex(hash), bytes: size + TRAILER_BYTES, plainBytes: chunks.plainBytes, tables };
}

interface SealedChunk {
  stored: Uint8Array<ArrayBuffer>;
  hash: Uint8Array<ArrayBuffer>;
}

/** Collects records into pieces of the chunk's size, and seals those one after the other. */
class ChunkMaker {
  /** Of the sealed data chunks, in order. */
  readonly hashes: string[] = [];
  plainBytes = 0;
  private buffer: Uint8Array<ArrayBuffer>;
  private used = 0;
  private sealed = 0;

  constructor(
    private readonly size: number,
    private readonly cipher: ChunkCipher,
  ) {
    this.buffer = new Uint8Array(size);
  }

  /** Takes the record in; gives what became full, to be sealed before the next call. */
  *fill(record: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
    this.plainBytes += record.length;
    for (let at = 0; at < record.length;) {
      const part = record.subarray(at, at + this.size - this.used);
      this.buffer.set(part, this.used);
      this.used += part.length;
      at += part.length;
      if (this.used < this.size) return;
      const full = this.buffer;
      this.buffer = new Uint8Array(this.size);
      this.used = 0;
      yield full;
    }
  }

  rest(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.used);
  }

  async seal(plain: Uint8Array<ArrayBuffer>, kind: ChunkKind): Promise<SealedChunk> {
    const content = await this.cipher.seal(this.sealed, kind, await gzip(plain));
    const stored = join([chunkHead(content.length, kind), content]);
    this.sealed++;
    const hash = await sha256Of(stored);
    if (kind === DATA_CHUNK) this.hashes.push(toHex(hash));
    return { stored, hash };
  }
}
