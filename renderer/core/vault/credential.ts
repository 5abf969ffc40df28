import type { AdminRow, StoredCredential } from '@renderer/data/tables';
import { deriveKeys, equalInConstantTime, newKdfParams, type KdfCost } from './kdf';
import { unwrapKeyRing, wrapKeyRing, type KeyRing } from './keyring';

/** What is stored of a secret a person knows: enough to recognise it and to open the ring with it, not to learn it. */
export type Credential = StoredCredential;

export type CredentialKind = 'password' | 'recovery' | 'invite';

/** What an admin's row holds of this kind; null when it holds nothing that could be opened. */
export function credentialIn(admin: AdminRow, kind: CredentialKind): Credential | null {
  if (kind === 'recovery') return admin.recovery;
  if (kind === 'invite') return admin.invite?.credential ?? null;
  const { kdf, authHash, wrappedKeys } = admin;
  return kdf && wrappedKeys ? { kdf, authHash, wrappedKeys } : null;
}

/** What the right secret gives: the keys of the installation, and the one of this person alone. */
export interface Opened {
  ring: KeyRing;
  personal: CryptoKey;
}

/** Takes as long as one Argon2id run. */
export async function createCredential(
  kind: CredentialKind,
  adminId: string,
  secret: string,
  ring: KeyRing,
  cost: KdfCost,
): Promise<Credential> {
  return (await createWithKey(kind, adminId, secret, ring, cost)).credential;
}

/** The same, and the personal key that goes with the new secret: what lay under the former one is sealed anew with it. */
export async function createWithKey(
  kind: CredentialKind,
  adminId: string,
  secret: string,
  ring: KeyRing,
  cost: KdfCost,
): Promise<{ credential: Credential; personal: CryptoKey }> {
  const kdf = newKdfParams(cost);
  const { authHash, kek, personal } = await deriveKeys(secret, kdf);
  const wrappedKeys = await wrapKeyRing(ring, kek, ownerOf(kind, adminId));
  return { credential: { kdf, authHash, wrappedKeys }, personal };
}

/**
 * The keys, or null when the secret is wrong. Without a credential (nobody of that name) the same Argon2id run is made for
 * nothing, so that the time does not tell who exists.
 */
export async function openCredential(
  kind: CredentialKind,
  adminId: string,
  secret: string,
  credential: Credential | null,
  cost: KdfCost,
): Promise<Opened | null> {
  const { authHash, kek, personal } = await deriveKeys(secret, credential?.kdf ?? newKdfParams(cost));
  if (!credential || !equalInConstantTime(authHash, credential.authHash)) return null;
  return { ring: await unwrapKeyRing(credential.wrappedKeys, kek, ownerOf(kind, adminId)), personal };
}

export function ownerOf(kind: CredentialKind, adminId: string): string {
  return kind === 'password' ? adminId : `${adminId}|${kind}`;
}
