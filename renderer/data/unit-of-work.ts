import type { Table } from 'dexie';
import type { Actor } from '@shared/access/can';
import type { Database } from './db';
import type { BlobColumns } from './merchant-rows';
import { AUDIT_POLICY, type AuditEntryRow, type TableName, type TableRows } from './tables';

/** A change of one business object, before and after, in words of its entity. Never holds a sensitive value. */
export interface RecordedChange {
  targetType: string;
  targetId: string;
  targetLabel: string;
  diff: AuditEntryRow['diff'];
}

/** One entry for a bulk command: counts and a hash over its rows instead of a row each. */
export interface BulkChange {
  targetType: string;
  targetId: string;
  targetLabel: string;
  counts: Record<string, number>;
  rowsHash: string;
  /** What holds for all its rows alike. */
  diff?: AuditEntryRow['diff'];
  /** Row by row, for the history of each; kept beside the entry, under `rowsHash`. */
  rows?: PackedRowChanges;
}

/** Changes of many rows of one kind, packed in blocks sorted by id. */
export interface PackedRowChanges {
  count: number;
  blocks: readonly { firstId: string; columns: BlobColumns }[];
}

/** Reads and writes of one table inside the transaction. Every write is noted with what was there before. */
export interface Repository<T> {
  get(key: string | number): Promise<T | undefined>;
  all(): Promise<T[]>;
  where(index: string, value: string | number): Promise<T[]>;
  add(row: T): Promise<void>;
  put(row: T): Promise<void>;
  /** For rows nobody audits one by one (blocks): no reading of what was there. */
  bulkPut(rows: readonly T[]): Promise<void>;
  remove(key: string | number): Promise<void>;
  removeWhere(index: string, value: string | number): Promise<number>;
}

/**
 * What a command may do with stored data. It exists only inside the gate's transaction; awaiting anything that is not the
 * database in there would commit half the work (Dexie: PrematureCommitError), hence `prepare`.
 */
export class UnitOfWork {
  readonly changes: RecordedChange[] = [];
  readonly bulkChanges: BulkChange[] = [];
  readonly touched = new Set<TableName>();
  reason = '';
  /** Names of deeds that this one brings with it, recorded before it. */
  readonly followUps: string[] = [];
  /** Whose deed this is when it is not the session's: a sign-in names the admin and the session it begins. */
  attributedTo: (Actor & { sessionId: string }) | null = null;
  private readonly commitHooks: (() => void)[] = [];
  private readonly written = new Map<TableName, Map<string | number, unknown>>();

  constructor(
    private readonly db: Database,
    readonly now: number,
    readonly actor: Actor | null,
    private readonly declared: readonly TableName[],
  ) {}

  table<T extends TableName>(name: T): Repository<TableRows[T]> {
    // The transaction holds more than the command declared: the audit, for one, is written by the gate alone.
    if (!this.declared.includes(name)) throw new Error(`table ${name} is not declared by the command`);
    const table = this.db.table(name);
    return {
      get: (key) => table.get(key),
      all: () => table.toArray(),
      where: (index, value) => table.where(index).equals(value).toArray(),
      add: async (row) => {
        await table.add(row);
        this.note(name, undefined, row);
      },
      put: async (row) => {
        const before = AUDIT_POLICY[name] ? await table.get(keyOf(table, row)) : undefined;
        await table.put(row);
        this.note(name, before, row);
      },
      bulkPut: async (rows) => {
        requireUnaudited(name);
        await table.bulkPut([...rows]);
        this.touched.add(name);
      },
      remove: async (key) => {
        const before = AUDIT_POLICY[name] ? await table.get(key) : undefined;
        await table.delete(key);
        this.note(name, before, undefined);
      },
      removeWhere: async (index, value) => {
        requireUnaudited(name);
        this.touched.add(name);
        return table.where(index).equals(value).delete();
      },
    };
  }

  /** For repositories that keep their own storage shape (merchants): what changed, field by field, masked. */
  record(change: RecordedChange): void {
    this.changes.push(change);
  }

  recordBulk(change: BulkChange): void {
    this.bulkChanges.push(change);
  }

  /** Entries that leave the database: the gate takes them out in the same transaction. */
  archived: { fromSeq: number; toSeq: number } | null = null;

  /** Only for what a record of the archive stands in for; `toSeq` is never the last entry. */
  archiveAudit(fromSeq: number, toSeq: number): void {
    this.archived = { fromSeq, toSeq };
  }

  /** Runs after the transaction is durable, in order: the place to bring memory up to date. Must not throw. */
  onCommit(hook: () => void): void {
    this.commitHooks.push(hook);
  }

  /** Last state of the rows of an audited table that were written, by key; undefined for removed ones. */
  writtenTo<T extends TableName>(name: T): ReadonlyMap<string | number, TableRows[T] | undefined> {
    return (this.written.get(name) ?? new Map()) as ReadonlyMap<string | number, TableRows[T] | undefined>;
  }

  /** Called by the gate alone. */
  committed(): void {
    for (const hook of this.commitHooks) hook();
  }

  private note<T extends TableName>(name: T, before: TableRows[T] | undefined, after: TableRows[T] | undefined): void {
    this.touched.add(name);
    const policy = AUDIT_POLICY[name];
    const row = (after ?? before) as Record<string, unknown> | undefined;
    if (!policy || !row) return;
    this.written.set(
      name,
      (this.written.get(name) ?? new Map<string | number, unknown>()).set(String(row['id']), after),
    );
    const diff = diffFields(
      policy.fields,
      before as Record<string, unknown> | undefined,
      after as Record<string, unknown> | undefined,
    );
    if (diff.length === 0) return;
    this.record({ targetType: policy.entity, targetId: String(row['id']), targetLabel: policy.label(row), diff });
  }
}

/** Writing without looking at what was there would leave no entry. */
function requireUnaudited(name: TableName): void {
  if (AUDIT_POLICY[name]) throw new Error(`rows of ${name} are audited one by one`);
}

/** Fields whose text differs, in the order given; an absent value is ''. */
export function diffFields(
  fields: readonly string[],
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>> | undefined,
): AuditEntryRow['diff'] {
  const text = (row: Readonly<Record<string, unknown>> | undefined, field: string): string => {
    const value = row?.[field];
    if (typeof value === 'object' && value !== null)
      return Array.isArray(value) && value.length === 0 ? '' : JSON.stringify(value);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  };
  return fields
    .map((field) => ({ field, before: text(before, field), after: text(after, field) }))
    .filter((d) => d.before !== d.after);
}

function keyOf<T>(table: Table<T, string | number>, row: T): string | number {
  return (row as Record<string, string | number>)[table.schema.primKey.keyPath as string]!;
}
