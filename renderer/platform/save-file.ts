import { fail, type Result } from '@shared/kernel/result';
import type { FileKind } from '@shared/contracts/bridge';
import { getBridge } from './bridge';

/** The bridge takes at most this much at a time. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Writes chunks to a target the person has chosen. Nothing appears under that name unless everything was written. */
export async function saveChunks(
  token: string,
  chunks: readonly Uint8Array[],
): Promise<Result<{ displayName: string; bytes: number }>> {
  const { files } = getBridge();
  let seq = 0;
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += CHUNK_BYTES) {
      const written = await files.write(token, seq++, chunk.subarray(start, start + CHUNK_BYTES));
      if (!written.ok) {
        await files.abort(token);
        return written;
      }
    }
  }
  return files.commit(token);
}

/** Asks where to, then makes the file and writes it; null when the person changed their mind. */
export async function saveFile(
  kind: FileKind,
  suggestedName: string,
  make: () => Promise<Result<Uint8Array[]>>,
): Promise<Result<{ displayName: string; bytes: number } | null>> {
  const target = await getBridge().files.pickSave(kind, suggestedName);
  if (!target.ok) return target;
  if (target.value === null) return { ok: true, value: null };
  const made = await make().catch(() => fail('internal.unexpected'));
  if (!made.ok) {
    await getBridge().files.abort(target.value.token);
    return made;
  }
  return saveChunks(target.value.token, made.value);
}
