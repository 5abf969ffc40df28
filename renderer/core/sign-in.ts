import type { SessionInfo } from '@shared/contracts/core';
import type { ErrorCode } from '@shared/kernel/errors';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from './context';
import { refuse, RefusedButKept } from './define';
import { readPlace } from './place';
import { dutiesOf } from './guard/duties';
import { getGuard } from './guard/guard-row';
import { readPolicy } from './guard/policy';
import { actorOf, infoOfAdmin } from './session';
import { afterFailure } from './vault/admin-rules';
import type { KeyRing } from './vault/keyring';
import type { Proof } from './vault/prove';

/** Counts a try that failed; of an unknown name nothing is stored but that somebody tried. */
export async function failedTry(uow: UnitOfWork, admin: AdminRow | undefined, proof: Proof): Promise<RefusedButKept> {
  if (!admin) return new RefusedButKept({ code: 'session.wrong_credentials' });
  const admins = uow.table('admins');
  await admins.put(afterFailure(admin, await admins.all(), proof.state));
  return refusedButNamed(uow, admin, 'session.wrong_credentials');
}

export function refusedButNamed(uow: UnitOfWork, admin: AdminRow, code: ErrorCode): RefusedButKept {
  recordAdmin(uow, admin);
  return new RefusedButKept({ code });
}

/** Stores the row, names it in the audit, and begins the session once that is durable. */
export async function startSession(
  uow: UnitOfWork,
  ctx: CoreContext,
  admin: AdminRow,
  grant: { ring: KeyRing; personal: CryptoKey | null; sessionId: string; lastLoginAt: number },
): Promise<SessionInfo> {
  await uow.table('admins').put(admin);
  uow.attributedTo = { ...actorOf(admin), sessionId: grant.sessionId };
  recordAdmin(uow, admin);
  const place = await readPlace(uow.table('meta'));
  const policy = await readPolicy(uow.table('meta'));
  const guard = await getGuard(uow, admin.id);
  const duties = dutiesOf(policy, admin, guard, ctx.access.rightsWith(admin, uow.now), uow.now);
  uow.onCommit(() => {
    ctx.vault.open(grant.ring, grant.personal);
    ctx.session.begin(admin, grant.sessionId, grant.lastLoginAt, () => ctx.vault.lock(), duties);
  });
  return infoOfAdmin(ctx.access, admin, grant.lastLoginAt, place, ctx.now(), duties);
}

/** Why an account that is not active lets nobody in. */
export function closedCode(admin: AdminRow): ErrorCode {
  return admin.state === 'locked' ? 'session.account_locked' : 'session.account_disabled';
}

export async function ownRow(ctx: CoreContext): Promise<AdminRow> {
  return (await ctx.db.table('admins').get(ctx.session.actor!.adminId)) ?? refuse('access.signed_out');
}

export function isExpired(admin: AdminRow, now: number): boolean {
  return admin.oneTimeUntil > 0 && now > admin.oneTimeUntil;
}

/** Names the admin in the audit, unless a change of the row has done so. */
export function recordAdmin(uow: UnitOfWork, admin: AdminRow): void {
  if (uow.changes.length > 0) return;
  uow.record({ targetType: 'admin', targetId: admin.id, targetLabel: admin.name, diff: [] });
}
