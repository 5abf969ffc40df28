import type { IntegrityFinding } from '@shared/contracts/backups';
import type { Database } from '@renderer/data/db';
import { isStanding } from '../../profit/expenses';

/** What people keep beside the transactions: whose it is, and months that were closed against what stands in them. */
export async function checkBooks(db: Database): Promise<IntegrityFinding[]> {
  const admins = new Set<unknown>(await db.table('admins').toCollection().primaryKeys());
  const accounts = new Set<unknown>(await db.table('channelAccounts').toCollection().primaryKeys());
  const rules = await db.table('reminders').toCollection().primaryKeys();
  const terms = await db.table('channelTerms').toCollection().primaryKeys();
  const told = await db.table('notices').orderBy('adminId').keys();
  const standing = new Map<string, number>();
  await db.table('expenses').each((expense) => {
    const month = expense.bizDate.slice(0, 7);
    if (isStanding(expense)) standing.set(month, (standing.get(month) ?? 0) + expense.amountFen);
  });
  const closed = await db.table('closedMonths').toArray();
  return [
    { check: 'orphan', table: 'reminders', count: rules.filter((id) => !admins.has(id)).length },
    { check: 'orphan', table: 'notices', count: told.filter((id) => !admins.has(id)).length },
    { check: 'orphan', table: 'channelTerms', count: terms.filter((id) => !accounts.has(id)).length },
    {
      check: 'months',
      table: 'closedMonths',
      count: closed.filter(({ month, expenseFen }) => expenseFen !== (standing.get(month) ?? 0)).length,
    },
  ];
}
