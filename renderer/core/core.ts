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
import { AuditLogReader } from '@renderer/data/audit-log';
import { DATABASE_NAME, Database, type StorageEngine } from '@renderer/data/db';
import { MerchantStore } from '@renderer/data/merchant-store';
import { EVERYTHING } from '@shared/access/scope';
import type { FoundDatabase } from '@renderer/data/active-database';
import { AccessDirectory } from './access';
import { AnchorKeeper } from './audit/anchors';
import { AuditChain } from './audit/chain';
import type { SystemEvent } from './audit/recorder';
import { backUpBeforeUpgrade } from './backup/before-upgrade';
import { BackupClock } from './backup/clock';
import { BackupDesk } from './backup/desk';
import { COMMANDS } from './commands';
import type { CoreContext, CoreHost } from './context';
import { DiskGuard } from './disk-guard';
import { Gate } from './gate';
import { JournalKeeper } from './journal/keeper';
import { QUERIES } from './queries';
import { SentinelKeeper } from './sentinel';
import { Session } from './session';
import { describeError } from './describe-error';
import { decideStart, lostWhat, type Remembered } from './start';
import { toStorageError } from './storage-errors';
import { TxnFinder } from './txns/finder';
import { tidy, whereDataIs } from './which-database';
import { Vault, type VaultOptions } from './vault/vault';

export interface CoreOptions {
  engine: StorageEngine;
  host: CoreHost;
  appVersion: string;
  now: () => number;
  newId: () => string;
  vault?: VaultOptions;
  databaseName?: string;
  /** What was lost is left behind: begin anew though the outside remembers another installation. Nothing is deleted. */
  startOver?: boolean;
  /** How long the memory outside the database may lag behind a commit. */
  sentinelDelayMs?: number;
  /** The journal outside has more than the data: go on with the data as it is. */
  goOn?: boolean;
  /** Open though the disk is nearly full: whoever asked was told what that risks. */
  ignoreSpace?: boolean;
  /** Backups by the clock; tests make their own. */
  scheduled?: boolean;
}

/** Late enough not to stand in the way of the sign-in screen. */
const WARM_AFTER_MS = 500;

/** The running core: opened database, session, gate. One per origin; the worker's lock sees to that. */
export class Core implements CoreClient {
  private readonly listeners = new Set<(notice: ChangeNotice) => void>();
  private readonly gate: Gate;
  private readonly sentinel: SentinelKeeper;
  private warming: ReturnType<typeof setTimeout> | undefined;
  private clock: BackupClock | undefined;
  /** A restore has put another database in this one's place: start anew. */
  isReplaced = false;

  private constructor(
    readonly context: CoreContext,
    sentinelDelayMs: number,
    private readonly loaded: Promise<void>,
    remembered: Remembered,
  ) {
    this.sentinel = new SentinelKeeper(context, sentinelDelayMs, remembered === 'unreadable' ? null : remembered);
    const changed = (tables: string[]): void => this.changed(tables);
    this.gate = new Gate(
      context,
      COMMANDS,
      QUERIES,
      loaded,
      changed,
      () => this.lose(),
      () => this.replaced(),
    );
    context.db.onLost(() => this.lose());
    context.disk.onChange = () => this.notify(['session']);
    context.backup.onChange = () => this.notify(['session']);
    context.anchors.beforeReading = () => this.sentinel.flush();
  }

