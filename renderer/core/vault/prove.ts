import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { credentialIn, openCredential, type CredentialKind } from './credential';
import type { KeyRing } from './keyring';
import type { ThrottleState } from './throttle';

/** How a try ended: with the keys, or with the count to store. */
export interface Proof {
  ring: KeyRing | null;
  /** Null with the ring. */
  personal: CryptoKey | null;
  state: ThrottleState;
}

/** A sign-in name is the same in any case and width. */
export function toLoginKey(loginName: string): string {
  return loginName.normalize('NFKC').trim().toLowerCase();
}

export async function findAdmin(ctx: CoreContext, loginName: string): Promise<AdminRow | null> {
  const key = toLoginKey(loginName);
  return (await ctx.db.table('admins').where('loginKey').equals(key).first()) ?? null;
}

/**
 * Tries a password, recovery or activation code: the wait first, then the count, then one Argon2id run whether the name exists or not.
 * To be called in `prepare`. @throws Refusal `session.throttled` with the seconds to wait
 */
export async function prove(
  ctx: CoreContext,
  kind: CredentialKind,
  loginName: string,
  admin: AdminRow | null,
  secret: string,
): Promise<Proof> {
  const throttle = ctx.session.throttle(ctx.host);
  const loginKey = toLoginKey(loginName);
  // Recovery and invitation are counted apart, outside the database: a forgotten password must not bar the way out of it.
  const known = kind === 'password' && admin ? countOf(admin) : { failed: 0, heldUntil: 0 };
  const wait = await throttle.waitFor(kind, loginKey, known, ctx.now());
  if (wait > 0) refuse('session.throttled', { params: { seconds: Math.ceil(wait / 1000) } });
  const state = await throttle.countTry(kind, loginKey, known, ctx.now());
  const credential = admin && credentialIn(admin, kind);
  const opened = await openCredential(kind, admin?.id ?? '', secret, credential, ctx.vault.kdfCost);
  if (opened) await throttle.clear(kind, loginKey);
  return { ring: opened?.ring ?? null, personal: opened?.personal ?? null, state };
}

function countOf(admin: AdminRow): ThrottleState {
  return { failed: admin.failedCount, heldUntil: admin.heldUntil };
}
