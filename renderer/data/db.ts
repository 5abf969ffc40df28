import { Dexie, type Table } from 'dexie';
import { MIGRATIONS } from '@shared/migrations';
import { TABLE_NAMES, TABLE_SCHEMA, type TableName, type TableRows } from './tables';

/** Frozen: the name is where the data is. */
export const DATABASE_NAME = 'merchant-desk';
/** The stored shape this program writes; `shared/migrations` leads here from every older one. */
export const SCHEMA_VERSION = MIGRATIONS.length + 1;

export interface StorageEngine {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

/** The open database. Only `renderer/data` sees Dexie; everything else sees repositories of a unit of work. */
export class Database {
  readonly dexie: Dexie;

  constructor(engine: StorageEngine, name = DATABASE_NAME) {
    this.dexie = new Dexie(name, {
      indexedDB: engine.indexedDB,
      IDBKeyRange: engine.IDBKeyRange,
      // Chromium's default has been relaxed since 121: an acknowledged commit could be lost with the power (trust.md R1).
      chromeTransactionDurability: 'strict',
      autoOpen: false,
    });
    this.dexie.version(SCHEMA_VERSION).stores(TABLE_SCHEMA);
  }

  table<T extends TableName>(name: T): Table<TableRows[T], string | number> {
    return this.dexie.table(name);
  }

  async open(): Promise<void> {
    await this.dexie.open();
  }

  close(): void {
    this.dexie.close();
  }

  get isOpen(): boolean {
    return this.dexie.isOpen();
  }

  /**
   * One strict read-write transaction. `body` may await nothing but this database: a foreign promise would commit what is
   * already written (trust.md fact 4), and a swallowed error would commit the rest (fact 5).
   */
  async write<T>(tables: readonly TableName[], body: () => Promise<T>): Promise<T> {
    return this.dexie.transaction('rw', [...tables], body);
  }

  /** Rows per table, for the sentinel and the health page. */
  async counts(): Promise<Record<TableName, number>> {
    const entries = await Promise.all(TABLE_NAMES.map(async (name) => [name, await this.table(name).count()] as const));
    return Object.fromEntries(entries) as Record<TableName, number>;
  }
}
