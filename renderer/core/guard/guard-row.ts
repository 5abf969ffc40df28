import type { AdminRow, GuardRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';

export const NO_FACTOR = { factor: null, factorFailed: 0, factorHeldUntil: 0 } as const;

/** Nothing is asked beyond the password, and nothing is known of it. */
export function emptyGuard(id: string): GuardRow {
  return {
    id,
    ...NO_FACTOR,
    pin: null,
    pinFailed: 0,
    pinHeldUntil: 0,
    password: null,
    pastPasswords: [],
  };
}

export async function readGuard(ctx: CoreContext, adminId: string): Promise<GuardRow> {
  return (await ctx.db.table('guards').get(adminId)) ?? emptyGuard(adminId);
}

/** The same inside a transaction. */
export async function getGuard(uow: UnitOfWork, adminId: string): Promise<GuardRow> {
  return (await uow.table('guards').get(adminId)) ?? emptyGuard(adminId);
}

/** Says in the audit what changed in how somebody's account is guarded, in words that hold no secret. */
export function recordGuard(
  uow: UnitOfWork,
  admin: Pick<AdminRow, 'id' | 'name'>,
  field: string,
  [before, after]: [string, string],
): void {
  uow.record({ targetType: 'admin', targetId: admin.id, targetLabel: admin.name, diff: [{ field, before, after }] });
}
