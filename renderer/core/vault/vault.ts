import type { PackedColumn } from '@shared/kernel/columns';
import { toBase64 } from './base64';
import { BlindIndex } from './blind-index';
import { DEFAULT_KDF_COST, type KdfCost } from './kdf';
import type { KeyRing } from './keyring';
import { deriveSubkey, HmacSha256 } from './sha256';
import { VaultError } from './vault-error';

export interface VaultOptions {
  /** What a password costs to try; tests pass little. */
  kdf?: KdfCost;
}

const VERSION = 1;
const IV_AT = 2;
const TEXT_AT = IV_AT + 12;
const TAG_BYTES = 16;

interface OpenKeys {
  ring: KeyRing;
  personal: CryptoKey | null;
  blind: BlindIndex;
  /** Imported when first used, by key number. */
  imported: Map<number, Promise<CryptoKey>>;
  /** Made when first used. */
  audit?: HmacSha256;
}

/** Holds the installation's keys while somebody is signed in and not locked. The only place that encrypts fields. */
export class Vault {
  readonly kdfCost: KdfCost;
  private keys: OpenKeys | null = null;

  constructor(options: VaultOptions = {}) {
    this.kdfCost = options.kdf ?? DEFAULT_KDF_COST;
  }

  get isOpen(): boolean {
    return this.keys !== null;
  }

  /** `personal`: the key of whoever is signed in, for what is sealed for them alone. */
  open(ring: KeyRing, personal: CryptoKey | null = null): void {
    this.keys = { ring, personal, blind: new BlindIndex(ring.blindKey), imported: new Map() };
  }

  /** Drops every reference to the keys: what is sealed stays sealed until somebody signs in again. */
  lock(): void {
    this.keys = null;
  }

  /** The open ring, to wrap it for another admin. @throws VaultError `locked` */
  get ring(): KeyRing {
    return this.openKeys.ring;
  }

  /** @throws VaultError `locked` */
  get personalKey(): CryptoKey {
    return this.openKeys.personal ?? refuseLocked();
  }

  /**
   * AES-256-GCM. `aad` says where the value belongs (`table|recordId|field`): it opens nowhere else.
   * Box: version byte | key number | 12-byte IV | ciphertext and tag.
   */
  seal(aad: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.sealBytes(aad, new TextEncoder().encode(text));
  }

  async sealBytes(aad: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const keyId = this.openKeys.ring.dataKeys.at(-1)!.keyId;
    const key = await this.dataKey(keyId);
    const iv = crypto.getRandomValues(new Uint8Array(TEXT_AT - IV_AT));
    const sealed = await crypto.subtle.encrypt(gcm(iv, aad, keyId), key, bytes);
    const box = new Uint8Array(TEXT_AT + sealed.byteLength);
    box.set([VERSION, keyId]);
    box.set(iv, IV_AT);
    box.set(new Uint8Array(sealed), TEXT_AT);
    return box;
  }

  /** @throws VaultError `locked`, `unknown_version`, `unknown_key`, or `damaged` when `aad` or any bit differs */
  async unseal(aad: string, box: Uint8Array): Promise<string> {
    return new TextDecoder().decode(await this.unsealBytes(aad, box));
  }

  /** @throws VaultError as `unseal` */
  async unsealBytes(aad: string, box: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.keys) throw new VaultError('locked');
    if (box.length < TEXT_AT + TAG_BYTES) throw new VaultError('damaged');
    if (box[0] !== VERSION) throw new VaultError('unknown_version');
    const keyId = box[1]!;
    const key = await this.dataKey(keyId);
    try {
      const clear = await crypto.subtle.decrypt(gcm(box.slice(IV_AT, TEXT_AT), aad, keyId), key, box.slice(TEXT_AT));
      return new Uint8Array(clear);
    } catch {
      throw new VaultError('damaged');
    }
  }

  /** Stand-in for exact search and uniqueness of a sealed field: base64 of 32 bytes; `''` stays `''`. Synchronous. */
  blind(field: string, value: string): string {
    return this.blindMany(field, [value]).text;
  }

  /** Signs audit entries, or null while locked. What was got signs on after the keys are dropped: keep it no longer than a deed. */
  auditSigner(): ((text: string) => string) | null {
    if (!this.keys) return null;
    this.keys.audit ??= new HmacSha256(deriveSubkey(this.keys.ring.auditKey, 'audit|entry|2'));
    const { audit } = this.keys;
    return (text) => toBase64(audit.signText(text));
  }

  /** `blind` of many values of one field, in their order; normalising is the caller's. */
  blindMany(field: string, values: readonly string[]): PackedColumn {
    return this.openKeys.blind.of(field, values);
  }

  private get openKeys(): OpenKeys {
    if (!this.keys) throw new VaultError('locked');
    return this.keys;
  }

  private dataKey(keyId: number): Promise<CryptoKey> {
    const { ring, imported } = this.openKeys;
    const known = imported.get(keyId);
    if (known) return known;
    const entry = ring.dataKeys.find((k) => k.keyId === keyId);
    if (!entry) throw new VaultError('unknown_key');
    const key = crypto.subtle.importKey('raw', entry.key, 'AES-GCM', false, ['encrypt', 'decrypt']);
    imported.set(keyId, key);
    return key;
  }
}

function refuseLocked(): never {
  throw new VaultError('locked');
}

function gcm(iv: Uint8Array<ArrayBuffer>, aad: string, keyId: number): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${aad}|${keyId}|${VERSION}`) };
}