  static async start(options: CoreOptions): Promise<Result<Core>> {
    const base = options.databaseName ?? DATABASE_NAME;
    let db = new Database(options.engine, base);
    try {
      const disk = new DiskGuard(options.host);
      if ((await disk.look()) === 'full' && !options.ignoreSpace) return fail('storage.disk_full');
      const active = await whereDataIs(options, base);
      const { name } = active;
      if (name !== base) db = new Database(options.engine, name);
      // Unreadable is not nothing: with the data at hand it does not matter, without it there was some.
      const remembered = await options.host.readSentinel().catch(() => 'unreadable' as const);
      const decision = await decideStart(
        options.engine,
        db,
        name,
        options.startOver ? null : remembered,
        active.lostByEngine,
        (version) => backUpBeforeUpgrade(options, name, version),
      );
      if (!decision.ok) return fail(decision.code);
      const vault = new Vault(options.vault);
      const { host, appVersion, now } = options;
      const journal = new JournalKeeper({ db, host, vault, appVersion, now });
      if (decision.startup.state === 'ready') {
        const reach = await journal.resume().catch(() => 'gap' as const);
        // The journal knows what this database has forgotten: an older copy of it lies here, or the engine lost its end.
        if (reach === 'behind' && !options.goOn) {
          db.close();
          decision.startup = lostWhat(remembered, 'behind');
        } else {
          await db.takeOver(options.newId());
          if (reach === 'behind') await journal.startAnew();
        }
      }
      const lost = decision.startup.state === 'recovery';
      db.journal = journal;
      db.hasRoom = () => disk.hasRoom || options.ignoreSpace === true;
      const access = new AccessDirectory();
      if (!lost) await access.load(db);
      const context: CoreContext = {
        db,
        host: options.host,
        vault,
        session: new Session(access, options.now),
        access,
        scope: EVERYTHING,
        merchants: new MerchantStore(),
        txns: new TxnFinder(),
        audit: lost ? await AuditChain.empty() : await AuditChain.load(db),
        auditLog: new AuditLogReader(db),
        anchors: new AnchorKeeper(db, options.host),
        events: options.startOver ? leftBehind(remembered) : [],
        backup: new BackupDesk(),
        journal,
        disk,
        databaseName: base,
        startup: { ...decision.startup },
        appVersion: options.appVersion,
        now: options.now,
        newId: options.newId,
      };
      // Answered before the merchants are read: the sign-in screen needs none of them, and typing a password takes longer.
      const loaded = lost ? Promise.resolve() : context.merchants.load(db);
      const core = new Core(context, options.sentinelDelayMs ?? 1_000, loaded, remembered);
      if (!lost) void core.afterLoad(active);
      if (options.scheduled) core.startClock();
      return ok(core);
    } catch (error) {
      db.close();
      options.host.log('error', 'core.not_started', describeError(error));
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

  ask<N extends QueryName>(
    name: N,
    input: QueryIo[N]['input'],
    options?: CallOptions,
  ): Promise<Result<QueryIo[N]['output']>> {
    return this.gate.ask(name, input, options);
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
    await this.gate.close();
    this.context.vault.lock();
    this.stopTimers();
    await this.loaded.catch(() => undefined);
    await this.sentinel.flush();
    await this.context.anchors.flush();
    await this.context.journal.flush();
    this.context.db.close();
  }

  /** The program ends: what was stored since the last backup goes into one, and nothing more is let in. */
  async leave(): Promise<void> {
    if (await this.hasData()) await this.gate.hold(() => this.context.backup.leaving(this.context));
    await this.close();
  }

  /** The data is somebody else's now, or gone: at once, without a word to the outside. */
  abandon(): void {
    this.gate.shut();
    this.context.vault.lock();
    this.stopTimers();
    this.sentinel.cancel();
    this.context.db.close();
  }

  private lose(): void {
    this.context.host.log('error', 'storage.lost', {});
    this.abandon();
    this.notify(['closed']);
  }

  /** Nothing of the replaced data may be remembered outside any more. */
  private replaced(): void {
    this.isReplaced = true;
    this.abandon();
  }

  private stopTimers(): void {
    clearTimeout(this.warming);
    this.clock?.stop();
    this.context.disk.stop();
  }

  private startClock(): void {
    this.context.disk.watch();
    this.clock = new BackupClock({
      context: this.context,
      ready: () => this.hasData(),
      hold: (job) => this.gate.hold(job),
    });
  }

  private async hasData(): Promise<boolean> {
    if (this.status !== 'ready' || !this.context.db.isOpen) return false;
    await this.loaded;
    return true;
  }

  /** A failed load is answered by the gate, to everything but the sign-in. */
  private async afterLoad(active: FoundDatabase): Promise<void> {
    try {
      await this.loaded;
    } catch {
      return;
    }
    if (this.status === 'ready' && this.context.db.isOpen) {
      await this.sentinel.write();
      await this.context.backup.begin(this.context).catch(() => undefined);
    }
    if (!this.context.db.isOpen) return;
    void tidy(this.context, active).catch(() => undefined);
    // Built while somebody types a password, so that the first search is as fast as the next.
    this.warming = setTimeout(() => this.context.merchants.warm(), WARM_AFTER_MS);
  }

  private changed(tables: string[]): void {
    this.context.backup.noteChange(tables);
    this.clock?.noteChange();
    // Counts of merchants not read yet would be remembered as a loss.
    this.loaded.then(
      () => this.sentinel.schedule(),
      () => undefined,
    );
    this.notify(tables);
  }

  private notify(tables: string[]): void {
    for (const listener of this.listeners) listener({ tables });
  }
}

/** The new installation's log begins by saying what was lost before it. */
function leftBehind(remembered: Remembered): SystemEvent[] {
  const known = remembered === 'unreadable' ? null : remembered;
  if (!known && remembered === null) return [];
  const diff = known ? [{ field: 'installId', before: known.installId, after: '' }] : [];
  const { merchants = 0, audit = 0 } = known?.counts ?? {};
  return [{ action: 'system.dataLost', counts: { merchants, audit }, diff }];
}
