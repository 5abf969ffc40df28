import { can } from '@shared/access/can';
import type { Permission } from '@shared/access/resources';
import { EVERYTHING, narrowScope } from '@shared/access/scope';
import type { CallOptions, CommandIo, CommandName, QueryIo, QueryName } from '@shared/contracts/core';
import type { ErrorCode } from '@shared/kernel/errors';
import { fail, ok, type AppError, type FieldIssue, type Result } from '@shared/kernel/result';
import { TABLE_NAMES, type TableName } from '@renderer/data/tables';
import { UnitOfWork } from '@renderer/data/unit-of-work';
import { AUDIT_TABLES, AuditRecorder, NOTHING_SEALED } from './audit/recorder';
import type { Sign } from './audit/chain';
import type { CoreContext } from './context';
import { RefusedButKept, Refusal, type CommandDef, type PinAsked, type QueryDef } from './define';
import { describeError } from './describe-error';
import { WHILE_READ_ONLY } from './disk-guard';
import { makeIncident, writeIncident } from './incident-log';
import { requireWithinSingle, spend, UseLog } from './rights-use';
import { toStorageError } from './storage-errors';
import { VaultError } from './vault/vault-error';

type AnyCommand = CommandDef<CommandName, unknown>;
type AnyQuery = QueryDef<QueryName>;
type Refused = { ok: false; error: AppError };

/** The only door to stored data. Commands run one at a time, queries whenever asked. */
export class Gate {
  private tail: Promise<unknown> = Promise.resolve();
  private readonly uses: UseLog;
  private readonly recorder: AuditRecorder;
  /** `closing`: what was let in is still done; `closed`: not even that. */
  private state: 'open' | 'closing' | 'closed' = 'open';

  constructor(
    private readonly ctx: CoreContext,
    private readonly commands: ReadonlyMap<string, AnyCommand>,
    private readonly queries: ReadonlyMap<string, AnyQuery>,
    /** What is read into memory at the start. Only public entries run before it is there. */
    private readonly loaded: Promise<void>,
    private readonly onChange: (tables: string[]) => void,
    /** Memory no longer says what is stored: nothing may be built on it. */
    private readonly onBroken: () => void,
    /** Another database is the data now. */
    private readonly onReplaced: () => void = () => undefined,
  ) {
    this.uses = new UseLog(ctx.db);
    this.recorder = new AuditRecorder(ctx);
  }

  /**
   * Permission, input, preparation, then one transaction over the command's tables and the audit. On any error nothing is
   * stored. The caller cannot name its actor: that is the core's own session.
   */
  execute<N extends CommandName>(
    name: N,
    input: CommandIo[N]['input'],
    call: CallOptions = {},
  ): Promise<Result<CommandIo[N]['output']>> {
    if (this.state !== 'open') return Promise.resolve(fail('storage.closed'));
    const run = async (): Promise<Result<CommandIo[N]['output']>> => {
      if (this.state === 'closed') return fail('storage.closed');
      const def = this.commands.get(name);
      if (!def) return fail('command.unknown', { params: { name: String(name).slice(0, 60) } });
      try {
        return (await this.runCommand(def, input, call)) as Result<CommandIo[N]['output']>;
      } catch (error) {
        return this.failure(error, name);
      }
    };
    return this.enqueue(run);
  }

  async ask<N extends QueryName>(
    name: N,
    input: QueryIo[N]['input'],
    call: CallOptions = {},
  ): Promise<Result<QueryIo[N]['output']>> {
    if (this.state !== 'open') return fail('storage.closed');
    const def = this.queries.get(name);
    if (!def) return fail('command.unknown', { params: { name: String(name).slice(0, 60) } });
    const refusal = this.refusal(def);
    if (refusal) {
      if (this.isToRecord(refusal, def)) await this.enqueue(() => this.auditDenied(def.name));
      return refusal;
    }
    const parsed = def.input.safeParse(input);
    if (!parsed.success) return invalid(parsed.error.issues);
    const { sessionId } = this.ctx.session;
    try {
      if (def.access !== 'public') await this.loaded;
      // Locked while the rows were being read, for one.
      const value = this.refusal(def) ? undefined : await def.run(this.contextOf(def), parsed.data, call);
      const ended = this.refusalSince(sessionId, def);
      if (!ended) this.noteUse(def);
      return ended ?? ok(value as QueryIo[N]['output']);
    } catch (error) {
      return this.failure(error, name);
    }
  }

