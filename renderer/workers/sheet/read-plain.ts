import type { OnProgress, OpenInput } from '@shared/contracts/sheet';
import { readPlainTable, type PlainTable } from '@shared/imports/plain-table';
import { fail, ok, type Result } from '@shared/kernel/result';
import type { Inflate } from './inflate';
import { openFile } from './open-file';

/** A table of any kind as texts. */
export async function readPlain(
  input: OpenInput,
  onProgress?: OnProgress,
  inflate?: Inflate,
): Promise<Result<PlainTable>> {
  const file = await openFile(input, () => false, onProgress, inflate);
  if (!file.ok) return file;
  const { name, sha256, book } = file.value;
  const table = readPlainTable(book.sheets);
  return table ? ok({ fileName: name, sha256, ...table }) : fail('file.no_data');
}
