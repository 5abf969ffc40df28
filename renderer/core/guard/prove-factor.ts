import type { AppError } from '@shared/kernel/result';
import type { AdminRow, FactorRow, GuardRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse, type RefusedButKept } from '../define';
import { refusedButNamed } from '../sign-in';
import { isLastUsableSuper } from '../vault/admin-rules';
import { openText, sealText } from '../vault/sealed-text';
import { MAX_FAILURES } from '../vault/throttle';
import { findCode, parseCode } from './factor-codes';
import { stepAt, stepOfCode } from './totp';

const CLOCK_GRACE_MS = 120_000;

/** How a try of the second factor ended, and the row to store either way. */
export interface FactorTry {
  guard: GuardRow;
  error: AppError | null;
}

/**
 * Tries a code of the authenticator or a recovery code: the wait first, then the count. To be called in `prepare`.
 * @throws Refusal `session.code_needed` when none was given, `session.wrong_code` when it cannot be one, `session.throttled`
 */
export async function proveFactor(
  ctx: CoreContext,
  admin: Pick<AdminRow, 'id' | 'loginKey'>,
  guard: GuardRow & { factor: FactorRow },
  personal: CryptoKey,
  typed: string,
): Promise<FactorTry> {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
  if (digits === '') refuse('session.code_needed');
  const letters = /^\d{6}$/.test(digits) ? null : parseCode(typed);
  if (letters === null && !/^\d{6}$/.test(digits)) refuse('session.wrong_code');

  const throttle = ctx.session.throttle(ctx.host);
  const known = { failed: guard.factorFailed, heldUntil: guard.factorHeldUntil };
  const wait = await throttle.waitFor('factor', admin.loginKey, known, ctx.now());
  if (wait > 0) refuse('session.throttled', { params: { seconds: Math.ceil(wait / 1000) } });
  const state = await throttle.countTry('factor', admin.loginKey, known, ctx.now());
  const used =
    letters === null
      ? await useCode(ctx, admin.id, guard.factor, personal, digits)
      : await useRecovery(ctx, guard.factor, letters);
  if ('code' in used) {
    return { guard: { ...guard, factorFailed: state.failed, factorHeldUntil: state.heldUntil }, error: used };
  }
  await throttle.clear('factor', admin.loginKey);
  return { guard: { ...guard, factor: used, factorFailed: 0, factorHeldUntil: 0 }, error: null };
}

/** Stores the failure; after a hundred in a row the account is closed, unless it is the last way in. */
export async function failedFactor(
  uow: UnitOfWork,
  admin: AdminRow,
  { guard, error }: FactorTry,
): Promise<RefusedButKept> {
  await uow.table('guards').put(guard);
  if (guard.factorFailed >= MAX_FAILURES && !isLastUsableSuper(await uow.table('admins').all(), admin.id)) {
    await uow.table('admins').put({ ...admin, state: 'disabled', rev: admin.rev + 1 });
  }
  return refusedButNamed(uow, admin, error?.code ?? 'session.wrong_code');
}

export function hasFactor(guard: GuardRow): guard is GuardRow & { factor: FactorRow } {
  return guard.factor !== null;
}

export function sealSecret(personal: CryptoKey, adminId: string, secret: string): Promise<string> {
  return sealText(personal, aadOf(adminId), secret);
}

/** The same secret under the personal key of a new password. */
export async function resealFactor(guard: GuardRow, from: CryptoKey, to: CryptoKey): Promise<GuardRow> {
  if (!hasFactor(guard)) return guard;
  const secret = await openText(from, aadOf(guard.id), guard.factor.box);
  return { ...guard, factor: { ...guard.factor, box: await sealSecret(to, guard.id, secret) } };
}

async function useCode(
  ctx: CoreContext,
  adminId: string,
  factor: FactorRow,
  personal: CryptoKey,
  code: string,
): Promise<FactorRow | AppError> {
  const step = stepOfCode(await openText(personal, aadOf(adminId), factor.box), code, ctx.now());
  if (step !== null && step > factor.lastStep) return { ...factor, lastStep: step };
  if (await isClockBehind(ctx)) return { code: 'session.clock_behind' };
  return { code: step === null ? 'session.wrong_code' : 'session.code_used' };
}

/** Earlier than the last entry of the audit, by more than two programs' clocks differ. */
async function isClockBehind(ctx: CoreContext): Promise<boolean> {
  const last = await ctx.db.table('audit').orderBy('at').last();
  return ctx.now() < (last?.at ?? 0) - CLOCK_GRACE_MS;
}

/** Who holds the paper may also mend what a clock set forward has spoiled: codes count from now on again. */
async function useRecovery(ctx: CoreContext, factor: FactorRow, letters: string): Promise<FactorRow | AppError> {
  const index = await findCode(letters, factor.kdf, factor.codes);
  if (index < 0) return { code: 'session.wrong_code' };
  return { ...factor, codes: factor.codes.filter((_, i) => i !== index), lastStep: stepAt(ctx.now()) };
}

function aadOf(adminId: string): string {
  return `guards|${adminId}|factor`;
}
