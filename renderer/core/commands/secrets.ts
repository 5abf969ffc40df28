import { z } from 'zod/mini';
import { normalizePassword } from '@shared/rules/password';
import type { AdminRow, GuardRow, PasswordNote } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { defineCommand, refuse, RefusedButKept } from '../define';
import { passwordField, typedLoginField } from '../input-fields';
import { getGuard, NO_FACTOR, readGuard, recordGuard } from '../guard/guard-row';
import { requireGoodPassword, withPassword } from '../guard/new-password';
import { resealFactor } from '../guard/prove-factor';
import { closedCode, failedTry, ownRow, refusedButNamed, startSession } from '../sign-in';
import { createCredential, createWithKey, type Credential } from '../vault/credential';
import type { KeyRing } from '../vault/keyring';
import { findAdmin, prove, type Proof } from '../vault/prove';
import { createRecoveryCode, parseRecoveryCode } from '../vault/recovery-code';

interface ChangePassword extends Proof {
  /** The new password, and what guards the account once it holds; null when the present one was wrong. */
  next: { credential: Credential; personal: CryptoKey; guard: GuardRow } | null;
}

export const sessionChangePassword = defineCommand<'session.changePassword', ChangePassword>({
  name: 'session.changePassword',
  access: 'self',
  zh: '修改密码',
  en: 'Change password',
  tables: ['admins', 'guards'],
  whileDue: true,
  auditAlways: true,
  input: z.strictObject({ current: passwordField, next: passwordField }),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    const note = await requireGoodPassword(ctx, admin, input.next);
    if (normalizePassword(input.current) === normalizePassword(input.next)) refuse('password.same_as_old');
    const proof = await prove(ctx, 'password', admin.loginName, admin, input.current);
    const { ring, personal } = proof;
    if (!ring || !personal) return { ...proof, next: null };
    const created = await createWithKey('password', admin.id, input.next, ring, ctx.vault.kdfCost);
    const guard = await resealFactor(await readGuard(ctx, admin.id), personal, created.personal);
    return { ...proof, next: { ...created, guard: withPassword(guard, admin, created.credential, note) } };
  },
  async run(uow, _input, prepared, ctx) {
    const admin = await uow.table('admins').get(uow.actor!.adminId);
    const { next, ring } = prepared;
    if (!admin || !next || !ring) return failedTry(uow, admin, prepared);
    await uow.table('admins').put(withOwnPassword(uow, admin, next.credential));
    await uow.table('guards').put(next.guard);
    uow.onCommit(() => {
      ctx.vault.open(ring, next.personal);
      ctx.session.passwordChanged();
    });
    return undefined;
  },
});

interface Recover {
  adminId: string | null;
  sessionId: string;
  ring: KeyRing | null;
  personal: CryptoKey | null;
  password: Credential | null;
  recovery: Credential | null;
  note: PasswordNote | null;
  recoveryCode: string;
}

export const sessionRecover = defineCommand<'session.recover', Recover>({
  name: 'session.recover',
  access: 'public',
  zh: '用恢复码登录',
  en: 'Sign in by recovery code',
  tables: ['meta', 'admins', 'guards'],
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
    const prepared = { adminId: admin?.id ?? null, sessionId: ctx.newId(), ring, personal: null, note: null };
    if (!admin || !ring) return { ...prepared, password: null, recovery: null, recoveryCode: '' };
    // The second factor goes, so the new password stands alone.
    const { roleIds, loginName, name } = admin;
    const note = await requireGoodPassword(ctx, { roleIds, loginName, name }, input.newPassword);
    const recoveryCode = createRecoveryCode();
    const { kdfCost } = ctx.vault;
    const { credential, personal } = await createWithKey('password', admin.id, input.newPassword, ring, kdfCost);
    return {
      ...prepared,
      note,
      personal,
      recoveryCode,
      password: credential,
      recovery: await createCredential('recovery', admin.id, parseRecoveryCode(recoveryCode)!, ring, kdfCost),
    };
  },
  async run(uow, _input, prepared, ctx) {
    const { ring, personal, password, recovery, note, recoveryCode, sessionId } = prepared;
    const admin = prepared.adminId ? await uow.table('admins').get(prepared.adminId) : undefined;
    if (!admin || !ring || !password || !recovery || !note) {
      const code = 'session.wrong_recovery_code';
      return admin ? refusedButNamed(uow, admin, code) : new RefusedButKept({ code });
    }
    if (admin.state !== 'active') return refusedButNamed(uow, admin, closedCode(admin));
    const recovered = { ...withOwnPassword(uow, admin, password), recovery, lastLoginAt: uow.now };
    const { lastLoginAt } = admin;
    // The code on paper is the way in when everything else is lost, the phone too; its secret lay under the old password.
    const guard = await getGuard(uow, admin.id);
    if (guard.factor) recordGuard(uow, admin, 'secondFactor', ['on', 'off']);
    await uow.table('guards').put(withPassword({ ...guard, ...NO_FACTOR }, admin, password, note));
    const session = await startSession(uow, ctx, recovered, { ring, personal, sessionId, lastLoginAt });
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
