import type { PickedFile } from '@shared/contracts/bridge';
import type { OnProgress } from '@shared/contracts/sheet';
import { ok, type Result } from '@shared/kernel/result';
import { getBridge } from './bridge';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** The bytes of a picked file, fetched through the bridge in the pieces it allows. */
export async function readPicked(file: PickedFile, onProgress: OnProgress): Promise<Result<Blob>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < file.size; offset += CHUNK_BYTES) {
    const read = await getBridge().files.read(file.token, offset, Math.min(CHUNK_BYTES, file.size - offset));
    if (!read.ok) return read;
    parts.push(new Uint8Array(read.value));
    onProgress({ phase: 'read', done: Math.min(file.size, offset + CHUNK_BYTES), total: file.size });
  }
  return ok(new Blob(parts));
}