  /** Lets nothing more in; resolves when what was let in is done. */
  async close(): Promise<void> {
    this.state = 'closing';
    await this.tail;
    this.shut();
  }

  /** Nothing more, at once: neither what waits nor answers on their way. */
  shut(): void {
    this.state = 'closed';
  }

  private async runCommand(def: AnyCommand, rawInput: unknown, call: CallOptions): Promise<Result<unknown>> {
    const refusal = this.refusal(def);
    if (refusal) {
      if (this.isToRecord(refusal, def)) await this.auditDenied(def.name);
      return refusal;
    }
    const parsed = def.input.safeParse(rawInput);
    if (!parsed.success) return invalid(parsed.error.issues);
    const needs = def.needs?.of(parsed.data) ?? [];
    const lacking = this.lacking(needs);
    if (lacking) {
      await this.auditDenied(def.name);
      return lacking;
    }
    const ctx = this.contextOf(def, needs);
    const { actor, sessionId } = ctx.session;
    const stepUp = typeof def.stepUp === 'function' ? def.stepUp(parsed.data) : def.stepUp;
    if (stepUp && !ctx.session.isFresh) return fail('access.step_up');
    const asked = typeof def.pin === 'function' ? def.pin(parsed.data) : def.pin;
    const pin = asked && (await this.pinRefusal(def, asked));
    if (pin) return pin;
    if (def.access !== 'public') await this.loaded;
    const prepared = await def.prepare?.(ctx, parsed.data, call);
    if (call.isCancelled?.()) return fail('operation.cancelled');
    // What is refused anyway, or given up, costs no backup.
    const first = def.backupFirst?.(parsed.data);
    await (first ? ctx.disk.look() : ctx.disk.glance());
    if (ctx.disk.refuses(def.name)) return fail('storage.disk_full');
    if (first) await ctx.backup.before(ctx, first);
    if (ctx.backup.isUnsaved(ctx) && !WHILE_READ_ONLY.has(def.name)) return fail('storage.no_copy');

    const ended = this.refusalSince(sessionId, def) ?? this.lacking(needs);
    if (ended) return ended;
    if (def.offline && !ctx.db.isOpen) return ok(await this.finish(def, ctx, parsed.data, prepared));
    const spendings = def.spends?.(parsed.data, prepared) ?? [];
    requireWithinSingle(ctx, spendings);
    const declared: TableName[] = spendings.length > 0 ? [...def.tables, 'rightsUse'] : [...def.tables];
    const uow = new UnitOfWork(ctx.db, ctx.now(), actor, declared);
    // Held from here on: a session that ends meanwhile must not leave its last deed unsigned.
    const sign = ctx.vault.auditSigner();
    let sealed = NOTHING_SEALED;
    const tables = new Set<TableName>([...declared, ...AUDIT_TABLES]);
    const output = await ctx.db.write([...tables], async () => {
      await spend(uow, ctx, spendings);
      const value = await def.run(uow, parsed.data, prepared, ctx);
      const kept = value instanceof RefusedButKept;
      sealed = this.recorder.sealDeed(def, uow, sessionId, kept ? 'fail' : 'ok', sign);
      await this.recorder.store(sealed);
      return value;
    });
    this.recorder.stored(sealed);
    ctx.access.apply(uow);
    this.bringUpToDate(uow, def.name);
    this.announce(uow, sealed.entries.length > 0, def);
    this.noteUse(def, needs);
    if (output instanceof RefusedButKept) return { ok: false, error: output.error };
    if (!def.after) return ok(output);
    try {
      return ok(await this.finish(def, ctx, parsed.data, prepared));
    } catch (error) {
      await this.auditUndone(def, uow, sessionId, sign);
      throw error;
    }
  }

