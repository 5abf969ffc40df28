import { z } from 'zod/mini';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext, MetaValues } from '../context';
import { defineCommand, refuse } from '../define';
import { codeField, passwordField, typedLoginField } from '../input-fields';
import { readGuard } from '../guard/guard-row';
import { failedFactor, hasFactor, proveFactor, resealFactor, type FactorTry } from '../guard/prove-factor';
import { sweepPending } from './import-pending';
import { readPlace } from '../place';
import { closedCode, failedTry, isExpired, ownRow, refusedButNamed, startSession } from '../sign-in';
import { createWithKey, type Credential } from '../vault/credential';
import { isWeaker } from '../vault/kdf';
import { findAdmin, prove, type Proof } from '../vault/prove';

interface SignIn extends Proof {
  adminId: string | null;
  sessionId: string;
  factor: FactorTry | null;
  /** The password under today's cost, when it was stored under less. */
  renewed: Credential | null;
}

export const sessionSignIn = defineCommand<'session.signIn', SignIn>({
  name: 'session.signIn',
  access: 'public',
  zh: '登录',
  en: 'Sign in',
  tables: ['meta', 'admins', 'guards', 'importPending'],
  auditAlways: true,
  input: z.strictObject({ loginName: typedLoginField, password: passwordField, code: codeField }),
  async prepare(ctx, input) {
    if (ctx.startup.state !== 'ready') refuse('setup.needed');
    const admin = await findAdmin(ctx, input.loginName);
    const proof = await prove(ctx, 'password', input.loginName, admin, input.password);
    const prepared = { ...proof, adminId: admin?.id ?? null, sessionId: ctx.newId(), renewed: null };
    const { ring, personal } = proof;
    if (!admin || !ring || !personal) return { ...prepared, factor: null };
    const factor = await tryFactor(ctx, admin, personal, input.code);
    const { kdfCost } = ctx.vault;
    if (factor?.error || !admin.kdf || !isWeaker(admin.kdf, kdfCost)) return { ...prepared, factor };
    const renewed = await createWithKey('password', admin.id, input.password, ring, kdfCost);
    const moved = factor && { ...factor, guard: await resealFactor(factor.guard, personal, renewed.personal) };
    return { ...prepared, factor: moved, personal: renewed.personal, renewed: renewed.credential };
  },
  async run(uow, _input, prepared, ctx) {
    const admin = prepared.adminId ? await uow.table('admins').get(prepared.adminId) : undefined;
    if (!admin || !prepared.ring) return failedTry(uow, admin, prepared);
    // Only who knows the password learns that the account is closed: otherwise names could be tried out.
    if (admin.state !== 'active') return refusedButNamed(uow, admin, closedCode(admin));
    if (isExpired(admin, uow.now)) return refusedButNamed(uow, admin, 'session.one_time_expired');
    if (prepared.factor?.error) return failedFactor(uow, admin, prepared.factor);
    if (prepared.factor) await uow.table('guards').put(prepared.factor.guard);
    await sweepPending(uow);
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
    if (ctx.session.isPreviewing) uow.followUps.push('preview.end');
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

export const sessionUnlock = defineCommand<'session.unlock', Proof & { factor: FactorTry | null }>({
  name: 'session.unlock',
  access: 'self',
  zh: '解锁',
  en: 'Unlock',
  tables: ['meta', 'admins', 'guards'],
  whileLocked: true,
  whilePreviewing: true,
  auditAlways: true,
  input: z.strictObject({ password: passwordField, code: codeField }),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    const proof = await prove(ctx, 'password', admin.loginName, admin, input.password);
    return { ...proof, factor: proof.personal && (await tryFactor(ctx, admin, proof.personal, input.code)) };
  },
  async run(uow, _input, prepared, ctx) {
    const admin = await uow.table('admins').get(uow.actor!.adminId);
    const { ring, personal, factor } = prepared;
    if (!admin || !ring) return failedTry(uow, admin, prepared);
    if (admin.state !== 'active') return refusedButNamed(uow, admin, closedCode(admin));
    if (factor?.error) return failedFactor(uow, admin, factor);
    if (factor) await uow.table('guards').put(factor.guard);
    await uow.table('admins').put({ ...admin, failedCount: 0, heldUntil: 0, rev: admin.rev + 1 });
    uow.onCommit(() => {
      ctx.vault.open(ring, personal);
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
  stepUp: true,
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

/** The second factor of an account that would otherwise open; null where there is none. A closed one hears so first. */
async function tryFactor(ctx: CoreContext, admin: AdminRow, personal: CryptoKey, code = ''): Promise<FactorTry | null> {
  const guard = await readGuard(ctx, admin.id);
  if (!hasFactor(guard) || admin.state !== 'active' || isExpired(admin, ctx.now())) return null;
  return proveFactor(ctx, admin, guard, personal, code);
}
