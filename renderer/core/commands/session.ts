import { z } from 'zod/mini';
import type { AdminRow } from '@renderer/data/tables';
import type { MetaValues } from '../context';
import { defineCommand, refuse } from '../define';
import { passwordField, typedLoginField } from '../input-fields';
import { readPlace } from '../place';
import { failedTry, isExpired, ownRow, refusedButNamed, startSession } from '../sign-in';
import { createCredential, type Credential } from '../vault/credential';
import { isWeaker } from '../vault/kdf';
import { findAdmin, prove, type Proof } from '../vault/prove';

interface SignIn extends Proof {
  adminId: string | null;
  sessionId: string;
  /** The password under today's cost, when it was stored under less. */
  renewed: Credential | null;
}

export const sessionSignIn = defineCommand<'session.signIn', SignIn>({
  name: 'session.signIn',
  access: 'public',
  zh: '登录',
  en: 'Sign in',
  tables: ['meta', 'admins'],
  auditAlways: true,
  input: z.strictObject({ loginName: typedLoginField, password: passwordField }),
  async prepare(ctx, input) {
    if (ctx.startup.state !== 'ready') refuse('setup.needed');
    const admin = await findAdmin(ctx, input.loginName);
    const proof = await prove(ctx, 'password', input.loginName, admin, input.password);
    const { kdfCost } = ctx.vault;
    const renew = proof.ring && admin && isWeaker(admin.kdf, kdfCost);
    return {
      ...proof,
      adminId: admin?.id ?? null,
      sessionId: ctx.newId(),
      renewed: renew ? await createCredential('password', admin.id, input.password, proof.ring!, kdfCost) : null,
    };
  },
  async run(uow, _input, prepared, ctx) {
    const admin = prepared.adminId ? await uow.table('admins').get(prepared.adminId) : undefined;
    if (!admin || !prepared.ring) return failedTry(uow, admin, prepared);
    // Only who knows the password learns that the account is closed: otherwise names could be tried out.
    if (admin.state === 'disabled') return refusedButNamed(uow, admin, 'session.account_disabled');
    if (isExpired(admin, uow.now)) return refusedButNamed(uow, admin, 'session.one_time_expired');
    const signedIn: AdminRow = {
      ...admin,
      ...prepared.renewed,
      failedCount: 0,
      heldUntil: 0,
      lastLoginAt: uow.now,
      rev: admin.rev + 1,
    };
    return startSession(uow, ctx, signedIn, { ...prepared, ring: prepared.ring, lastLoginAt: admin.lastLoginAt });
  },
});

export const sessionSignOut = defineCommand<'session.signOut'>({
  name: 'session.signOut',
  access: 'self',
  zh: '退出登录',
  en: 'Sign out',
  tables: [],
  whileLocked: true,
  whilePreviewing: true,
  auditAlways: true,
  input: z.strictObject({}),
  async prepare(ctx) {
    // Before anything is stored: a full disk must not keep the keys in memory.
    ctx.session.lock();
    ctx.vault.lock();
  },
  async run(uow, _input, _prepared, ctx) {
    uow.onCommit(() => ctx.session.end());
  },
});

export const sessionLock = defineCommand<'session.lock'>({
  name: 'session.lock',
  access: 'self',
  zh: '锁定',
  en: 'Lock',
  tables: [],
  whileLocked: true,
  whilePreviewing: true,
  auditAlways: true,
  input: z.strictObject({ reason: z.enum(['user', 'idle', 'os-lock', 'suspend']) }),
  async prepare(ctx) {
    ctx.session.lock();
    ctx.vault.lock();
  },
  async run(uow, input) {
    uow.reason = input.reason;
  },
});

export const sessionUnlock = defineCommand<'session.unlock', Proof>({
  name: 'session.unlock',
  access: 'self',
  zh: '解锁',
  en: 'Unlock',
  tables: ['meta', 'admins'],
  whileLocked: true,
  whilePreviewing: true,
  auditAlways: true,
  input: z.strictObject({ password: passwordField }),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    return prove(ctx, 'password', admin.loginName, admin, input.password);
  },
  async run(uow, _input, prepared, ctx) {
    const admin = await uow.table('admins').get(uow.actor!.adminId);
    const { ring } = prepared;
    if (!admin || !ring) return failedTry(uow, admin, prepared);
    if (admin.state === 'disabled') return refusedButNamed(uow, admin, 'session.account_disabled');
    await uow.table('admins').put({ ...admin, failedCount: 0, heldUntil: 0, rev: admin.rev + 1 });
    uow.onCommit(() => {
      ctx.vault.open(ring);
      ctx.session.unlock();
    });
    const place = await readPlace(uow.table('meta'));
    return { ...ctx.session.info(place)!, locked: false };
  },
});

export const sessionSetIdleMinutes = defineCommand<'session.setIdleMinutes'>({
  name: 'session.setIdleMinutes',
  // One setting for the whole desk: a clerk may not keep everybody's screens open.
  access: 'company:update',
  zh: '设置自动锁定时间',
  en: 'Set the idle lock',
  tables: ['meta'],
  input: z.strictObject({ minutes: z.int().check(z.gte(1), z.lte(60)) }),
  async run(uow, input, _prepared, ctx) {
    const place = await readPlace(uow.table('meta'));
    const settings: MetaValues['settings'] = { idleMinutes: input.minutes };
    await uow.table('meta').put({ key: 'settings', value: settings });
    uow.record({
      targetType: 'company',
      targetId: 'company',
      targetLabel: place.companyName,
      diff: [{ field: 'idleMinutes', before: String(place.idleMinutes), after: String(input.minutes) }],
    });
    return ctx.session.info({ ...place, idleMinutes: input.minutes })!;
  },
});

export const sessionCommands = [
  sessionSignIn,
  sessionSignOut,
  sessionLock,
  sessionUnlock,
  sessionSetIdleMinutes,
] as const;
