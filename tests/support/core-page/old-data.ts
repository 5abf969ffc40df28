import { Dexie } from 'dexie';
import { DATABASE_NAME } from '@renderer/data/db';
import { TABLE_SCHEMA } from '@renderer/data/tables';
import { asStoredIn, FIRST_SCHEMA, type Row } from '../first-shape';

/** The shape since which transactions are counted by day with what was cancelled. */
const CANCELLED_SINCE = 19;
/** Fields that a migration brought, by table. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  admins: ['roleId', 'roleIds', 'mobileMask'],
  importMappings: ['values'],
  txnDays: ['cancelled'],
};

/** Makes what is stored look as an older program left it, with `more` rows in each table that it will bring on. */
export async function storeAs(version: number, more: number): Promise<void> {
  const today = new Dexie(DATABASE_NAME);
  await today.open();
  const schema: Record<string, string> = version < CANCELLED_SINCE - 1 ? FIRST_SCHEMA : { ...TABLE_SCHEMA };
  const rows = new Map<string, Row[]>();
  for (const name of Object.keys(schema)) {
    const stored = await today.table<Row>(name).toArray();
    rows.set(name, name in FIRST_SCHEMA ? stored.map((row) => asStoredIn(version, name, row)) : stored);
  }
  today.close();
  await Dexie.delete(DATABASE_NAME);

  const mapping = (n: number): Row => ({ fingerprint: `more-${n}`, mapping: { name: n }, values: {} });
  rows.get('importMappings')!.push(...counted(more, (n) => asStoredIn(version, 'importMappings', mapping(n))));
  rows.get('txnDays')?.push(...counted(more, (n) => ({ id: `2025-01-01|WECHAT|${n}`, payments: n })));
  const [admin] = rows.get('admins')!;
  rows
    .get('admins')!
    .push(...counted(more / 100, (n) => ({ ...admin, id: `more-${n}`, loginKey: `more-${n}`, state: 'disabled' })));

  const old = new Dexie(DATABASE_NAME);
  old.version(version).stores(schema);
  for (const [name, list] of rows) await old.table(name).bulkPut(list);
  old.close();
}

export interface StoredShape {
  version: number;
  /** Rows by table, and with it how many have each field that some migration brought. */
  rows: Record<string, Record<string, number>>;
  /** Over what the rows brought on say. */
  sum: number;
}

/** What lies in the database, without changing anything; tables that every start writes to are left out. */
export async function readShape(): Promise<StoredShape> {
  const db = new Dexie(DATABASE_NAME);
  await db.open();
  const shape: StoredShape = { version: db.verno, rows: {}, sum: 0 };
  for (const { name } of db.tables) {
    if (['meta', 'audit', 'rightsUse'].includes(name)) continue;
    const rows = await db.table<Row>(name).toArray();
    const marks = MARKS[name] ?? [];
    shape.rows[name] = {
      all: rows.length,
      ...Object.fromEntries(marks.map((field) => [field, rows.filter((row) => field in row).length])),
    };
    for (const row of rows) shape.sum += Number((row['mapping'] as Row | undefined)?.['name'] ?? row['payments'] ?? 0);
  }
  db.close();
  return shape;
}

function counted(count: number, make: (n: number) => Row): Row[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