  /** Runs while no command does: a backup that nobody asked for. */
  hold<T>(job: () => Promise<T>): Promise<T> {
    return this.enqueue(job);
  }

  private async finish(
    def: AnyCommand,
    ctx: CoreContext,
    input: CommandIo[CommandName]['input'],
    prepared: unknown,
  ): Promise<unknown> {
    const output = await def.after?.(ctx, input, prepared);
    if (def.replacesData) {
      this.shut();
      this.onReplaced();
    }
    return output;
  }

  /** Why the session as it is may not call this, or null. */
  private refusal(def: AnyCommand | AnyQuery): Refused | null {
    const { session } = this.ctx;
    if (def.access === 'public') return null;
    if (!session.actor) return fail('access.signed_out');
    if (!def.whileLocked) {
      if (session.locked) return fail('access.locked');
      const { passwordDue, secondFactor } = session.duties;
      if (!def.whileDue && passwordDue !== '') return fail('session.must_change_password');
      if (!def.whileDue && secondFactor === 'due') return fail('session.factor_due');
    }
    if (session.isPreviewing && this.commands.get(def.name) === def && !def.whilePreviewing)
      return fail('access.previewing');
    return can(session.rights, def.access) ? null : fail('access.denied', { params: { permission: def.access } });
  }

  /** What only the person looked at may not do is nobody's denied attempt. */
  private isToRecord({ error }: Refused, def: AnyCommand | AnyQuery): boolean {
    return error.code === 'access.denied' && !can(this.ctx.session.ownRights, def.access);
  }

  /** Takes the proof of the PIN: it is good for one call, however that ends. */
  private async pinRefusal(def: AnyCommand, asked: PinAsked): Promise<Refused | null> {
    const { db, session } = this.ctx;
    if (session.takePin(def.name)) return null;
    const guard = await db.table('guards').get(session.actor?.adminId ?? '');
    if (guard?.pin) return fail('access.pin', { params: { command: def.name } });
    return asked === 'whenSet' ? null : fail('access.pin_unset');
  }

  private lacking(needs: readonly Permission[]): Refused | null {
    const missing = needs.find((permission) => !can(this.ctx.session.rights, permission));
    return missing ? fail('access.denied', { params: { permission: missing } }) : null;
  }

  /** The context with the reach of the permissions being used, as far as the actor holds them: every entry works within that. */
  private contextOf(def: AnyCommand | AnyQuery, needs: readonly Permission[] = []): CoreContext {
    const held = this.ctx.session.rights?.held;
    const used = def.access === 'public' || def.access === 'self' ? needs : [def.access, ...needs];
    const scopes = used.map((permission) => held?.get(permission)?.scope ?? EVERYTHING);
    return { ...this.ctx, scope: scopes.reduce(narrowScope, EVERYTHING) };
  }

  /** The same after something was awaited: an answer is for who asked, not for who sits there now. */
  private refusalSince(sessionId: string, def: AnyCommand | AnyQuery): Refused | null {
    if (this.state === 'closed') return fail('storage.closed');
    if (def.access === 'public') return null;
    return this.refusal(def) ?? (this.ctx.session.sessionId === sessionId ? null : fail('access.signed_out'));
  }

  /** What is stored is stored: the caller hears so, whatever becomes of memory. */
  private bringUpToDate(uow: UnitOfWork, command: string): void {
    try {
      uow.committed();
    } catch (error) {
      this.ctx.host.log('error', 'commit.hook_failed', { command, ...describeError(error) });
      this.onBroken();
    }
  }

