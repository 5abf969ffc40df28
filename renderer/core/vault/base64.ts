const ALPHABET = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const PAD = 0x3d;

export function toBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  writeBase64(bytes, out, 0);
  return new TextDecoder('latin1').decode(out);
}

/** Throws on anything that is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

/** Writes the base64 letters of `bytes` at `at`; returns where they end. */
export function writeBase64(bytes: Uint8Array, out: Uint8Array, at: number): number {
  let end = at;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i]! << 16) | ((left > 1 ? bytes[i + 1]! : 0) << 8) | (left > 2 ? bytes[i + 2]! : 0);
    out[end++] = ALPHABET[word >>> 18]!;
    out[end++] = ALPHABET[(word >>> 12) & 63]!;
    out[end++] = left > 1 ? ALPHABET[(word >>> 6) & 63]! : PAD;
    out[end++] = left > 2 ? ALPHABET[word & 63]! : PAD;
  }
  return end;
}
