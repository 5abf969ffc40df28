import type { CoreClient } from '@shared/contracts/core';
import type { OpenInput } from '@shared/contracts/sheet';
import { fail, ok, type Result } from '@shared/kernel/result';

/** A pending import as it was kept: the file to open, and what was decided about it. */
export interface PendingRead {
  uploadId: string;
  input: OpenInput;
  json: string;
}

export async function readPendingFile(core: CoreClient, isCancelled: () => boolean): Promise<Result<PendingRead>> {
  const found = await core.ask('importPending.find', {});
  if (!found.ok) return found;
  if (!found.value) return fail('import.pending_gone');
  const { uploadId, fileName: name, parts, isText } = found.value;
  const bytes: Uint8Array<ArrayBuffer>[] = [];
  for (let part = 0; part < parts; part++) {
    const read = await core.ask('importPending.part', { uploadId, part });
    if (!read.ok) return read;
    if (isCancelled()) return fail('operation.cancelled');
    bytes.push(read.value.bytes);
  }
  const decisions = await core.ask('importPending.decisions', { uploadId });
  if (!decisions.ok) return decisions;
  const blob = new Blob(bytes);
  const input = isText ? { name, text: await blob.text() } : { name, blob };
  return ok({ uploadId, input, json: decisions.value.json });
}
