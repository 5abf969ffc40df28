import type {
  CallOptions,
  ChangeNotice,
  CommandIo,
  CommandName,
  CoreClient,
  QueryIo,
  QueryName,
  SetupStatus,
} from '@shared/contracts/core';
import { fail, ok, type Result } from '@shared/kernel/result';
import { DATABASE_NAME, Database, type StorageEngine } from '@renderer/data/db';
import { MerchantStore } from '@renderer/data/merchant-store';
import { AuditChain } from './audit/chain';
import { COMMANDS } from './commands';
import type { CoreContext, CoreHost } from './context';
import { Gate } from './gate';
import { QUERIES } from './queries';
import { SentinelKeeper } from './sentinel';
import { Session } from './session';
import { decideStart } from './start';
import { toStorageError } from './storage-errors';
import { Vault, type VaultOptions } from './vault/vault';

export interface CoreOptions {
  engine: StorageEngine;
  host: CoreHost;
  appVersion: string;
  now: () => number;
  newId: () => string;
  vault?: VaultOptions;
  databaseName?: string;
  /** How long the memory outside the database may lag behind a commit. */
  sentinelDelayMs?: number;
}

/** Late enough not to stand in the way of the sign-in screen. */
const WARM_AFTER_MS = 500;

/** The running core: opened database, session, gate. One per origin; the worker's lock sees to that. */
export class Core implements CoreClient {
  private readonly listeners = new Set<(notice: ChangeNotice) => void>();
  private readonly gate: Gate;
  private readonly sentinel: SentinelKeeper;
  private warming: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    readonly context: CoreContext,
    sentinelDelayMs: number,
    private readonly loaded: Promise<void>,
  ) {
    this.sentinel = new SentinelKeeper(context, sentinelDelayMs);
    this.gate = new Gate(context, COMMANDS, QUERIES, loaded, (tables) => this.changed(tables));
  }

  static async start(options: CoreOptions): Promise<Result<Core>> {
    const name = options.databaseName ?? DATABASE_NAME;
    const db = new Database(options.engine, name);
    try {
      const sentinel = await options.host.readSentinel();
      const decision = await decideStart(options.engine, db, name, sentinel);
      if (!decision.ok) return fail(decision.code);
      const lost = decision.startup.state === 'recovery';
      const context: CoreContext = {
        db,
        host: options.host,
        vault: new Vault(options.vault),
        session: new Session(options.now),
        merchants: new MerchantStore(),
        audit: lost ? await AuditChain.empty() : await AuditChain.load(db),
        startup: { ...decision.startup },
        appVersion: options.appVersion,
        now: options.now,
        newId: options.newId,
      };
      // Answered before the merchants are read: the sign-in screen needs none of them, and typing a password takes longer.
      const loaded = lost ? Promise.resolve() : context.merchants.load(db);
      const core = new Core(context, options.sentinelDelayMs ?? 1_000, loaded);
      if (!lost) void core.afterLoad();
      return ok(core);
    } catch (error) {
      db.close();
      return fail(toStorageError(error) ?? 'storage.unavailable');
    }
  }

  execute<N extends CommandName>(
    name: N,
    input: CommandIo[N]['input'],
    options?: CallOptions,
  ): Promise<Result<CommandIo[N]['output']>> {
    return this.gate.execute(name, input, options);
  }

  ask<N extends QueryName>(name: N, input: QueryIo[N]['input']): Promise<Result<QueryIo[N]['output']>> {
    return this.gate.ask(name, input);
  }

  onChange(listener: (notice: ChangeNotice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get status(): SetupStatus['state'] {
    return this.context.startup.state;
  }

  /** Waits for what is being written, then lets go of the database. */
  async close(): Promise<void> {
    this.context.vault.lock();
    clearTimeout(this.warming);
    await this.loaded.catch(() => undefined);
    await this.sentinel.stop();
    this.context.db.close();
  }

  /** A failed load is answered by the gate, to everything but the sign-in. */
  private async afterLoad(): Promise<void> {
    try {
      await this.loaded;
    } catch {
      return;
    }
    if (this.status === 'ready') await this.sentinel.write();
    // Built while somebody types a password, so that the first search is as fast as the next.
    this.warming = setTimeout(() => this.context.merchants.warm(), WARM_AFTER_MS);
  }

  private changed(tables: string[]): void {
    // Counts of merchants not read yet would be remembered as a loss.
    this.loaded.then(
      () => this.sentinel.schedule(),
      () => undefined,
    );
    for (const listener of this.listeners) listener({ tables });
  }
}
