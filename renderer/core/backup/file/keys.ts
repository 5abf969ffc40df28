import type { AdminRow, StoredCredential } from '@renderer/data/tables';
import { fromBase64, toBase64 } from '../../vault/base64';
import { credentialIn, ownerOf } from '../../vault/credential';
import { deriveKeys, newKdfParams, type KdfCost } from '../../vault/kdf';
import { unwrapKeyRing, type KeyRing } from '../../vault/keyring';
import { toLoginKey } from '../../vault/prove';
import { BackupError } from '../backup-error';
import type { Recipient, SealedHeader } from './header';
import { join, sha256Of } from './layout';

const KEY_BYTES = 32;
const IV_BYTES = 12;
/** DER of a PKCS#8 X25519 key without its 32 bytes (RFC 8410). */
const PKCS8_PREFIX = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32]);

/** How somebody shows that the file may be opened. */
export type BackupProof =
  | { kind: 'ring'; ring: KeyRing }
  | { kind: 'password' | 'recovery'; loginName: string; secret: string }
  | { kind: 'backupPassword'; secret: string };

export function createFileKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/** The public half of the installation's backup key, base64: with it backups are made while nobody is signed in. */
export async function backupPublicKey(ring: KeyRing): Promise<string> {
  return (await keyPairOf(ring)).publicKey;
}

export async function sealToInstall(fileKey: Uint8Array<ArrayBuffer>, publicKey: string): Promise<Recipient> {
  const pair = await crypto.subtle.generateKey({ name: 'X25519' }, true, ['deriveBits']);
  const ephemeral = toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const wrapKey = await agree(pair.privateKey, publicKey, ephemeral + publicKey);
  return { type: 'install', publicKey, ephemeral, box: await encryptKey(wrapKey, fileKey, 'install') };
}

/** Argon2id over the backup's own password; takes as long as a sign-in. */
export async function sealToPassword(
  fileKey: Uint8Array<ArrayBuffer>,
  password: string,
  cost: KdfCost,
): Promise<Recipient> {
  const kdf = newKdfParams(cost);
  const { kek } = await deriveKeys(password, kdf);
  return { type: 'password', kdf, box: await encryptKey(kek, fileKey, 'password') };
}

/** Super admins that can sign in: their password, and their recovery code, open the file anywhere. */
export async function adminRecipients(admins: readonly AdminRow[]): Promise<Recipient[]> {
  const able = admins.filter((admin) => admin.state === 'active' && admin.level === 'SUPER');
  const recipients = able.map(async (admin) => {
    const name = await nameHash(admin.loginKey);
    const lockOf = (type: 'admin' | 'recovery', credential: StoredCredential | null): Recipient[] =>
      credential ? [{ type, id: admin.id, name, kdf: credential.kdf, wrappedKeys: credential.wrappedKeys }] : [];
    return [
      ...lockOf('admin', credentialIn(admin, 'password')),
      ...lockOf('recovery', credentialIn(admin, 'recovery')),
    ];
  });
  return (await Promise.all(recipients)).flat();
}

export interface OpenedKey {
  /** null: nothing is encrypted. */
  fileKey: Uint8Array<ArrayBuffer> | null;
  /** The installation's keys, when the proof led over them. */
  ring: KeyRing | null;
  /** Super admin whose secret it was; '' where it was nobody's. */
  adminId: string;
}

/**
 * To be called with a header whose hash was checked: then a key that does not open is a wrong secret, not damage.
 * @throws BackupError `backup.wrong_secret`, or `backup.no_such_key` when the file holds no lock for this kind of key
 */
