import type { Permission } from '@shared/access/resources';
import type { Limit } from '@shared/access/roles';
import { bizDateAt } from '@shared/time/biz-date';
import type { Database } from '@renderer/data/db';
import type { RightsUseRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from './context';
import { refuse } from './define';

/** What a command takes of a limited right, in the unit of the permission (rows, fen). */
export interface Spending {
  permission: Permission;
  amount: number;
}

/** @throws Refusal `access.limit_single` when it is too much at once, whatever the day has seen */
export function requireWithinSingle(ctx: CoreContext, spendings: readonly Spending[]): void {
  for (const { permission, amount } of spendings) {
    const { single } = limitOf(ctx, permission);
    if (single !== undefined && amount > single)
      refuse('access.limit_single', { params: { permission, limit: single, amount } });
  }
}

/**
 * Adds to what the actor has used today, in the transaction of the deed: two at once cannot both slip under the limit.
 * @throws Refusal `access.limit_day`
 */
export async function spend(uow: UnitOfWork, ctx: CoreContext, spendings: readonly Spending[]): Promise<void> {
  if (spendings.length === 0) return;
  const use = uow.table('rightsUse');
  for (const { permission, amount } of spendings) {
    const key = useKey(uow.actor!.adminId, permission, bizDateAt(uow.now));
    const row = (await use.get(key.id)) ?? { ...key, count: 0, amount: 0, lastAt: 0 };
    const { day } = limitOf(ctx, permission);
    if (day !== undefined && row.amount + amount > day) {
      refuse('access.limit_day', { params: { permission, limit: day, used: row.amount, amount } });
    }
    await use.put({ ...row, count: row.count + 1, amount: row.amount + amount, lastAt: uow.now });
  }
}

export function useKey(
  adminId: string,
  permission: string,
  day: string,
): Pick<RightsUseRow, 'id' | 'adminId' | 'permission' | 'day'> {
  return { id: `${adminId}|${permission}|${day}`, adminId, permission, day };
}

function limitOf(ctx: CoreContext, permission: Permission): Limit {
  return ctx.session.rights?.held.get(permission)?.limit ?? {};
}

/**
 * Remembers which rights were used on which day, for the report of rights nobody uses. Once a day per admin and right: a list
 * asked a hundred times is one write.
 */
export class UseLog {
  private readonly noted = new Set<string>();

  constructor(private readonly db: Database) {}

  /** What is to be written, or null when it was already. */
  next(adminId: string, permission: string, now: number): RightsUseRow | null {
    const key = useKey(adminId, permission, bizDateAt(now));
    if (this.noted.has(key.id)) return null;
    this.noted.add(key.id);
    return { ...key, count: 1, amount: 0, lastAt: now };
  }

  async write(row: RightsUseRow): Promise<void> {
    await this.db.write(['rightsUse'], async () => {
      const table = this.db.table('rightsUse');
      // A row that is there was counted by `spend`, or by an earlier start of the program.
      if (!(await table.get(row.id))) await table.put(row);
    });
  }
}
