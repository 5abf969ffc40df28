import type { CallOptions } from '@shared/contracts/core';
import { MIGRATIONS } from '@shared/migrations';
import { deleteDatabase, stagingName } from '@renderer/data/active-database';
import { Database, SCHEMA_VERSION } from '@renderer/data/db';
import { TABLE_NAMES, type TableName } from '@renderer/data/tables';
import type { CoreContext } from '../../context';
import { refuse } from '../../define';
import { BackupError, damaged } from '../backup-error';
import type { ByteSource } from '../file/opening';
import { readBackup, type OpenedHeader, type ReadSummary } from '../file/read';

const BATCH_ROWS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

export interface Loaded {
  db: Database;
  summary: ReadSummary;
}

/**
 * All rows of a backup in a database of their own, brought to today's shape on the way. Nothing else is touched; whatever
 * goes wrong, the database is deleted again.
 *
 * @throws BackupError `backup.damaged`, `backup.newer_version`; Refusal `storage.disk_full`
 */
export async function loadBackup(
  ctx: CoreContext,
  source: ByteSource,
  opened: OpenedHeader,
  fileKey: Uint8Array<ArrayBuffer> | null,
  id: string,
  call: CallOptions,
): Promise<Loaded> {
  const { header } = opened;
  if (header.schemaVersion > SCHEMA_VERSION)
    throw new BackupError('backup.newer_version', { version: header.appVersion });
  await requireDisk(ctx);
  const db = new Database(ctx.db.engine, stagingName(ctx.databaseName, id));
  try {
    await db.open();
    const filler = new Filler(db, header.schemaVersion, () => requireDisk(ctx));
    const summary = await readBackup(
      source,
      opened,
      fileKey,
      (table, row, bytes) => {
        if (call.isCancelled?.()) refuse('operation.cancelled');
        return filler.take(table, row, bytes);
      },
      call.onProgress,
    );
    await filler.flush();
    return { db, summary };
  } catch (error) {
    await drop(db);
    throw error;
  }
}

/** Beside data that is there: what is filled now must not take the room that the engine needs to keep that (trust.md fact 2). */
export async function requireDisk({ db, disk }: CoreContext): Promise<void> {
  await disk.glance();
  if (db.isOpen && disk.state === 'full') refuse('storage.disk_full');
}

export async function drop(db: Database): Promise<void> {
  db.close();
  await deleteDatabase(db.engine, db.name).catch(() => undefined);
}

/** Writes rows in batches, each in one transaction, migrated as an upgrade of the database would. */
class Filler {
  private table: TableName | null = null;
  private rows: unknown[] = [];
  private bytes = 0;

  constructor(
    private readonly db: Database,
    private readonly schemaVersion: number,
    private readonly requireRoom: () => Promise<void>,
  ) {}

  take(table: string, row: unknown, bytes: number): Promise<void> | undefined {
    const name = TABLE_NAMES.find((known) => known === table);
    // Rows that no step of ours knows where to put are not dropped in silence.
    if (!name) throw damaged('rows');
    const before = name === this.table ? undefined : this.flush();
    if (before) return before.then(() => this.add(name, row, bytes));
    return this.add(name, row, bytes);
  }

  async flush(): Promise<void> {
    const { table, rows } = this;
    this.rows = [];
    this.bytes = 0;
    if (!table || rows.length === 0) return;
    await this.requireRoom();
    await this.db.fill(table, rows);
  }

  private add(name: TableName, row: unknown, bytes: number): Promise<void> | undefined {
    this.table = name;
    this.rows.push(this.migrate(name, row));
    this.bytes += bytes;
    return this.rows.length >= BATCH_ROWS || this.bytes >= BATCH_BYTES ? this.flush() : undefined;
  }

  private migrate(name: TableName, row: unknown): unknown {
    return migrateRow(this.schemaVersion, name, row);
  }
}

/** A row of an older shape as it is stored today. */
export function migrateRow(schemaVersion: number, name: TableName, row: unknown): unknown {
  return MIGRATIONS.slice(schemaVersion - 1).reduce(
    (value, { tables }) => tables[name]?.(value) ?? value,
    row as Record<string, unknown>,
  );
}
