import { z } from 'zod/mini';
import { normalizePassword } from '@shared/rules/password';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { defineCommand, refuse, RefusedButKept } from '../define';
import { passwordField, typedLoginField } from '../input-fields';
import { failedTry, ownRow, refusedButNamed, requireGoodPassword, startSession } from '../sign-in';
import { createCredential, type Credential } from '../vault/credential';
import type { KeyRing } from '../vault/keyring';
import { findAdmin, prove, type Proof } from '../vault/prove';
import { createRecoveryCode, parseRecoveryCode } from '../vault/recovery-code';

interface ChangePassword extends Proof {
  next: Credential | null;
}

export const sessionChangePassword = defineCommand<'session.changePassword', ChangePassword>({
  name: 'session.changePassword',
  access: 'self',
  zh: '修改密码',
  en: 'Change password',
  tables: ['admins'],
  // Open to who must change it first; not to a locked screen, see below.
  whileLocked: true,
  auditAlways: true,
  input: z.strictObject({ current: passwordField, next: passwordField }),
  async prepare(ctx, input) {
    if (ctx.session.locked) refuse('access.locked');
    const admin = await ownRow(ctx);
    await requireGoodPassword(ctx, admin, input.next);
    if (normalizePassword(input.current) === normalizePassword(input.next)) refuse('password.same_as_old');
    const proof = await prove(ctx, 'password', admin.loginName, admin, input.current);
    const next =
      proof.ring && (await createCredential('password', admin.id, input.next, proof.ring, ctx.vault.kdfCost));
    return { ...proof, next };
  },
  async run(uow, _input, prepared, ctx) {
    const admin = await uow.table('admins').get(uow.actor!.adminId);
    if (!admin || !prepared.next) return failedTry(uow, admin, prepared);
    await uow.table('admins').put(withOwnPassword(uow, admin, prepared.next));
    uow.onCommit(() => ctx.session.passwordChanged());
    return undefined;
  },
});

interface Recover {
  adminId: string | null;
  sessionId: string;
  ring: KeyRing | null;
  password: Credential | null;
  recovery: Credential | null;
  recoveryCode: string;
}

export const sessionRecover = defineCommand<'session.recover', Recover>({
  name: 'session.recover',
  access: 'public',
  zh: '用恢复码登录',
  en: 'Sign in by recovery code',
  tables: ['meta', 'admins'],
  auditAlways: true,
  input: z.strictObject({
    loginName: typedLoginField,
    recoveryCode: z.string().check(z.minLength(1), z.maxLength(200)),
    newPassword: passwordField,
  }),
  async prepare(ctx, input) {
    if (ctx.startup.state !== 'ready') refuse('setup.needed');
    const typed = parseRecoveryCode(input.recoveryCode);
    // A slip of the pen, found by the checksum: not a try.
    if (!typed) refuse('session.wrong_recovery_code');
    const admin = await findAdmin(ctx, input.loginName);
    const { ring } = await prove(ctx, 'recovery', input.loginName, admin, typed);
    const prepared = { adminId: admin?.id ?? null, sessionId: ctx.newId(), ring };
    if (!admin || !ring) return { ...prepared, password: null, recovery: null, recoveryCode: '' };
    await requireGoodPassword(ctx, admin, input.newPassword);
    const recoveryCode = createRecoveryCode();
    const { kdfCost } = ctx.vault;
    return {
      ...prepared,
      recoveryCode,
      password: await createCredential('password', admin.id, input.newPassword, ring, kdfCost),
      recovery: await createCredential('recovery', admin.id, parseRecoveryCode(recoveryCode)!, ring, kdfCost),
    };
  },
  async run(uow, _input, prepared, ctx) {
    const { ring, password, recovery, recoveryCode, sessionId } = prepared;
    const admin = prepared.adminId ? await uow.table('admins').get(prepared.adminId) : undefined;
    if (!admin || !ring || !password || !recovery) {
      const code = 'session.wrong_recovery_code';
      return admin ? refusedButNamed(uow, admin, code) : new RefusedButKept({ code });
    }
    if (admin.state === 'disabled') return refusedButNamed(uow, admin, 'session.account_disabled');
    const recovered = { ...withOwnPassword(uow, admin, password), recovery, lastLoginAt: uow.now };
    const { lastLoginAt } = admin;
    const session = await startSession(uow, ctx, recovered, { ring, sessionId, lastLoginAt });
    // The old password's failures no longer count against the new one.
    uow.onCommit(() => void ctx.session.throttle(ctx.host).clear('password', admin.loginKey));
    return { recoveryCode, session };
  },
});

export const secretCommands = [sessionChangePassword, sessionRecover] as const;

function withOwnPassword(uow: UnitOfWork, admin: AdminRow, credential: Credential): AdminRow {
  return {
    ...admin,
    ...credential,
    mustChangePassword: false,
    oneTimeUntil: 0,
    passwordChangedAt: uow.now,
    failedCount: 0,
    heldUntil: 0,
    rev: admin.rev + 1,
  };
}
