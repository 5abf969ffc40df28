import type { InviteCode, InviteView } from '@shared/contracts/people';
import type { AdminRow, Invite } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { createActivationCode } from '../vault/activation-code';
import { createCredential, type Credential } from '../vault/credential';
import { isInviteExpired } from './caps';

/** Between two codes of one invitation: long enough to read the first one out. */
export const RESEND_WAIT_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A code and the keys under it. Takes as long as one Argon2id run; the code is shown once and kept nowhere. */
export async function makeCode(ctx: CoreContext, adminId: string): Promise<{ code: string; credential: Credential }> {
  const code = createActivationCode();
  const { ring, kdfCost } = ctx.vault;
  return { code, credential: await createCredential('invite', adminId, code, ring, kdfCost) };
}

export function newInvite(
  credential: Credential,
  before: Invite | null,
  by: { name: string; now: number; hours: number },
): Invite {
  return {
    sentAt: by.now,
    expiresAt: by.now + by.hours * HOUR_MS,
    sent: (before?.sent ?? 0) + 1,
    byName: by.name,
    credential,
    endedAt: 0,
  };
}

/** The invitation is over: what its code opened is gone with it. */
export function endInvite(admin: AdminRow, now: number): AdminRow['invite'] {
  return admin.invite && { ...admin.invite, credential: null, endedAt: now };
}

/** Keys under codes that ran out lie on the disk for nobody: each command about invitations clears them away. */
export async function dropExpired(uow: UnitOfWork, ctx: CoreContext): Promise<void> {
  for (const admin of ctx.access.allAdmins()) {
    if (!admin.invite?.credential || !isInviteExpired(admin, uow.now)) continue;
    await uow.table('admins').put({ ...admin, invite: { ...admin.invite, credential: null } });
  }
}

export function toInviteView(admin: AdminRow, now: number): InviteView | null {
  if (!admin.invite) return null;
  const { sentAt, expiresAt, sent, byName, endedAt } = admin.invite;
  const isExpired = isInviteExpired(admin, now);
  return { sentAt, expiresAt, sent, byName, endedAt, isExpired, resendAt: sentAt + RESEND_WAIT_MS };
}

export function handedOver({ id, loginName, invite }: AdminRow, code: string, requestId = ''): InviteCode {
  return { id, loginName, code, expiresAt: invite!.expiresAt, requestId };
}
