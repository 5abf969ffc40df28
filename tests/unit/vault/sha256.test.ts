import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '@renderer/core/vault/base64';
import { unpackColumn } from '@shared/kernel/columns';
import { BlindIndex } from '@renderer/core/vault/blind-index';
import { deriveSubkey, HmacSha256, sha256 } from '@renderer/core/vault/sha256';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function webHmac(key: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', imported, message)));
}

describe('synchronous SHA-256 and HMAC', () => {
  it('gives the answers of FIPS 180-4', () => {
    expect(hex(sha256(utf8('')))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const two = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
    expect(hex(sha256(utf8(two)))).toBe('248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1');
  });

  it('gives the answers of RFC 4231, with a short and an over-long key', () => {
    const first = new HmacSha256(new Uint8Array(20).fill(0x0b)).signText('Hi There');
    expect(hex(first)).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7');
    const sixth = new HmacSha256(new Uint8Array(131).fill(0xaa));
    expect(hex(sixth.signText('Test Using Larger Than Block-Size Key - Hash Key First'))).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    );
  });

  it('agrees with WebCrypto on any message and key', async () => {
    const bytes = (max: number) => fc.uint8Array({ maxLength: max });
    await fc.assert(
      fc.asyncProperty(bytes(300), fc.uint8Array({ minLength: 1, maxLength: 100 }), async (message, key) => {
        const [m, k] = [Uint8Array.from(message), Uint8Array.from(key)];
        expect(hex(sha256(m))).toBe(hex(new Uint8Array(await crypto.subtle.digest('SHA-256', m))));
        expect(hex(new HmacSha256(k).signBytes(m))).toBe(await webHmac(k, m));
      }),
      { numRuns: 200 },
    );
  });

  it('hashes text of any script in UTF-8, however long', async () => {
    const key = new Uint8Array(32).fill(7);
    const hmac = new HmacSha256(key);
    for (const text of [
      '商户',
      'é',
      '😀',
      '结算账号'.repeat(200),
      '',
      'x',
      'x'.repeat(3),
      'x'.repeat(54),
      'x'.repeat(55),
      'x'.repeat(56),
      'x'.repeat(64),
    ]) {
      expect(hex(hmac.signText(text))).toBe(await webHmac(key, utf8(text)));
    }
  });

  it('derives subkeys as WebCrypto does by HKDF', async () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => i);
    const material = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
    const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('bidx|merchants|accountNo') };
    const expected = new Uint8Array(await crypto.subtle.deriveBits(params, material, 256));
    expect(hex(deriveSubkey(key, 'bidx|merchants|accountNo'))).toBe(hex(expected));
  });
});

describe('blind index', () => {
  const index = new BlindIndex(Uint8Array.from({ length: 32 }, (_, i) => i));

  it('gives a fixed, known answer per field and value', async () => {
    const key = deriveSubkey(
      Uint8Array.from({ length: 32 }, (_, i) => i),
      'bidx|merchants|contactPhone',
    );
    const expected = Buffer.from(await webHmac(key, utf8('13800000000')), 'hex').toString('base64');
    expect(unpackColumn(index.of('contactPhone', ['13800000000']))).toEqual([expected]);
    expect(expected).toBe('gj65tvqAM1AxKFzahP6Wp56Rdc6zUh9sGFwTEOCTAcE=');
  });

  it('keeps the order, leaves nothing for nothing, and tells fields apart', () => {
    const [a, empty, b, again] = unpackColumn(
      index.of('contactPhone', ['13800000000', '', '13900000000', '13800000000']),
    );
    expect(empty).toBe('');
    expect(again).toBe(a);
    expect(b).not.toBe(a);
    expect(index.of('accountNo', ['13800000000']).text).not.toBe(a);
    expect(unpackColumn(index.of('contactPhone', []))).toEqual([]);
  });
});

describe('base64', () => {
  it('agrees with the platform in both directions', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes]);
      }),
    );
  });
});
