import { Dexie, type DBCoreKeyRange, type DBCoreMutateRequest, type Table } from 'dexie';
import { MIGRATIONS } from '@shared/migrations';
import { TABLE_NAMES, TABLE_SCHEMA, type TableName, type TableRows } from './tables';

/** Frozen: the name is where the data is. */
export const DATABASE_NAME = 'merchant-desk';
/** The stored shape this program writes; `shared/migrations` leads here from every older one. */
export const SCHEMA_VERSION = MIGRATIONS.length + 1;

/** Row of `meta` that says which start of the program may write. */
export const HOLDER_KEY = 'holder';

/** Row of `meta` that says up to where the journal outside must reach. */
export const JOURNAL_KEY = 'journal';
/** About this computer's start and journal, not about the data: another one has its own. */
const OWN_KEYS: ReadonlySet<unknown> = new Set([HOLDER_KEY, JOURNAL_KEY]);

export interface JournalPlace {
  /** A course of the data of its own: a restore begins another one. 16 hex digits. */
  epoch: string;
  /** Number of the last write, from 1. */
  seq: number;
}

/** What a write did to one table, in the order in which it did it. */
export type Mutation = { table: TableName } & (
  { rows: readonly unknown[] } | { keys: readonly (string | number)[] } | { range: KeyRange }
);

export interface KeyRange {
  lower?: string | number;
  upper?: string | number;
  lowerOpen: boolean;
  upperOpen: boolean;
}

/** Writes down outside the database what `Database.write` stored in it. */
export interface WriteJournal {
  begin(): WriteEntry;
}

export interface WriteEntry {
  /** Inside the transaction and at once: rows may be changed after they were handed over. */
  note(mutation: Mutation): void;
  /** After the commit, before whoever wrote is answered. Never throws: what is stored is stored. */
  committed(place: JournalPlace): Promise<void>;
}

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
  journal: WriteJournal | null = null;
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
    if (!entry) return;
    if (request.type === 'deleteRange') {
      const range = toKeyRange(request.range);
      if (range) entry.note({ table, range });
      return;
    }
    if (request.type === 'delete') {
      entry.note({ table, keys: request.keys as (string | number)[] });
      return;
    }
    const rows = request.values as readonly unknown[];
    const others = table === 'meta' ? rows.filter((row) => !OWN_KEYS.has((row as { key: unknown }).key)) : rows;
    if (others.length > 0) entry.note({ table, rows: others });
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

export function newEpoch(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}

/** Dexie's kinds of range: 3 is every key, with bounds of its own kind, 4 is none. */
function toKeyRange({ type, lower, upper, lowerOpen = false, upperOpen = false }: DBCoreKeyRange): KeyRange | null {
  if ((type as number) === 4) return null;
  if ((type as number) === 3) return { lowerOpen: false, upperOpen: false };
  const bounds = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) } as Partial<KeyRange>;
  return { ...bounds, lowerOpen, upperOpen };
}

function inRange(table: Table<unknown, string | number>, { lower, upper, lowerOpen, upperOpen }: KeyRange) {
  if (lower === undefined && upper === undefined) return table.toCollection();
  const key = table.where(':id');
  if (lower === undefined) return upperOpen ? key.below(upper) : key.belowOrEqual(upper);
  if (upper === undefined) return lowerOpen ? key.above(lower) : key.aboveOrEqual(lower);
  return key.between(lower, upper, !lowerOpen, !upperOpen);
}
