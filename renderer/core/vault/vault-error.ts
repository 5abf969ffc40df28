export type VaultErrorCode = 'locked' | 'damaged' | 'unknown_key' | 'unknown_version';

/** A programmer's or a tamperer's doing, never a wrong password: that is an expected answer (credential.ts). */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(readonly code: VaultErrorCode) {
    super(`vault: ${code}`);
  }
}
