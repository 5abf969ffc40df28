import type { ErrorCode } from './errors';

/** One complaint about one field of an input; `field` is the entity's field name, `code` a stable `field.reason` word. */
export interface FieldIssue {
  field: string;
  code: string;
  params?: Record<string, string | number>;
}

/** What crosses every boundary when something expected fails: plain JSON, no text. Text is made last, in the user's language. */
export interface AppError {
  code: ErrorCode;
  params?: Record<string, string | number>;
  issues?: FieldIssue[];
  /** Set only for `internal.unexpected`: the id under which the log holds the cause. */
  incident?: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

export function ok(): Result<void>;
export function ok<T>(value: T): Result<T>;
export function ok<T>(value?: T): Result<T | undefined> {
  return { ok: true, value };
}

export function fail(code: ErrorCode, extra: Omit<AppError, 'code'> = {}): { ok: false; error: AppError } {
  return { ok: false, error: { code, ...extra } };
}

/** The value, or a throw: only for tests and for places where failure is a programmer's error. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected failure: ${JSON.stringify(result.error)}`);
}
