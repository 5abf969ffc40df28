import type { WrappedKey } from '@renderer/data/tables';
import { fromBase64, toBase64 } from './base64';
import { openText, sealText } from './sealed-text';

/** The keys of one installation. Random, never derived from a password; stored only wrapped, once per admin. */
export interface KeyRing {
  /** AES-256-GCM keys by number; the last is used for new values, the others only to read. */
  dataKeys: readonly { keyId: number; key: Uint8Array<ArrayBuffer> }[];
  blindKey: Uint8Array<ArrayBuffer>;
  auditKey: Uint8Array<ArrayBuffer>;
}

export function createKeyRing(): KeyRing {
  return { dataKeys: [{ keyId: 1, key: randomKey() }], blindKey: randomKey(), auditKey: randomKey() };
}

/** Encrypts the ring under one admin's key. `owner` is bound to it: a wrap copied to another admin's row does not open. */
export async function wrapKeyRing(ring: KeyRing, kek: CryptoKey, owner: string): Promise<WrappedKey> {
  return { v: 1, box: await sealText(kek, aadOf(owner), toText(ring)) };
}

/** @throws VaultError `damaged` when the key, the owner or any bit differs. */
export async function unwrapKeyRing(wrapped: WrappedKey, kek: CryptoKey, owner: string): Promise<KeyRing> {
  return fromText(await openText(kek, aadOf(owner), wrapped.box));
}

function aadOf(owner: string): string {
  return `keyring|${owner}|1`;
}

function randomKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

interface StoredRing {
  data: [keyId: number, key: string][];
  blind: string;
  audit: string;
}

function toText(ring: KeyRing): string {
  const stored: StoredRing = {
    data: ring.dataKeys.map(({ keyId, key }) => [keyId, toBase64(key)]),
    blind: toBase64(ring.blindKey),
    audit: toBase64(ring.auditKey),
  };
  return JSON.stringify(stored);
}

/** The text was authenticated, so its shape is ours. */
function fromText(text: string): KeyRing {
  const stored = JSON.parse(text) as StoredRing;
  return {
    dataKeys: stored.data.map(([keyId, key]) => ({ keyId, key: fromBase64(key) })),
    blindKey: fromBase64(stored.blind),
    auditKey: fromBase64(stored.audit),
  };
}