  private enqueue<T>(job: () => Promise<T>): Promise<T> {
    const result = this.tail.then(job);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Behind whatever waits; a report that lacks a line is no reason to fail what was asked. */
  private noteUse(def: AnyCommand | AnyQuery, needs: readonly Permission[] = []): void {
    const { actor, isPreviewing } = this.ctx.session;
    if (!actor || def.access === 'public' || isPreviewing) return;
    for (const permission of def.access === 'self' ? needs : [def.access, ...needs]) {
      const row = this.uses.next(actor.adminId, permission, this.ctx.now());
      if (row) void this.enqueue(() => this.uses.write(row)).catch(() => undefined);
    }
  }

  /** For the error log. Where nothing can be written any more the file outside has to do. */
  private noteIncident(id: string, code: ErrorCode, place: string, error: unknown): void {
    const row = makeIncident(this.ctx, id, code, place, error);
    void this.enqueue(() => writeIncident(this.ctx.db, row))
      .then(() => this.onChange(['incidents']))
      .catch(() => undefined);
  }

  /** Inside the queue only: entries are linked one after the other. A denial stands even when it cannot be recorded. */
  private async auditDenied(action: string): Promise<void> {
    const { ctx } = this;
    try {
      const { actor, sessionId } = ctx.session;
      const sealed = this.recorder.sealDenied(action, actor && { ...actor, sessionId }, ctx.vault.auditSigner());
      await ctx.db.write(['audit'], () => this.recorder.store(sealed));
      this.recorder.stored(sealed);
      this.onChange(['audit']);
    } catch (error) {
      ctx.host.log('error', 'audit.denied_not_written', { command: action, ...describeError(error) });
    }
  }

  /** What was to follow the transaction failed: the log, which has the deed as done, says so. */
  private async auditUndone(
    def: AnyCommand,
    { actor, reason }: UnitOfWork,
    sessionId: string,
    sign: Sign | null,
  ): Promise<void> {
    const { ctx } = this;
    const uow = new UnitOfWork(ctx.db, ctx.now(), actor, []);
    uow.reason = reason;
    try {
      const sealed = this.recorder.sealDeed({ ...def, auditAlways: true }, uow, sessionId, 'fail', sign);
      await ctx.db.write([...AUDIT_TABLES], () => this.recorder.store(sealed));
      this.recorder.stored(sealed);
      this.onChange(['audit']);
    } catch (error) {
      ctx.host.log('error', 'audit.failure_not_written', { command: def.name, ...describeError(error) });
    }
  }

  private announce(uow: UnitOfWork, audited: boolean, def: AnyCommand): void {
    const tables: string[] = [...uow.touched];
    if (audited) tables.push('audit');
    if (def.changesSight) tables.push(...TABLE_NAMES, 'session');
    const ofSession = ['admins', 'roles', 'guards'] as const;
    if (def.access === 'public' || def.whileLocked || ofSession.some((table) => uow.touched.has(table)))
      tables.push('session');
    if (tables.length > 0) this.onChange(tables);
  }

  private failure(error: unknown, name: string): Refused {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    // The keys went while it was at work.
    if (error instanceof VaultError && error.code === 'locked')
      return fail(this.ctx.session.actor ? 'access.locked' : 'access.signed_out');
    const storage = toStorageError(error);
    if (storage) {
      // A disk can fill up between two looks.
      void this.ctx.disk.look();
      if (storage === 'storage.closed' && this.state === 'open') this.onBroken();
      this.ctx.host.log('error', 'storage.failed', { command: name, code: storage, ...describeError(error) });
      this.noteIncident(this.ctx.newId().slice(0, 8), storage, name, error);
      return fail(storage);
    }
    const incident = this.ctx.newId().slice(0, 8);
    this.ctx.host.log('error', 'core.unexpected', { command: name, incident, ...describeError(error) });
    this.noteIncident(incident, 'internal.unexpected', name, error);
    return fail('internal.unexpected', { incident });
  }
}

function invalid(issues: readonly { path: readonly PropertyKey[]; code?: string }[]): Refused {
  const fields: FieldIssue[] = issues.map((i) => ({ field: i.path.map(String).join('.'), code: i.code ?? 'invalid' }));
  return fail('input.invalid', { issues: fields });
}
