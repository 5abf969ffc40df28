import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createCodes, findCode, parseCode } from '@renderer/core/guard/factor-codes';
import { createSecret, otpauthUri, stepAt, stepOfCode } from '@renderer/core/guard/totp';

/** RFC 6238, appendix B, SHA-1; its codes have eight digits, of which six are shown. */
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;
const SECRET = Secret.fromLatin1('12345678901234567890').base32;

describe('time-based codes', () => {
  it.each(VECTORS)('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(stepOfCode(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('may be one step early or late, and no more', () => {
    const at = 59_000;
    expect(stepAt(at)).toBe(1);
    const seen = [-59, -30, 0, 30, 31, 61].map((off) => stepOfCode(SECRET, '287082', at + off * 1000));
    expect(seen).toEqual([1, 1, 1, 1, null, null]);
    for (const wrong of ['', '28708', '2870820', 'abcdef', '94287082'])
      expect(stepOfCode(SECRET, wrong, at)).toBeNull();
  });

  it('come from 20 random bytes, in an address every app can read', () => {
    const secrets = new Set(Array.from({ length: 20 }, createSecret));
    expect(secrets.size).toBe(20);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(otpauthUri(SECRET, '示例商管', 'zhou'));
    expect(uri.protocol).toBe('otpauth:');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: '示例商管',
      secret: SECRET,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

describe('recovery codes of a second factor', () => {
  it('are ten of 80 bits, found however they are typed, and stored as hashes only', async () => {
    const { codes, kdf, hashes } = await createCodes({ memoryKib: 64, iterations: 1, parallelism: 1 });
    expect(new Set(codes).size).toBe(10);
    for (const [i, code] of codes.entries()) {
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      const letters = parseCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)!;
      expect(await findCode(letters, kdf, hashes)).toBe(i);
      expect(JSON.stringify(hashes)).not.toContain(letters);
    }
    expect(await findCode('0000000000000000', kdf, hashes)).toBe(-1);
    for (const other of ['', '123456', codes[0]!.slice(1)]) expect(parseCode(other)).toBeNull();
  });

  it('cost no less than OWASP asks and no more than ten runs can bear', async () => {
    const { kdf } = await createCodes({ memoryKib: 64 * 1024, iterations: 3, parallelism: 1 });
    expect(kdf).toMatchObject({ memoryKib: 19 * 1024, iterations: 2 });
  });
});
