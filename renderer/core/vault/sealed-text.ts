import { fromBase64, toBase64 } from './base64';
import { VaultError } from './vault-error';

const IV_BYTES = 12;

/** A text under one key: base64 of IV, ciphertext and tag. `aad` says whose it is and what for: it opens nowhere else. */
export async function sealText(key: CryptoKey, aad: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(gcm(iv, aad), key, new TextEncoder().encode(text));
  const box = new Uint8Array(IV_BYTES + sealed.byteLength);
  box.set(iv);
  box.set(new Uint8Array(sealed), IV_BYTES);
  return toBase64(box);
}

/** @throws VaultError `damaged` when the key, `aad` or any bit differs */
export async function openText(key: CryptoKey, aad: string, sealed: string): Promise<string> {
  try {
    const box = fromBase64(sealed);
    const clear = await crypto.subtle.decrypt(gcm(box.slice(0, IV_BYTES), aad), key, box.slice(IV_BYTES));
    return new TextDecoder().decode(clear);
  } catch {
    throw new VaultError('damaged');
  }
}

function gcm(iv: Uint8Array<ArrayBuffer>, aad: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(aad) };
}
