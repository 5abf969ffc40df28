import { randomBytes } from 'node:crypto';
import { access, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renamePatiently, syncFolder } from '../state-file';

/**
 * One backup on its way to the disk: written beside, synced, closed, opened anew for reading back, renamed last. Until then
 * no file bears its name, and afterwards it is complete. Calls come one at a time; each throws what the disk says.
 */
export class BackupPart {
  private readonly part: string;
  private writing: FileHandle | null = null;
  private reading: FileHandle | null = null;
  private nextSeq = 0;
  private bytes = 0;

  constructor(
    folder: string,
    readonly name: string,
  ) {
    this.part = join(folder, `.${name}.part-${randomBytes(4).toString('hex')}`);
  }

  async begin(): Promise<void> {
    this.writing = await open(this.part, 'wx', 0o600);
  }

  /** False for a chunk out of turn. */
  async write(seq: number, chunk: Uint8Array): Promise<boolean> {
    if (!this.writing || seq !== this.nextSeq) return false;
    this.nextSeq++;
    for (let done = 0; done < chunk.byteLength;) {
      const { bytesWritten } = await this.writing.write(chunk, done, chunk.byteLength - done, this.bytes);
      done += bytesWritten;
      this.bytes += bytesWritten;
    }
    return true;
  }

  async finish(): Promise<number> {
    const writing = this.writing;
    if (!writing) throw new Error('nothing was begun');
    await writing.sync();
    this.writing = null;
    await writing.close();
    this.reading = await open(this.part, 'r');
    return (await this.reading.stat()).size;
  }

  async readBack(offset: number, length: number): Promise<Uint8Array> {
    if (!this.reading) throw new Error('not finished');
    return readAt(this.reading, offset, length);
  }

  async publish(): Promise<void> {
    const reading = this.reading;
    if (!reading) throw new Error('not finished');
    // Windows renames no file that somebody holds open, be it ourselves.
    this.reading = null;
    await reading.close();
    const target = join(dirname(this.part), this.name);
    const taken = await access(target).then(
      () => true,
      () => false,
    );
    if (taken) throw new Error('the name is taken');
    await renamePatiently(this.part, target);
    await syncFolder(dirname(target));
  }

  async abort(): Promise<void> {
    await this.writing?.close().catch(() => undefined);
    await this.reading?.close().catch(() => undefined);
    this.writing = this.reading = null;
    await rm(this.part, { force: true }).catch(() => undefined);
  }
}

export async function readAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done === length ? buffer : buffer.slice(0, done);
}
