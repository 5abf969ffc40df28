import type { ErrorCode } from '@shared/kernel/errors';

export type BackupErrorCode = Extract<
  ErrorCode,
  | 'backup.not_a_backup'
  | 'backup.damaged'
  | 'backup.newer_version'
  | 'backup.wrong_secret'
  | 'backup.no_such_key'
  | 'backup.unreadable'
>;

/** Which part of the file a damage was found in: what support asks first. */
export type BackupPart = 'header' | 'chunk' | 'manifest' | 'end' | 'rows';

/** Why a backup file cannot be used. An expected outcome, made into a Result by whoever asked for it. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly code: BackupErrorCode,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

/** @param index number of the chunk, from 0 */
export function damaged(part: BackupPart, index?: number): BackupError {
  return new BackupError('backup.damaged', { part, ...(index !== undefined && { index }) });
}
