import type { ZodMiniType } from 'zod/mini';
import type { GateAccess, Permission } from '@shared/access/resources';
import type { BackupKind } from '@shared/contracts/backups';
import type { CommandIo, CommandName, QueryIo, QueryName, CallOptions } from '@shared/contracts/core';
import type { AppError } from '@shared/kernel/result';
import type { ErrorCode } from '@shared/kernel/errors';
import type { TableName } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from './context';
import type { Spending } from './rights-use';

/** Thrown inside `prepare` or `run` to give up: the transaction is rolled back, the caller gets the error as a Result. */
export class Refusal extends Error {
  constructor(readonly error: AppError) {
    super(error.code);
  }
}

export function refuse(code: ErrorCode, extra: Omit<AppError, 'code'> = {}): never {
  throw new Refusal({ code, ...extra });
}

/** What `run` returns when what it wrote must stay although the caller is refused: a failed sign-in is counted and audited. */
export class RefusedButKept {
  constructor(readonly error: AppError) {}
}

export type PinAsked = true | 'whenSet';

interface Entry {
  access: GateAccess;
  zh: string;
  en: string;
}

export interface CommandDef<N extends CommandName = CommandName, P = unknown> extends Entry {
  name: N;
  input: ZodMiniType<CommandIo[N]['input']>;
  /** Tables the transaction opens besides `audit`; touching another one throws. */
  tables: readonly TableName[];
  /** Allowed while the session is locked, or before what is due was done. */
  whileLocked?: boolean;
  /** Allowed while looking through somebody's eyes: leaving that, and the desk. */
  whilePreviewing?: boolean;
  /** What the session may see is another afterwards: the window asks everything anew. */
  changesSight?: boolean;
  /** Allowed before the password was changed or the second factor set up, though not on a locked screen. */
  whileDue?: boolean;
  /** Asks for a proof of who is there, given within the last five minutes: always, or for this very input. */
  stepUp?: boolean | ((input: CommandIo[N]['input']) => boolean);
  /**
   * Asks for the action PIN, given just before by `session.provePin` for this very command and good for one call of it.
   * `true`: who has none must set one first; `whenSet`: who has none is let through. A function: only for such an input.
   */
  pin?: PinAsked | ((input: CommandIo[N]['input']) => PinAsked | false);
  /** Further permissions: all that an input may ask for, and those that this very one does. */
  needs?: { any: readonly Permission[]; of(input: CommandIo[N]['input']): readonly Permission[] };
  /** What it takes of rights that have limits; checked and counted in its transaction. */
  spends?(input: CommandIo[N]['input'], prepared: P): readonly Spending[];
  /** Every await that is not the database: hashing, encryption. Runs before the transaction opens. */
  prepare?(ctx: CoreContext, input: CommandIo[N]['input'], call: CallOptions): Promise<P>;
  run(
    uow: UnitOfWork,
    input: CommandIo[N]['input'],
    prepared: P,
    ctx: CoreContext,
  ): Promise<CommandIo[N]['output'] | RefusedButKept>;
  /**
   * The last step, once everything is stored, with still no other command running. What it throws is answered, and undoes
   * nothing: only for what no transaction can hold. Its answer is the command's.
   */
  after?(ctx: CoreContext, input: CommandIo[N]['input'], prepared: P): Promise<CommandIo[N]['output']>;
  /** Works where no database is open: then `run` is left out, and nothing can be recorded. */
  offline?: boolean;
  /** The data is another afterwards: this core lets nothing more in. */
  replacesData?: boolean;
  /** A backup comes first, unless nothing has changed since the last one. */
  backupFirst?(input: CommandIo[N]['input']): BackupKind | null;
  /** Audit entry written even when `run` recorded no change: `session.signIn`, `merchant.export`. */
  auditAlways?: boolean;
  /** Nothing is audited: drafts and remembered column choices are nobody's business. */
  unaudited?: boolean;
}

export interface QueryDef<N extends QueryName = QueryName> extends Entry {
  name: N;
  input: ZodMiniType<QueryIo[N]['input']>;
  /** A change of one of these makes the window ask again. */
  tables: readonly (TableName | 'session')[];
  whileLocked?: boolean;
  /** As for commands. */
  whileDue?: boolean;
  run(
    ctx: CoreContext,
    input: QueryIo[N]['input'],
    call: CallOptions,
  ): Promise<QueryIo[N]['output']> | QueryIo[N]['output'];
}

export function defineCommand<N extends CommandName, P = void>(def: CommandDef<N, P>): CommandDef<N, P> {
  return def;
}

export function defineQuery<N extends QueryName>(def: QueryDef<N>): QueryDef<N> {
  return def;
}
