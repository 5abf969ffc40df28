import { Dexie, type DBCoreMutateRequest, type Table } from 'dexie';
import { MIGRATIONS } from '@shared/migrations';
import { TABLE_NAMES, TABLE_SCHEMA, type TableName, type TableRows } from './tables';
import {
  HOLDER_KEY,
  inRange,
  JOURNAL_KEY,
  newEpoch,
  toMutation,
  type JournalPlace,
  type Mutation,
  type WriteEntry,
  type WriteJournal,
} from './write-journal';

/** Frozen: the name is where the data is. */
export const DATABASE_NAME = 'merchant-desk';
/** The stored shape this program writes; `shared/migrations` leads here from every older one. */
export const SCHEMA_VERSION = MIGRATIONS.length + 1;

/** Named as Dexie names a closed database, which is what it comes to. */
class NotTheHolder extends Error {
  override readonly name = 'DatabaseClosedError';
}

/** Named as the engine names it when it notices too late. */
class NoRoom extends Error {
  override readonly name = 'QuotaExceededError';
}

export interface StorageEngine {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

/** The open database. Only `renderer/data` sees Dexie; everything else sees repositories of a unit of work. */
export class Database {
  readonly dexie: Dexie;
  journal: WriteJournal | null = null;
  /** Asked before each write: on a disk that is full the engine throws all of the data away (trust.md fact 2). */
  hasRoom: () => boolean = () => true;
  private readonly entries = new WeakMap<object, WriteEntry>();
  private holder = '';
  private closing = false;

  constructor(
    readonly engine: StorageEngine,
    readonly name = DATABASE_NAME,
  ) {
    this.dexie = new Dexie(name, {
      indexedDB: engine.indexedDB,
      IDBKeyRange: engine.IDBKeyRange,
      // Chromium's default has been relaxed since 121: an acknowledged commit could be lost with the power (trust.md R1).
      chromeTransactionDurability: 'strict',
      autoOpen: false,
    });
    declareVersions(this.dexie);
    this.dexie.use({
      stack: 'dbcore',
      name: 'journal',
      create: (core) => ({
        ...core,
        table: (name) => {
          const table = core.table(name);
          const mutate: typeof table.mutate = (request) => {
            this.noteMutation(name as TableName, request);
            return table.mutate(request);
          };
          return { ...table, mutate };
        },
      }),
    });
  }

  table<T extends TableName>(name: T): Table<TableRows[T], string | number> {
    return this.dexie.table(name);
  }

  async open(): Promise<void> {
    await this.dexie.open();
  }

  close(): void {
    this.closing = true;
    this.dexie.close();
  }

  /**
   * From now on only this start of the program can write: a window that was thought dead may still have a command under
   * way. To be called before anything is read into memory. A transaction of the former holder ends before or fails.
   */
  async takeOver(holder: string): Promise<void> {
    await this.dexie.transaction('rw', ['meta'], () => this.table('meta').put({ key: HOLDER_KEY, value: holder }));
    this.holdAs(holder);
  }

  /** The set-up writes its own holder's row, in the transaction that makes the installation. */
  holdAs(holder: string): void {
    this.holder = holder;
  }

  /** Tells when the engine closes the database under us: stored data was cleared, or another program deletes or upgrades it. */
  onLost(listener: () => void): void {
    this.dexie.on('close', () => {
      if (!this.closing) listener();
    });
  }

  get isOpen(): boolean {
    return this.dexie.isOpen();
  }

  /**
   * One strict read-write transaction. `body` may await nothing but this database: a foreign promise would commit what is
   * already written (trust.md fact 4), and a swallowed error would commit the rest (fact 5).
   */
  async write<T>(tables: readonly TableName[], body: () => Promise<T>): Promise<T> {
    if (!this.hasRoom()) throw new NoRoom();
    let done: (() => Promise<void>) | undefined;
    const value = await this.dexie.transaction(
      'rw',
      [...new Set<TableName>([...tables, 'meta'])],
      async (transaction) => {
        // Dexie reopens what was closed under it, be it empty: there, too, nobody holds what this program thinks it holds.
        const [holder, place] = await this.table('meta').bulkGet([HOLDER_KEY, JOURNAL_KEY]);
        if ((holder?.value ?? '') !== this.holder) throw new NotTheHolder();
        const entry = this.journal?.begin();
        if (!entry) return body();
        this.entries.set(transaction.idbtrans, entry);
        const result = await body();
        const { epoch, seq } = (place?.value as JournalPlace | undefined) ?? { epoch: newEpoch(), seq: 0 };
        const next: JournalPlace = { epoch, seq: seq + 1 };
        await this.table('meta').put({ key: JOURNAL_KEY, value: next });
        done = () => entry.committed(next);
        return result;
      },
    );
    await done?.();
    return value;
  }

  /** Where the journal of this data must reach; null before the first write. */
  async journalPlace(): Promise<JournalPlace | null> {
    return ((await this.table('meta').get(JOURNAL_KEY))?.value as JournalPlace | undefined) ?? null;
  }

  /** What a write did, once more, in a database nobody works with yet. All of it or nothing. */
  async repeat(mutations: readonly Mutation[]): Promise<void> {
    const tables = [...new Set(mutations.map((mutation) => mutation.table))];
    if (tables.length === 0) return;
    await this.dexie.transaction('rw', tables, async () => {
      for (const mutation of mutations) {
        const table = this.dexie.table<unknown, string | number>(mutation.table);
        if ('rows' in mutation) await table.bulkPut([...mutation.rows]);
        else if ('keys' in mutation) await table.bulkDelete([...mutation.keys]);
        else await inRange(table, mutation.range).delete();
      }
    });
  }

  private noteMutation(table: TableName, request: DBCoreMutateRequest): void {
    const entry = this.entries.get(request.trans);
    const mutation = entry && toMutation(table, request);
    if (mutation) entry.note(mutation);
  }

  /** Rows into a database nobody works with yet: a restore is being made ready. */
  async fill(name: TableName, rows: readonly unknown[]): Promise<void> {
    await this.dexie.table<unknown>(name).bulkAdd([...rows]);
  }

  /** Rows per table, for the sentinel and the health page. */
  async counts(): Promise<Record<TableName, number>> {
    const entries = await Promise.all(TABLE_NAMES.map(async (name) => [name, await this.table(name).count()] as const));
    return Object.fromEntries(entries) as Record<TableName, number>;
  }
}

/**
 * Every version has today's tables: the first step of an upgrade makes what is missing, then each step brings the rows one
 * shape on, all in the one transaction of the upgrade. When anything fails, nothing has changed (trust.md fact 7).
 */
function declareVersions(dexie: Dexie): void {
  dexie.version(1).stores(TABLE_SCHEMA);
  MIGRATIONS.forEach(({ tables }, i) => {
    dexie
      .version(i + 2)
      .stores(TABLE_SCHEMA)
      .upgrade(async (transaction) => {
        for (const [name, step] of Object.entries(tables)) {
          await transaction
            .table<Record<string, unknown>>(name)
            .toCollection()
            .modify((row, place) => void (place.value = step(row)));
        }
      });
  });
}
