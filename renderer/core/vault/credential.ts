import type { KdfParams, WrappedKey } from '@renderer/data/tables';
import { deriveKeys, equalInConstantTime, newKdfParams, type KdfCost } from './kdf';
import { unwrapKeyRing, wrapKeyRing, type KeyRing } from './keyring';

/** What is stored of a secret a person knows: enough to recognise it and to open the ring with it, not to learn it. */
export interface Credential {
  kdf: KdfParams;
  authHash: string;
  wrappedKeys: WrappedKey;
}

export type CredentialKind = 'password' | 'recovery';

/** Takes as long as one Argon2id run. */
export async function createCredential(
  kind: CredentialKind,
  adminId: string,
  secret: string,
  ring: KeyRing,
  cost: KdfCost,
): Promise<Credential> {
  const kdf = newKdfParams(cost);
  const { authHash, kek } = await deriveKeys(secret, kdf);
  return { kdf, authHash, wrappedKeys: await wrapKeyRing(ring, kek, ownerOf(kind, adminId)) };
}

/**
 * The ring, or null when the secret is wrong. Without a credential (nobody of that name) the same Argon2id run is made for
 * nothing, so that the time does not tell who exists.
 */
export async function openCredential(
  kind: CredentialKind,
  adminId: string,
  secret: string,
  credential: Credential | null,
  cost: KdfCost,
): Promise<KeyRing | null> {
  const { authHash, kek } = await deriveKeys(secret, credential?.kdf ?? newKdfParams(cost));
  if (!credential || !equalInConstantTime(authHash, credential.authHash)) return null;
  return unwrapKeyRing(credential.wrappedKeys, kek, ownerOf(kind, adminId));
}

function ownerOf(kind: CredentialKind, adminId: string): string {
  return kind === 'password' ? adminId : `${adminId}|recovery`;
}
