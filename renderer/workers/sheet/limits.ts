import type { Inflate } from './inflate';
import type { AppError, Result } from '@shared/kernel/result';
import type { ErrorCode } from '@shared/kernel/errors';

const MIB = 1024 * 1024;

/**
 * What a file may cost (trust.md 1.8). `ratio` departs from POI's 100:1 after 100 KiB: a real file of the open corpus
 * (long runs of one letter) has a 57 MB sheet packed 121:1, while a bomb sits near deflate's ceiling of 1,032:1.
 */
export const LIMITS = {
  fileBytes: 50 * MIB,
  /** trust.md's 1,000 are passed by an honest workbook of 1,000 sheets, or of 400 pictures with their relations. */
  zipEntries: 10_000,
  entryBytes: 400 * MIB,
  totalBytes: 600 * MIB,
  ratio: 250,
  ratioGraceBytes: 4 * MIB,
  /** Parts other than sheets and shared strings: workbook, relations, styles. */
  smallPartBytes: 16 * MIB,
  /** Strange but legal XML goes through the general parser, which is ten times slower. */
  carefulBytes: 48 * MIB,
  sharedStrings: 1_000_000,
  sharedStringBytes: 64 * MIB,
  rows: 200_000,
  /** All that Excel has, and not trust.md's 200: real sheets use them (one per day, one per question); `cells` bounds the work. */
  columns: 16_384,
  cells: 12_000_000,
  cellText: 32_767,
  sheets: 2_000,
  /** The libraries for old formats hold the whole workbook as objects. */
  otherFormatBytes: 20 * MIB,
  otherInflatedBytes: 150 * MIB,
  otherCells: 4_000_000,
} as const;

export interface ReadOptions {
  /** Bytes of the parts to read so far, and in all; `total` is 0 while unknown. */
  onProgress?: (done: number, total: number) => void;
  isCancelled?: () => boolean;
  /** Another way to inflate large entries; without it, on the reader's own thread. */
  inflate?: Inflate;
}

/** How the readers leave early: thrown inside this folder, turned into a `Result` at its doors. */
export class FileFailure extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params?: AppError['params'],
  ) {
    super(code);
  }
}

export function throwIfCancelled(options: ReadOptions): void {
  if (options.isCancelled?.()) throw new FileFailure('operation.cancelled');
}

/** Runs a reader; expected failures become a `Result`, programmer's errors stay errors. */
export async function toResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    return { ok: false, error: { code: error.code, ...(error.params ? { params: error.params } : {}) } };
  }
}
