import type { RestoreGroup } from '@shared/contracts/backups';
import type { Database } from '@renderer/data/db';
import type { MerchantsKnown } from '@renderer/data/merchant-heads';
import { TABLE_GROUP } from '@renderer/data/table-groups';
import type { TableName } from '@renderer/data/tables';
import { BackupError } from '../backup-error';
import { isOfGroups } from './part';

/** Data whose tables may lie in several databases. */
interface Side {
  at: (table: TableName) => Database;
  merchants: MerchantsKnown;
}

interface Reference {
  from: TableName;
  to: 'admins' | 'merchants';
  ids: (side: Side) => Promise<string[]> | string[];
}

/** References that lead from one group to another; those within a group are `checkIntegrity`'s. */
const REFERENCES: readonly Reference[] = [
  {
    from: 'merchantBlocks',
    to: 'admins',
    ids: ({ merchants }) =>
      merchants.allIds().map((id) => {
        const { ownerId, createdBy } = merchants.get(id)!;
        return ownerId || createdBy;
      }),
  },
  {
    from: 'merchantTeams',
    to: 'admins',
    ids: async ({ at }) =>
      (await at('merchantTeams').table('merchantTeams').toArray()).flatMap((team) =>
        team.members.map((member) => member.adminId),
      ),
  },
  {
    from: 'channelAccounts',
    to: 'merchants',
    ids: async ({ at }) =>
      (await at('channelAccounts').table('channelAccounts').toArray()).map((account) => account.merchantId),
  },
  {
    from: 'expenses',
    to: 'merchants',
    ids: async ({ at }) => (await at('expenses').table('expenses').toArray()).map((expense) => expense.merchantId),
  },
  {
    from: 'reminders',
    to: 'admins',
    ids: async ({ at }) => (await at('reminders').table('reminders').toCollection().primaryKeys()).map(String),
  },
  {
    from: 'reminders',
    to: 'merchants',
    ids: async ({ at }) =>
      (await at('reminders').table('reminders').toArray()).flatMap(({ rules }) => rules.map((rule) => rule.merchantId)),
  },
  {
    from: 'notices',
    to: 'merchants',
    ids: async ({ at }) => (await at('notices').table('notices').toArray()).map((notice) => notice.merchantId),
  },
];

/**
 * Refuses groups that would leave references behind which lead nowhere, and led somewhere both now and in the backup.
 * @throws BackupError `backup.part_incomplete`: `table` names `count` things of the group `needs` that are not in what would be
 */
export async function requireClosed(
  groups: readonly RestoreGroup[],
  current: { db: Database; merchants: MerchantsKnown },
  backup: { db: Database; merchants: MerchantsKnown },
): Promise<void> {
  const now: Side = { at: () => current.db, merchants: current.merchants };
  const then: Side = { at: () => backup.db, merchants: backup.merchants };
  const next: Side = {
    at: (table) => (isOfGroups(table, groups) ? backup.db : current.db),
    merchants: groups.includes('merchants') ? backup.merchants : current.merchants,
  };
  for (const reference of REFERENCES) {
    const lost = await findDangling(reference, next);
    if (lost.size === 0) continue;
    const known = new Set([...(await findDangling(reference, now)), ...(await findDangling(reference, then))]);
    const count = [...lost].filter((id) => !known.has(id)).length;
    if (count === 0) continue;
    // Whichever end was not asked for would have to come from the backup, too.
    const from = TABLE_GROUP[reference.from];
    const needs = isOfGroups(reference.from, groups) ? reference.to : from;
    throw new BackupError('backup.part_incomplete', { table: reference.from, count, needs });
  }
}

async function findDangling({ ids, to }: Reference, side: Side): Promise<Set<string>> {
  const named = new Set(await ids(side));
  named.delete('');
  const there = new Set(
    to === 'merchants'
      ? side.merchants.allIds()
      : (await side.at('admins').table('admins').toCollection().primaryKeys()).map(String),
  );
  return new Set([...named].filter((id) => !there.has(id)));
}
