import { z } from 'zod/mini';
import type { AdminRow, PasswordNote } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { isInviteExpired } from '../admins/caps';
import { endInvite } from '../admins/invitation';
import type { CoreContext } from '../context';
import { defineCommand, refuse, RefusedButKept } from '../define';
import { passwordField, typedLoginField } from '../input-fields';
import { actorOf } from '../session';
import { getGuard, NO_FACTOR } from '../guard/guard-row';
import { requireGoodPassword, withPassword } from '../guard/new-password';
import { recordAdmin, refusedButNamed, startSession } from '../sign-in';
import { parseActivationCode } from '../vault/activation-code';
import { createWithKey, type Credential } from '../vault/credential';
import type { KeyRing } from '../vault/keyring';
import { findAdmin, prove } from '../vault/prove';

interface Proven {
  adminId: string | null;
  /** Null: no such invitation, or another code. */
  ring: KeyRing | null;
}
interface Accepted extends Proven {
  sessionId: string;
  /** The own password, once it may be one. */
  own: { credential: Credential; personal: CryptoKey; note: PasswordNote } | null;
}

const codeField = z.string().check(z.minLength(1), z.maxLength(100));

export const inviteAccept = defineCommand<'invite.accept', Accepted>({
  name: 'invite.accept',
  access: 'public',
  zh: '接受邀请',
  en: 'Accept an invitation',
  tables: ['meta', 'admins', 'guards'],
  auditAlways: true,
  input: z.strictObject({ loginName: typedLoginField, code: codeField, password: passwordField }),
  async prepare(ctx, input) {
    const { ring, admin } = await proveCode(ctx, input);
    const sessionId = ctx.newId();
    if (!admin || !ring) return { adminId: admin?.id ?? null, ring: null, sessionId, own: null };
    const note = await requireGoodPassword(ctx, admin, input.password);
    const created = await createWithKey('password', admin.id, input.password, ring, ctx.vault.kdfCost);
    return { adminId: admin.id, ring, sessionId, own: { ...created, note } };
  },
  async run(uow, _input, { adminId, ring, sessionId, own }, ctx) {
    const found = await findPending(uow, adminId, ring);
    if (found instanceof RefusedButKept) return found;
    const admin: AdminRow = {
      ...found,
      ...own!.credential,
      state: 'active',
      stateReason: '',
      stateAt: uow.now,
      invite: endInvite(found, uow.now),
      mustChangePassword: false,
      oneTimeUntil: 0,
      passwordChangedAt: uow.now,
      failedCount: 0,
      heldUntil: 0,
      lastLoginAt: uow.now,
      rev: found.rev + 1,
    };
    const guard = { ...(await getGuard(uow, admin.id)), ...NO_FACTOR };
    await uow.table('guards').put(withPassword(guard, null, own!.credential, own!.note));
    return startSession(uow, ctx, admin, { ring: ring!, personal: own!.personal, sessionId, lastLoginAt: 0 });
  },
});

export const inviteDecline = defineCommand<'invite.decline', Proven>({
  name: 'invite.decline',
  access: 'public',
  zh: '谢绝邀请',
  en: 'Decline an invitation',
  tables: ['admins'],
  auditAlways: true,
  input: z.strictObject({ loginName: typedLoginField, code: codeField }),
  async prepare(ctx, input) {
    const { ring, admin } = await proveCode(ctx, input);
    return { adminId: admin?.id ?? null, ring };
  },
  async run(uow, _input, { adminId, ring }) {
    const found = await findPending(uow, adminId, ring);
    if (found instanceof RefusedButKept) return found;
    const admin: AdminRow = {
      ...found,
      state: 'declined',
      stateAt: uow.now,
      invite: endInvite(found, uow.now),
      rev: found.rev + 1,
    };
    uow.attributedTo = { ...actorOf(admin), sessionId: '' };
    await uow.table('admins').put(admin);
    return undefined;
  },
});

export const acceptanceCommands = [inviteAccept, inviteDecline] as const;

async function proveCode(
  ctx: CoreContext,
  input: { loginName: string; code: string },
): Promise<{ ring: KeyRing | null; admin: AdminRow | null }> {
  if (ctx.startup.state !== 'ready') refuse('setup.needed');
  // A slip of the pen: not a try.
  const code = parseActivationCode(input.code) ?? refuse('invite.wrong_code');
  const admin = await findAdmin(ctx, input.loginName);
  const { ring } = await prove(ctx, 'invite', input.loginName, admin, code);
  return { ring, admin };
}

/** Only who has the code learns that it ran out; then the keys under it go. */
async function findPending(
  uow: UnitOfWork,
  adminId: string | null,
  ring: KeyRing | null,
): Promise<AdminRow | RefusedButKept> {
  const admin = adminId ? await uow.table('admins').get(adminId) : undefined;
  if (!admin) return new RefusedButKept({ code: 'invite.wrong_code' });
  if (!ring || admin.state !== 'invited') return refusedButNamed(uow, admin, 'invite.wrong_code');
  if (!isInviteExpired(admin, uow.now)) return admin;
  await uow.table('admins').put({ ...admin, invite: admin.invite && { ...admin.invite, credential: null } });
  recordAdmin(uow, admin);
  return new RefusedButKept({ code: 'invite.expired' });
}
