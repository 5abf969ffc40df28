import type { BatchView, RememberedMapping } from '@shared/contracts/core';
import type { OnProgress, OpenInput } from '@shared/contracts/sheet';
import type { FileSummary } from '@shared/imports/define';
import { takeMark, type FileMark } from '@shared/imports/file-mark';
import { listMissingRequired } from '@shared/imports/map-columns';
import type { Understood } from '@shared/imports/understand';
import { ok, type Result } from '@shared/kernel/result';
import type { Inflate } from './inflate';
import type { KeptFile } from './pending-keeper';
import { readPastedText, readSpreadsheet, type Spreadsheet } from './reader';

/** A file read whole, and where its bytes are. */
export interface OpenFile extends KeptFile {
  sha256: string;
  bytes: number;
  book: Spreadsheet;
  /** What the workbook says about itself, if it is one of ours. */
  mark: FileMark | undefined;
}

export async function openFile(
  input: OpenInput,
  isCancelled: () => boolean,
  onProgress?: OnProgress,
  inflate?: Inflate,
): Promise<Result<OpenFile>> {
  const isText = input.blob === undefined;
  // The window hands over a real Blob; `shared` only knows the part of it that it needs.
  const blob = isText ? new Blob([input.text ?? '']) : (input.blob as Blob);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const options = {
    isCancelled,
    onProgress: (done: number, total: number) => onProgress?.({ phase: 'read', done, total }),
    ...(inflate && { inflate }),
  };
  // Hashing goes on beside reading: both are native and take long on a large file.
  const hashing = sha256Hex(bytes);
  const read = isText ? await readPastedText(input.text ?? '') : await readSpreadsheet(bytes, input.name, options);
  if (!read.ok) return read;
  const { sheets, mark } = takeMark(read.value.sheets);
  const book = { ...read.value, sheets };
  return ok({ name: input.name, blob, isText, sha256: await hashing, bytes: bytes.length, book, mark });
}

/** What the wizard's first steps show of a file. */
export function summariseFile(
  file: OpenFile,
  understood: Understood,
  remembered: RememberedMapping | null,
  same: BatchView | null,
): FileSummary {
  // A workbook that says itself what its columns mean knows better than what was settled for its headers.
  const earlier = understood.isMarked ? null : remembered;
  const mapping = earlier?.mapping ?? understood.mapping;
  return {
    file: file.name,
    sha256: file.sha256,
    bytes: file.bytes,
    format: file.book.format,
    encoding: file.book.encoding,
    kind: understood.kind,
    sheets: file.book.sheets.map((s) => ({
      name: s.name,
      rows: s.rowCount,
      columns: s.columnCount,
      hidden: s.hidden,
    })),
    sheet: understood.sheet.name,
    headerRow: understood.headerRow,
    headers: understood.headers,
    mapping,
    doubtful: earlier ? [] : understood.doubtful,
    remembered: earlier !== null,
    missingRequired: listMissingRequired(mapping),
    ...(same && { sameFileAs: { batchId: same.id, at: same.at, by: same.by } }),
    warnings: [...file.book.warnings, ...understood.warnings],
  };
}

export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
}
