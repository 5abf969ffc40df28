import type { RestoreGroup, RestoreReport, TableDifference } from '@shared/contracts/backups';
import type { Database } from '@renderer/data/db';
import type { MerchantsKnown } from '@renderer/data/merchant-heads';
import { isSettingKey } from '@renderer/data/table-groups';
import { readTable } from '@renderer/data/table-pages';
import { TABLE_NAMES, type TableName } from '@renderer/data/tables';
import { encodeRecord } from '../file/records';
import { isEqual } from '../file/layout';
import { isOfGroups } from './part';

/** Blocks are told merchant by merchant; the rest is nobody's loss. */
const UNTOLD = new Set<TableName>([
  'meta',
  'merchantBlocks',
  'merchantRows',
  'importBefore',
  'importMappings',
  'importPending',
  'drafts',
  'views',
  'rightsUse',
  'auditRows',
  'auditArchives',
  'payerDays',
  'couponDays',
  'incidents',
  'adminSnapshots',
  'txnNumbers',
]);

/**
 * @param current null when there is nothing to compare with
 * @param groups what is compared; null for everything
 */
export async function compareTables(
  current: Database | null,
  backup: Database,
  groups: readonly RestoreGroup[] | null,
): Promise<TableDifference[]> {
  const found: TableDifference[] = [];
  const isTold = (name: TableName): boolean => !UNTOLD.has(name) && (!groups || isOfGroups(name, groups));
  for (const table of TABLE_NAMES.filter(isTold)) {
    const difference = current
      ? await compareTable(current, backup, table)
      : await backup
          .table(table)
          .count()
          .then((rows) => ({ table, now: 0, backup: rows, added: rows, missing: 0, changed: 0 }));
    if (difference.now + difference.backup > 0) found.push(difference);
  }
  if (current && groups?.includes('settings')) found.push(await compareSettings(current, backup));
  return found;
}

async function compareSettings(current: Database, backup: Database): Promise<TableDifference> {
  const valuesOf = async (db: Database): Promise<Map<string, string>> => {
    const rows = await db.table('meta').toArray();
    return new Map(rows.filter(({ key }) => isSettingKey(key)).map(({ key, value }) => [key, JSON.stringify(value)]));
  };
  const [now, then] = [await valuesOf(current), await valuesOf(backup)];
  const both = [...now.keys()].filter((key) => then.has(key));
  return {
    table: 'settings',
    now: now.size,
    backup: then.size,
    added: then.size - both.length,
    missing: now.size - both.length,
    changed: both.filter((key) => now.get(key) !== then.get(key)).length,
  };
}

export function compareMerchants(current: MerchantsKnown | null, restored: MerchantsKnown): RestoreReport['merchants'] {
  const now = current?.allIds() ?? [];
  const then = restored.allIds();
  const there = new Set(now);
  const known = then.filter((id) => there.has(id));
  return {
    now: now.length,
    backup: then.length,
    added: then.length - known.length,
    missing: now.length - known.length,
    changed: known.filter((id) => isOther(current!.get(id)!, restored.get(id)!)).length,
  };
}

function isOther(a: { rev: number; updatedAt: number }, b: { rev: number; updatedAt: number }): boolean {
  return a.rev !== b.rev || a.updatedAt !== b.updatedAt;
}

/** Both tables in the order of their keys, side by side: neither is ever held as a whole. */
async function compareTable(current: Database, backup: Database, table: TableName): Promise<TableDifference> {
  const key = backup.table(table).schema.primKey.keyPath as string;
  const result = { table, now: 0, backup: 0, added: 0, missing: 0, changed: 0 };
  const ours = new Rows(readTable(current, table));
  const theirs = new Rows(readTable(backup, table));
  let [a, b] = [await ours.next(), await theirs.next()];
  while (a || b) {
    const order = !a ? 1 : !b ? -1 : compareKeys(a[key], b[key]);
    if (order <= 0) result.now++;
    if (order >= 0) result.backup++;
    if (order < 0) result.missing++;
    else if (order > 0) result.added++;
    else if (!(await isSame(a!, b!))) result.changed++;
    if (order <= 0) a = await ours.next();
    if (order >= 0) b = await theirs.next();
  }
  return result;
}

async function isSame(a: unknown, b: unknown): Promise<boolean> {
  return isEqual(await encodeRecord(0, a), await encodeRecord(0, b));
}

/** As IndexedDB orders: numbers before text, text by UTF-16 units. */
function compareKeys(a: unknown, b: unknown): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
}

class Rows {
  private batch: Record<string, unknown>[] = [];
  private at = 0;

  constructor(private readonly batches: AsyncGenerator<Record<string, unknown>[], void>) {}

  async next(): Promise<Record<string, unknown> | undefined> {
    if (this.at === this.batch.length) {
      const next = await this.batches.next();
      if (next.done) return undefined;
      this.batch = next.value;
      this.at = 0;
    }
    return this.batch[this.at++];
  }
}
