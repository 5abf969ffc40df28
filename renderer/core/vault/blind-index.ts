import type { PackedColumn } from '@shared/kernel/columns';
import { writeBase64 } from './base64';
import { deriveSubkey, HmacSha256 } from './sha256';

/** Base64 letters of one 32-byte digest. */
const LETTERS = 44;

/**
 * Searchable stand-ins for encrypted values: equal values give equal text, nothing else is told. One key per field, so
 * that a phone number and an account number of the same digits do not look alike (trust.md 1.7).
 */
export class BlindIndex {
  private readonly byField = new Map<string, HmacSha256>();

  constructor(private readonly key: Uint8Array) {}

  /** `values` are normalised by the caller; `''` stays `''`: nothing is not searchable. */
  of(field: string, values: readonly string[]): PackedColumn {
    const hmac = this.hmacOf(field);
    const letters = new Uint8Array(values.length * LETTERS);
    const ends = new Uint32Array(values.length);
    let end = 0;
    for (let row = 0; row < values.length; row++) {
      if (values[row] !== '') end = writeBase64(hmac.signText(values[row]!), letters, end);
      ends[row] = end;
    }
    // One decoding for all: a string built value by value costs as much as the hashing.
    return { text: new TextDecoder('latin1').decode(letters.subarray(0, end)), ends };
  }

  private hmacOf(field: string): HmacSha256 {
    let hmac = this.byField.get(field);
    if (!hmac) {
      hmac = new HmacSha256(deriveSubkey(this.key, `bidx|merchants|${field}`));
      this.byField.set(field, hmac);
    }
    return hmac;
  }
}
