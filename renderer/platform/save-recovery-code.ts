import type { Result } from '@shared/kernel/result';
import { saveFile } from './save-file';

/** Offers to keep the sheet as a text file, wherever the person wants it; with a BOM, so that old editors read it too. */
export async function saveRecoveryCode(
  lines: readonly string[],
  fileName: string,
): Promise<Result<{ displayName: string } | null>> {
  const bytes = new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
  return saveFile('text', fileName, () => Promise.resolve({ ok: true, value: [bytes] }));
}
