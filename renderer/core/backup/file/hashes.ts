import type { BackupHeader } from './header';
import { join, sha256Of, startSha256, toHex } from './layout';

/** Length of what is hashed at once; part of the format. */
export const PIECE_BYTES = 1024 * 1024;
/** Pieces under way before whoever feeds them has to wait. */
const MOST_WAITING = 4;

/** The hash of a table's records, fed record by record. */
export interface TableHash {
  /** A promise when the caller should wait before it goes on. */
  update(record: Uint8Array): Promise<unknown> | undefined;
  /** Hex. */
  digest(): Promise<string>;
}

/** As the header says: by pieces, or (files from before there were pieces) SHA-256 of all records in one go. */
export async function startTableHash({ hashing }: Pick<BackupHeader, 'hashing'>): Promise<TableHash> {
  if (hashing === 'pieces') return new PieceHash();
  const whole = await startSha256();
  return {
    update: (record) => {
      whole.update(record);
      return undefined;
    },
    digest: () => Promise.resolve(whole.digest('hex')),
  };
}

/** The hash of everything before the trailer: the opening first, then chunk after chunk. */
export interface FileHash {
  opening(bytes: Uint8Array<ArrayBuffer>): void;
  /** @param hash SHA-256 of it as stored */
  chunk(stored: Uint8Array, hash: Uint8Array<ArrayBuffer>): void;
  digest(): Promise<Uint8Array<ArrayBuffer>>;
}

/** By pieces: SHA-256 over the opening and the SHA-256 of each chunk; else over all bytes. */
export async function startFileHash({ hashing }: Pick<BackupHeader, 'hashing'>): Promise<FileHash> {
  if (hashing === 'pieces') {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const add = (part: Uint8Array<ArrayBuffer>): void => void parts.push(part);
    return { opening: add, chunk: (_stored, hash) => add(hash), digest: () => sha256Of(...parts) };
  }
  const whole = await startSha256();
  return {
    opening: (bytes) => void whole.update(bytes),
    chunk: (stored) => void whole.update(stored),
    digest: () => Promise.resolve(new Uint8Array(whole.digest('binary'))),
  };
}

/** SHA-256 over the SHA-256 of each MiB: the engine works those out on another thread while this one packs. */
class PieceHash implements TableHash {
  private readonly hashes: Promise<Uint8Array<ArrayBuffer>>[] = [];
  private piece = new Uint8Array(0);
  private used = 0;

  update(record: Uint8Array): Promise<unknown> | undefined {
    for (let at = 0; at < record.length;) {
      // Most tables are small: theirs need not be a MiB long.
      if (this.used === this.piece.length) this.grow(record.length - at);
      const part = record.subarray(at, at + this.piece.length - this.used);
      this.piece.set(part, this.used);
      this.used += part.length;
      at += part.length;
      if (this.used === PIECE_BYTES) this.close();
    }
    return this.hashes[this.hashes.length - MOST_WAITING];
  }

  async digest(): Promise<string> {
    if (this.used > 0) this.close();
    return toHex(await sha256Of(join(await Promise.all(this.hashes))));
  }

  private grow(more: number): void {
    const grown = new Uint8Array(Math.min(PIECE_BYTES, Math.max(this.used * 2, this.used + more)));
    grown.set(this.piece.subarray(0, this.used));
    this.piece = grown;
  }

  private close(): void {
    const hash = sha256Of(this.piece.subarray(0, this.used));
    // Awaited at the end: until then nobody hears that it failed.
    hash.catch(() => undefined);
    this.hashes.push(hash);
    this.piece = new Uint8Array(0);
    this.used = 0;
  }
}
