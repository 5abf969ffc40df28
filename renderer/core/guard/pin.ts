import type { AppError } from '@shared/kernel/result';
import type { AdminRow, GuardRow, PinRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse, type RefusedButKept } from '../define';
import { refusedButNamed } from '../sign-in';
import { isLastUsableSuper, isUsableSuper } from '../vault/admin-rules';
import { getGuard } from './guard-row';
import { deriveKeys, equalInConstantTime, newKdfParams } from '../vault/kdf';

/** After so many wrong ones in a row the PIN is closed until a super administrator resets it. */
export const MOST_PIN_FAILURES = 10;

/** How a try of the PIN ended, and the row to store either way. */
export interface PinTry {
  guard: GuardRow;
  error: AppError | null;
}

export const NO_PIN = { pin: null, pinFailed: 0, pinHeldUntil: 0 } as const;

/** Stretched like a password, and the hash sealed with the keys of the installation. */
export async function createPin(ctx: CoreContext, adminId: string, pin: string): Promise<PinRow> {
  const kdf = newKdfParams(ctx.vault.kdfCost);
  const { authHash } = await deriveKeys(pin, kdf);
  return { kdf, box: await ctx.vault.seal(aadOf(adminId), authHash), setAt: ctx.now(), locked: 0 };
}

/**
 * Tries the PIN: the wait first, then the count, then one derivation. To be called in `prepare`.
 * @throws Refusal `access.pin_unset`, `pin.locked`, `session.throttled` with the seconds to wait
 */
export async function provePin(ctx: CoreContext, admin: AdminRow, guard: GuardRow, typed: string): Promise<PinTry> {
  const { pin } = guard;
  if (!pin) refuse('access.pin_unset');
  // Nobody is left to open it for the last super administrator: theirs only waits.
  if (pin.locked && !isLastUsableSuper(ctx.access.allAdmins(), admin.id)) refuse('pin.locked');
  const throttle = ctx.session.throttle(ctx.host);
  const known = { failed: guard.pinFailed, heldUntil: guard.pinHeldUntil };
  const wait = await throttle.waitFor('pin', admin.loginKey, known, ctx.now());
  if (wait > 0) refuse('session.throttled', { params: { seconds: Math.ceil(wait / 1000) } });
  const state = await throttle.countTry('pin', admin.loginKey, known, ctx.now());
  const { authHash } = await deriveKeys(typed, pin.kdf);
  if (!equalInConstantTime(authHash, await ctx.vault.unseal(aadOf(admin.id), pin.box))) {
    const failed = { ...guard, pinFailed: state.failed, pinHeldUntil: state.heldUntil };
    return { guard: failed, error: { code: 'pin.wrong' } };
  }
  await throttle.clear('pin', admin.loginKey);
  return { guard: { ...guard, pinFailed: 0, pinHeldUntil: 0 }, error: null };
}

/** Stores the failure; after ten in a row the PIN is closed, as long as somebody is left who could reset it. */
export async function failedPin(uow: UnitOfWork, admin: AdminRow, { guard, error }: PinTry): Promise<RefusedButKept> {
  const close = guard.pin && guard.pinFailed >= MOST_PIN_FAILURES && (await canBeReset(uow, admin.id));
  await uow.table('guards').put(close ? { ...guard, pin: { ...guard.pin!, locked: 1 } } : guard);
  return refusedButNamed(uow, admin, error?.code ?? 'pin.wrong');
}

/** By another super administrator who is not stopped by their own. */
async function canBeReset(uow: UnitOfWork, adminId: string): Promise<boolean> {
  const others = (await uow.table('admins').all()).filter((one) => isUsableSuper(one) && one.id !== adminId);
  for (const other of others) {
    if ((await getGuard(uow, other.id)).pin?.locked !== 1) return true;
  }
  return false;
}

function aadOf(adminId: string): string {
  return `guards|${adminId}|pin`;
}