export async function openFileKey(header: SealedHeader, proof: BackupProof): Promise<OpenedKey> {
  if (header.cipher === 'none') return { fileKey: null, ring: null, adminId: '' };
  // Argon2id takes no empty secret, and nobody has one.
  if (proof.kind !== 'ring' && proof.secret === '') throw new BackupError('backup.wrong_secret');
  if (proof.kind === 'ring') return { fileKey: await openWithRing(header, proof.ring), ring: proof.ring, adminId: '' };
  if (proof.kind === 'backupPassword') {
    const lock = header.recipients.find((r) => r.type === 'password');
    if (!lock) throw new BackupError('backup.no_such_key');
    const { kek } = await deriveKeys(proof.secret, lock.kdf);
    return { fileKey: await decryptKey(kek, lock.box, 'password'), ring: null, adminId: '' };
  }
  const type = proof.kind === 'password' ? 'admin' : 'recovery';
  const name = await nameHash(toLoginKey(proof.loginName));
  const locks = header.recipients.filter((r): r is AdminLock => r.type === type);
  const lock = locks.find((r) => r.name === name) ?? locks[0];
  if (!lock) throw new BackupError('backup.no_such_key');
  const ring = await openRing(lock, proof);
  // Of an unknown name the same work is done, so that the time does not tell who exists.
  if (lock.name !== name || !ring) throw new BackupError('backup.wrong_secret');
  return { fileKey: await openWithRing(header, ring), ring, adminId: lock.id };
}

type AdminLock = Extract<Recipient, { type: 'admin' | 'recovery' }>;

async function openRing(
  lock: AdminLock,
  proof: { kind: 'password' | 'recovery'; secret: string },
): Promise<KeyRing | null> {
  const { kek } = await deriveKeys(proof.secret, lock.kdf);
  return unwrapKeyRing(lock.wrappedKeys, kek, ownerOf(proof.kind, lock.id)).catch(() => null);
}

async function openWithRing(header: SealedHeader, ring: KeyRing): Promise<Uint8Array<ArrayBuffer>> {
  const pair = await keyPairOf(ring);
  const lock = header.recipients.find((r) => r.type === 'install' && r.publicKey === pair.publicKey);
  if (lock?.type !== 'install') throw new BackupError('backup.no_such_key');
  const wrapKey = await agree(pair.privateKey, lock.ephemeral, lock.ephemeral + lock.publicKey);
  return decryptKey(wrapKey, lock.box, 'install');
}

/** X25519 from the parts of the ring that never rotate. */
async function keyPairOf(ring: KeyRing): Promise<{ privateKey: CryptoKey; publicKey: string }> {
  const material = await crypto.subtle.importKey('raw', join([ring.blindKey, ring.auditKey]), 'HKDF', false, [
    'deriveBits',
  ]);
  const seed = await crypto.subtle.deriveBits(hkdf('install key'), material, KEY_BYTES * 8);
  const pkcs8 = join([PKCS8_PREFIX, new Uint8Array(seed)]);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, true, ['deriveBits']);
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  const publicKey = x!.replaceAll('-', '+').replaceAll('_', '/').padEnd(44, '=');
  return { privateKey, publicKey };
}

async function agree(privateKey: CryptoKey, publicKey: string, context: string): Promise<CryptoKey> {
  const peer = await crypto.subtle.importKey('raw', fromBase64(publicKey), { name: 'X25519' }, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'X25519', public: peer }, privateKey, KEY_BYTES * 8);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(hkdf(`seal ${context}`), material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

/** base64 of iv || ciphertext || tag. */
async function encryptKey(key: CryptoKey, fileKey: Uint8Array<ArrayBuffer>, what: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return toBase64(join([iv, new Uint8Array(await crypto.subtle.encrypt(gcm(iv, what), key, fileKey))]));
}

async function decryptKey(key: CryptoKey, box: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = fromBase64(box);
  try {
    const clear = await crypto.subtle.decrypt(gcm(bytes.slice(0, IV_BYTES), what), key, bytes.slice(IV_BYTES));
    return new Uint8Array(clear);
  } catch {
    throw new BackupError('backup.wrong_secret');
  }
}

function gcm(iv: Uint8Array<ArrayBuffer>, what: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`mbak1 ${what}`) };
}

function hkdf(info: string): HkdfParams {
  return {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(0),
    info: new TextEncoder().encode(`mbak1 ${info}`),
  };
}

/** Names are not listed in the open; whoever types one is recognised. */
async function nameHash(loginKey: string): Promise<string> {
  return toBase64((await sha256Of(new TextEncoder().encode(`mbak1 name ${loginKey}`))).subarray(0, 12));
}
