import type { Result } from '../kernel/result';

/** A file of the journal, as it lies outside the database. */
export interface JournalFile {
  name: string;
  bytes: number;
  /** Epoch ms. */
  modifiedAt: number;
}

/** The part of the bridge that keeps what was stored since the last backup. Files only grow, and are removed whole. */
export interface JournalBridge {
  list(): Promise<Result<JournalFile[]>>;
  /** At most 4 MiB, at `offset`, the file's present end; 0 begins a new file. Answers once the disk has it. */
  append(name: string, offset: number, bytes: Uint8Array): Promise<Result<void>>;
  /** At most 4 MiB a call; fewer bytes at the end of the file. */
  read(name: string, offset: number, length: number): Promise<Result<Uint8Array>>;
  remove(name: string): Promise<Result<void>>;
}

const NAME = /^journal-([0-9a-f]{16})-(\d{12})-[0-9a-f]{8}\.mjnl$/;

/** @param firstSeq number of the first entry it can hold */
export function journalFileName(epoch: string, firstSeq: number, mark: string): string {
  return `journal-${epoch}-${String(firstSeq).padStart(12, '0')}-${mark}.mjnl`;
}

/** What a name says, or null where it is none of ours: no folder, no drive, no device. */
export function parseJournalName(name: string): { epoch: string; firstSeq: number } | null {
  const [, epoch, first] = NAME.exec(name) ?? [];
  return epoch !== undefined && first !== undefined ? { epoch, firstSeq: Number(first) } : null;
}

export function isJournalFileName(name: string): boolean {
  return NAME.test(name);
}
