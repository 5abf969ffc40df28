import { MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import type { JournalBridge } from '@shared/contracts/journal';
import { orRefuse } from '../backup/backup-error';
import type { ChunkCipher } from '../backup/file/chunk-cipher';
import { gzip } from '../backup/file/compress';
import { chunkHead, CHUNK_PLAIN_BYTES, DATA_CHUNK, join, LAST_CHUNK } from '../backup/file/layout';
import { writeOpening } from '../backup/file/opening';
import type { EntryRecords } from './entry';
import { footer, JOURNAL_MAGIC, type JournalHeader } from './layout';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Smaller ones are stored as they are, and so are entries of several pieces, which are whole imports: packing either takes longer than
 * writing it, and the next backup clears the journal away.
 */
const PACK_FROM_BYTES = 8 * 1024;
export const STORED = 0;
export const PACKED = 1;

/** One file of the journal that is being written. Whatever fails ends it: what follows needs another file. */
export class Segment {
  private sealed = 0;

  private constructor(
    private readonly outside: JournalBridge,
    readonly name: string,
    private readonly cipher: ChunkCipher,
    private size: number,
  ) {}

  /** @throws Refusal `storage.full`, `storage.unavailable` */
  static async begin(outside: JournalBridge, name: string, header: JournalHeader, fileKey: Bytes): Promise<Segment> {
    const { bytes, cipher } = await writeOpening(header, fileKey, JOURNAL_MAGIC);
    orRefuse(await outside.append(name, 0, bytes));
    return new Segment(outside, name, cipher, bytes.length);
  }

  /** Resolves once the disk has all of it. @throws Refusal as `begin` does */
  async append(seq: number, at: number, records: EntryRecords): Promise<void> {
    let waiting: Bytes[] = [];
    let length = 0;
    let isFirst = true;
    for await (const { plain, isLast } of records.pieces(seq, at, CHUNK_PLAIN_BYTES)) {
      const frame = await this.seal(join(plain), isLast, isFirst && isLast);
      isFirst = false;
      if (length + frame.length > MAX_CHUNK_BYTES) {
        await this.write(join(waiting));
        waiting = [];
        length = 0;
      }
      waiting.push(frame);
      length += frame.length;
    }
    await this.write(join([...waiting, footer(seq)]));
  }

  private async seal(plain: Bytes, isLast: boolean, isAlone: boolean): Promise<Bytes> {
    const kind = isLast ? LAST_CHUNK : DATA_CHUNK;
    const packs = isAlone && plain.length >= PACK_FROM_BYTES;
    const content = join([Uint8Array.of(packs ? PACKED : STORED), packs ? await gzip(plain) : plain]);
    const sealed = await this.cipher.seal(this.sealed++, kind, content);
    return join([chunkHead(sealed.length, kind), sealed]);
  }

  /** A single row of many megabytes takes several calls. */
  private async write(bytes: Bytes): Promise<void> {
    for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) {
      const part = bytes.subarray(at, at + MAX_CHUNK_BYTES);
      orRefuse(await this.outside.append(this.name, this.size, part));
      this.size += part.length;
    }
  }
}
