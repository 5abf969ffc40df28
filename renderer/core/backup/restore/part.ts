import type { RestoreGroup } from '@shared/contracts/backups';
import type { Database } from '@renderer/data/db';
import { isSettingKey, TABLE_GROUP } from '@renderer/data/table-groups';
import { readTable } from '@renderer/data/table-pages';
import { TABLE_NAMES, type TableName } from '@renderer/data/tables';

/** Tables that the gate itself writes to while a command runs. */
const WRITTEN_BY_GATE: readonly TableName[] = ['audit', 'auditRows', 'rightsUse', 'incidents'];

export function isOfGroups(table: TableName, groups: readonly RestoreGroup[]): boolean {
  const group = TABLE_GROUP[table];
  return group !== 'kept' && groups.includes(group);
}

/**
 * What is not of these groups becomes in `staged` as it is now. Nobody works with `staged` yet, and no command may run.
 * @param only the tables that can have changed since the last time; all when left out
 * @param requireRoom asked before anything is written
 */
export async function keepTheRest(
  current: Database,
  staged: Database,
  groups: readonly RestoreGroup[],
  only: readonly TableName[] = TABLE_NAMES,
  requireRoom: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const name of only) {
    if (name === 'meta' || isOfGroups(name, groups)) continue;
    await requireRoom();
    await staged.table(name).clear();
    for await (const rows of readTable(current, name)) {
      await requireRoom();
      await staged.fill(name, rows);
    }
  }
  await keepMeta(current, staged, groups.includes('settings'));
}

/** The same once more after the command's own entry was written. */
export function keepTheEntries(current: Database, staged: Database, groups: readonly RestoreGroup[]): Promise<void> {
  return keepTheRest(current, staged, groups, WRITTEN_BY_GATE);
}

/** Settings as the backup has them if they were asked for; keys, places and marks are those of this installation as it is. */
async function keepMeta(current: Database, staged: Database, withSettings: boolean): Promise<void> {
  const [ours, theirs] = [await current.table('meta').toArray(), await staged.table('meta').toArray()];
  const restored = (key: string): boolean => withSettings && isSettingKey(key);
  await staged.table('meta').clear();
  await staged.fill('meta', [
    ...theirs.filter(({ key }) => restored(key)),
    ...ours.filter(({ key }) => !restored(key)),
  ]);
}
