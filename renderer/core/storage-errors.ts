import type { ErrorCode } from '@shared/kernel/errors';

const BY_NAME: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'storage.full',
  DatabaseClosedError: 'storage.closed',
  InvalidStateError: 'storage.closed',
  OpenFailedError: 'storage.unavailable',
  MissingAPIError: 'storage.unavailable',
  UnknownError: 'storage.unavailable',
  VersionError: 'storage.newer_version',
};

/** What a failure of IndexedDB means to the user, or null when it is not one. Looks through the wrapping of Dexie. */
export function toStorageError(error: unknown): ErrorCode | null {
  for (let e = error, depth = 0; e && depth < 4; e = (e as { inner?: unknown }).inner, depth++) {
    const name = (e as { name?: unknown }).name;
    if (typeof name !== 'string') return null;
    const code = BY_NAME[name];
    if (code) return code;
    // Of many rows at once: each failed by itself, when the engine gave the whole up.
    const { failures } = e as { failures?: unknown };
    if (Array.isArray(failures)) return toStorageError(failures[0]);
    // The engine gave a commit up and does not say why; want of room is one reason (trust.md fact 2).
    if (name === 'AbortError' && !(e as { inner?: unknown }).inner) return 'storage.aborted';
  }
  return null;
}
