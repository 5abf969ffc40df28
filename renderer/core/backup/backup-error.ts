import type { ErrorCode } from '@shared/kernel/errors';
import type { Result } from '@shared/kernel/result';
import { Refusal } from '../define';

type BackupErrorCode = Extract<ErrorCode, `backup.${string}`>;

/** Which part of the file a damage was found in: what support asks first. */
type BackupPart = 'header' | 'chunk' | 'manifest' | 'end' | 'rows';

/** Why a backup cannot be made or used: an expected outcome, which the gate answers with its code. */
export class BackupError extends Refusal {
  override readonly name = 'BackupError';

  constructor(
    readonly code: BackupErrorCode,
    readonly params: Record<string, string | number> = {},
  ) {
    super({ code, params });
  }
}

/** @param index number of the chunk, from 0 */
export function damaged(part: BackupPart, index?: number): BackupError {
  return new BackupError('backup.damaged', { part, ...(index !== undefined && { index }) });
}

/** What the outside answered, or its refusal as ours. */
export function orRefuse<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.error);
}
