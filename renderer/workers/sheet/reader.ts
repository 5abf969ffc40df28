import type { Result } from '@shared/kernel/result';
import { detectContent } from './detect';
import { FileFailure, LIMITS, throwIfCancelled, toResult, type ReadOptions } from './limits';
import type { Spreadsheet } from './port';
import { READERS } from './readers';
import { sheetOfText } from './text-reader';

export { detectFormat } from './detect';
export type { ReadOptions } from './limits';
export type { Spreadsheet } from './port';

/**
 * The one way in for spreadsheets of any format. What the file is, its bytes say; `name` only names the sheet of a text file.
 * A file that holds nothing, or cannot be read whole, is an error and never an empty table (`file.*` in kernel/errors).
 */
export function readSpreadsheet(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<Result<Spreadsheet>> {
  return toResult(async () => {
    if (bytes.length > LIMITS.fileBytes) throw new FileFailure('file.too_large', { limit: LIMITS.fileBytes });
    const found = await detectContent(bytes);
    switch (found.kind) {
      case 'empty':
        throw new FileFailure('file.empty');
      case 'encrypted':
        throw new FileFailure('file.encrypted');
      case 'foreign':
        if (found.isArchive) throw new FileFailure('file.archive', found.inside ? { inside: found.inside } : {});
        throw new FileFailure('file.unsupported_format', found.name ? { format: found.name } : {});
      case 'spreadsheet': {
        const reader = await READERS[found.format]();
        const read = await reader.read({ bytes, name, zip: found.zip }, options);
        throwIfCancelled(options);
        return read;
      }
    }
  });
}

/** Cells pasted from a spreadsheet program: tab-separated, or any text that has a delimiter. */
export function readPastedText(text: string): Promise<Result<Spreadsheet>> {
  return toResult(async () => {
    if (text.length > LIMITS.fileBytes) throw new FileFailure('file.too_large', { limit: LIMITS.fileBytes });
    if (text.trim() === '') throw new FileFailure('file.empty');
    return sheetOfText(text, 'utf-8', 'Clipboard', text.includes('\t') ? '\t' : undefined);
  });
}
