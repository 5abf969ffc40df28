import type { ImportPendingRow } from '@renderer/data/tables';

/** An import that was not finished is kept a week after its last change, sealed: a file may hold ID numbers. */
export const PENDING_LIFE_MS = 7 * 24 * 3_600_000;
/** A larger file is not kept: it could not be read again either. */
export const MAX_PENDING_BYTES = 50 * 1024 * 1024;
export const PENDING_PART_BYTES = 4 * 1024 * 1024;
export const MAX_PENDING_PARTS = Math.ceil(MAX_PENDING_BYTES / PENDING_PART_BYTES);
export const MAX_DECISIONS_LENGTH = 64 * 1024 * 1024;

export function headId(adminId: string): string {
  return `${adminId}|head`;
}

export function decisionsId(adminId: string): string {
  return `${adminId}|decisions`;
}

export function partId(adminId: string, part: number): string {
  return `${adminId}|part|${String(part).padStart(3, '0')}`;
}

/** A part sealed for one upload opens in no other. */
export function pendingAad(id: string, uploadId: string): string {
  return `importPending|${id}|${uploadId}`;
}

export function isExpired(head: ImportPendingRow, now: number): boolean {
  return now - head.savedAt > PENDING_LIFE_MS;
}
