import { findConflicts, type ConflictRule } from '@shared/access/conflicts';
import { permissionsOf } from '@shared/access/can';
import type { Permission } from '@shared/access/resources';
import { computeRights, isSuper, type Directory, type Rights } from '@shared/access/rights';
import type { AdminRow, RightsChangeRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { assignedOf } from './rights-change';

/** What becomes of one person's rights. */
export interface RightsEffect {
  before: AdminRow;
  after: AdminRow;
  added: Permission[];
  removed: Permission[];
  /** Kept, with another scope or limit. */
  altered: Permission[];
  conflicts: ConflictRule[];
}

/**
 * Everybody whose rights come to something else in the other directory: the holders of a changed role, and who is below them.
 * Who cannot sign in any more is not asked.
 */
export function effectsOf(ctx: CoreContext, next: Directory, changed: readonly AdminRow[] = []): RightsEffect[] {
  const now = ctx.now();
  const newRows = new Map(changed.map((row) => [row.id, row]));
  return ctx.access
    .allAdmins()
    .filter((admin) => ['active', 'disabled', 'locked', 'invited'].includes(admin.state))
    .flatMap((before) => {
      const after = newRows.get(before.id) ?? before;
      const had = ctx.access.rightsOf(before.id, now);
      const has = computeRights(before.id, next, now);
      const effect = { before, after, ...compare(had, has), conflicts: newConflicts(had, has, after) };
      return effect.added.length + effect.removed.length + effect.altered.length > 0 ? [effect] : [];
    });
}

/** @throws Refusal `admin.conflicts_unconfirmed` */
export function requireAccepted(effects: readonly RightsEffect[], accepted: boolean): void {
  const count = effects.reduce((sum, effect) => sum + effect.conflicts.length, 0);
  if (count > 0 && !accepted) refuse('admin.conflicts_unconfirmed', { params: { count } });
}

/** One row for each of them, to take note of at the next sign-in. */
export async function tellAffected(
  uow: UnitOfWork,
  effects: readonly RightsEffect[],
  ids: readonly string[],
  reason: string,
): Promise<void> {
  for (const [i, { before, after, added, removed }] of effects.entries()) {
    const row: RightsChangeRow = {
      id: ids[i]!,
      adminId: after.id,
      at: uow.now,
      byId: uow.actor!.adminId,
      byName: uow.actor!.name,
      reason,
      before: assignedOf(before),
      after: assignedOf(after),
      added,
      removed,
      ackAt: 0,
    };
    await uow.table('rightsChanges').put(row);
  }
}

function compare(had: Rights, has: Rights): Pick<RightsEffect, 'added' | 'removed' | 'altered'> {
  const reach = (rights: Rights, permission: Permission): string => {
    const { scope, limit } = rights.held.get(permission)!;
    return JSON.stringify([scope, limit]);
  };
  return {
    added: permissionsOf(has).filter((one) => !had.held.has(one)),
    removed: permissionsOf(had).filter((one) => !has.held.has(one)),
    altered: permissionsOf(has).filter((one) => had.held.has(one) && reach(had, one) !== reach(has, one)),
  };
}

function newConflicts(had: Rights, has: Rights, admin: AdminRow): ConflictRule[] {
  if (isSuper(admin)) return [];
  const known = findConflicts(new Set(permissionsOf(had)));
  return findConflicts(new Set(permissionsOf(has))).filter((rule) => !known.includes(rule));
}
