import { MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import type { BackupRef } from '@shared/contracts/backups';
import type { Result } from '@shared/kernel/result';
import type { CoreHost } from '../context';
import { BackupError, orRefuse } from './backup-error';
import type { ByteSource } from './file/opening';

/** The most one call carries. */
const BLOCK_BYTES = MAX_CHUNK_BYTES;

type ReadAt = (offset: number, length: number) => Promise<Result<Uint8Array>>;

/** A file in the backup folder, or one the person picked. @throws BackupError `backup.unreadable` when there is none */
export async function openSource(host: CoreHost, ref: BackupRef): Promise<ByteSource> {
  if (ref.kind === 'picked') return buffered(ref.size, (offset, length) => host.readPicked(ref.token, offset, length));
  const { files } = orRefuse(await host.backups.list());
  const file = files.find(({ name }) => name === ref.name);
  if (!file) throw new BackupError('backup.unreadable');
  return buffered(file.bytes, (offset, length) => host.backups.read(ref.name, offset, length));
}

/** Reads in blocks: a file has many small parts, and each call crosses to another process. */
export function buffered(size: number, readAt: ReadAt): ByteSource {
  let block = new Uint8Array(0);
  let start = 0;
  /** The block after this one, on its way while this one is dealt with. */
  let ahead: { offset: number; answer: ReturnType<ReadAt> } | null = null;

  function ask(offset: number): ReturnType<ReadAt> {
    const answer = readAt(offset, Math.min(BLOCK_BYTES, size - offset));
    answer.catch(() => undefined);
    return answer;
  }

  async function blockAt(offset: number): Promise<void> {
    const end = start + block.length;
    if (offset >= start && offset < end) return;
    const goesOn = offset === end && offset > 0;
    const answer = ahead?.offset === offset ? ahead.answer : ask(offset);
    ahead = null;
    block = new Uint8Array(orRefuse(await answer));
    start = offset;
    if (block.length === 0) throw new BackupError('backup.unreadable');
    const after = start + block.length;
    if (goesOn && after < size) ahead = { offset: after, answer: ask(after) };
  }

  return {
    size,
    async read(offset, length) {
      const out = new Uint8Array(length);
      for (let done = 0; done < length;) {
        await blockAt(offset + done);
        const from = offset + done - start;
        const part = block.subarray(from, from + length - done);
        out.set(part, done);
        done += part.length;
      }
      return out;
    },
  };
}
