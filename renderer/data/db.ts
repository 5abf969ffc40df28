import { Dexie, type Table } from 'dexie';
import { MIGRATIONS } from '@shared/migrations';
import { TABLE_NAMES, TABLE_SCHEMA, type TableName, type TableRows } from './tables';

/** Frozen: the name is where the data is. */
export const DATABASE_NAME = 'merchant-desk';
/** The stored shape this program writes; `shared/migrations` leads here from every older one. */
export const SCHEMA_VERSION = MIGRATIONS.length + 1;

/** Row of `meta` that says which start of the program may write. */
export const HOLDER_KEY = 'holder';

/** Named as Dexie names a closed database, which is what it comes to. */
class NotTheHolder extends Error {
  override readonly name = 'DatabaseClosedError';
}

export interface StorageEngine {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

/** The open database. Only `renderer/data` sees Dexie; everything else sees repositories of a unit of work. */
export class Database {
  readonly dexie: Dexie;
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
    return this.dexie.transaction('rw', [...new Set<TableName>([...tables, 'meta'])], async () => {
      // Dexie reopens what was closed under it, be it empty: there, too, nobody holds what this program thinks it holds.
      const holder = (await this.table('meta').get(HOLDER_KEY))?.value ?? '';
      if (holder !== this.holder) throw new NotTheHolder();
      return body();
    });
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
