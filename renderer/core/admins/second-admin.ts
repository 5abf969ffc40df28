import type { Permission } from '@shared/access/resources';
import { computeRights, isSuper, teamOf, type Directory } from '@shared/access/rights';
import { REQUEST_LIFE_MS, riskierRights } from '@shared/access/second-admin';
import type { AdminRow, GrantRequestRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { readPolicy } from '../guard/policy';
import type { RightsEffect } from './rights-effect';

/** What a change means for one person: high-risk rights that come to more than before. */
export function riskyFor(ctx: CoreContext, before: AdminRow, after: AdminRow): Permission[] {
  const now = ctx.now();
  return riskierRights(ctx.access.rightsWith(before, now), ctx.access.rightsWith(after, now));
}

/** Somebody at work who could give these rights to this person themselves, beside who asks. `who`: as they would be. */
export function secondsFor(ctx: CoreContext, who: AdminRow, given: readonly Permission[]): AdminRow[] {
  return ctx.access.allAdmins().filter((one) => {
    if (one.id === ctx.session.actor!.adminId || one.id === who.id) return false;
    if (one.state !== 'active' || one.wrappedKeys === null) return false;
    return mayGive(ctx, one, who, given);
  });
}

/** Others than a super administrator give to their own people what they hold themselves. `who`: as they would be. */
export function mayGive(
  ctx: CoreContext,
  one: AdminRow,
  who: Pick<AdminRow, 'id' | 'managerId' | 'roleIds'>,
  given: readonly Permission[],
): boolean {
  if (isSuper(one)) return true;
  const { held } = ctx.access.rightsOf(one.id, ctx.now());
  const team = teamOf(one.id, ctx.access.directory.admins);
  const isAbove = team.includes(who.managerId) && (team.includes(who.id) || !ctx.access.admin(who.id));
  return isAbove && !isSuper(who) && held.has('admin:rights') && given.every((permission) => held.has(permission));
}

/** Whether the grant must wait: the company asks for it, and there is somebody it can wait for. Needs the table `meta`. */
export async function mustWait(uow: UnitOfWork, seconds: readonly AdminRow[]): Promise<boolean> {
  return seconds.length > 0 && (await readPolicy(uow.table('meta'))).secondAdmin === 'whenPossible';
}

/** Who could confirm what a changed role gives its holders. */
export function secondsForRole(ctx: CoreContext): AdminRow[] {
  const { adminId } = ctx.session.actor!;
  return ctx.access
    .allAdmins()
    .filter((one) => one.id !== adminId && isSuper(one) && one.state === 'active' && one.wrappedKeys !== null);
}

/** High-risk rights of those a change reaches that come to more in the other directory, by person. */
export function riskyIn(ctx: CoreContext, effects: readonly RightsEffect[], next: Directory): Permission[][] {
  const now = ctx.now();
  return effects
    .map(({ after: { id } }) => riskierRights(ctx.access.rightsOf(id, now), computeRights(id, next, now)))
    .filter((risky) => risky.length > 0);
}

type Asked = Pick<
  GrantRequestRow,
  'kind' | 'targetId' | 'targetName' | 'asked' | 'risky' | 'added' | 'removed' | 'acceptConflicts' | 'reason'
>;

/** Kept until somebody decides. One at a time for each target. @throws Refusal `grant.waiting` */
export async function putRequest(uow: UnitOfWork, id: string, asked: Asked): Promise<string> {
  const requests = uow.table('grantRequests');
  const known = await requests.where('targetId', asked.targetId);
  if (known.some((one) => one.state === 'waiting' && uow.now < one.expiresAt)) refuse('grant.waiting');
  uow.reason = asked.reason;
  const row: GrantRequestRow = {
    ...asked,
    id,
    at: uow.now,
    byId: uow.actor!.adminId,
    byName: uow.actor!.name,
    expiresAt: uow.now + REQUEST_LIFE_MS,
    state: 'waiting',
    endedAt: 0,
    endedById: '',
    endedBy: '',
    note: '',
  };
  await requests.put(row);
  recordRequest(uow, row, '', 'waiting');
  return id;
}

/** In the history of whom it is about. */
export function recordRequest(uow: UnitOfWork, row: GrantRequestRow, before: string, after: string): void {
  uow.record({
    targetType: row.kind,
    targetId: row.targetId,
    targetLabel: row.targetName,
    diff: [
      { field: 'grantRequest', before, after },
      ...(after === 'waiting' ? [{ field: 'riskyRights', before: '', after: JSON.stringify(row.risky) }] : []),
    ],
  });
}
