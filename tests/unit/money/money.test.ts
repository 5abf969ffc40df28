import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fen, Ppm } from '@shared/kernel/brand';
import { computeFee, divideHalfUp, splitFen } from '@shared/money/round';
import { formatFen, formatFenGrouped, formatYuan, parseYuan } from '@shared/money/yuan';

const fen = fc.maxSafeInteger().map((n) => n as Fen);

describe('an amount', () => {
  it.each([
    ['1234.5', 123450],
    ['¥1,234.50', 123450],
    ['￥ 1,234.50元', 123450],
    ['１２３．４５', 12345],
    ['1.2万', 1200000],
    ['0.00', 0],
    ['-3.00', -300],
    ['(3.00)', -300],
    ['¥-3', -300],
    ['+3', 300],
    ['.5', 50],
    ['99.57000', 9957],
    ['1.2万元', 1200000],
    ['1.2w', 1200000],
    ['3千元', 300000],
    ['1.5百万', 150000000],
    ['1.5亿', 15000000000],
    ['人民币1,234.50元整', 123450],
    ['100圆正', 10000],
    ['100 CNY', 10000],
    ['RMB：100', 10000],
    ['5.00-', -500],
  ])('%s is %i fen', (raw, expected) => expect(parseYuan(raw)).toEqual({ ok: true, value: expected }));

  it.each([
    '',
    '1.234',
    '1,23',
    'abc',
    '1.2.3',
    '--3',
    '-¥-3',
    '(-3)',
    '元',
    '99999999999999999',
    '1e5',
    '-5-',
    '1,5亿',
    '(5-)',
    '万',
  ])('%j is refused', (raw) =>
    expect(parseYuan(raw)).toMatchObject({ ok: false, error: { issues: [{ code: 'amount.invalid' }] } }),
  );

  it('is read back from both ways of printing it', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        expect(parseYuan(formatFen(amount))).toEqual({ ok: true, value: amount });
        expect(parseYuan(formatFenGrouped(amount))).toEqual({ ok: true, value: amount });
      }),
    );
    expect([formatFenGrouped(123456789 as Fen), formatFen(-5 as Fen)]).toEqual(['1,234,567.89', '-0.05']);
    expect([formatYuan(123456), formatYuan(-5), formatYuan(0)]).toEqual(['¥1,234.56', '-¥0.05', '¥0.00']);
  });
});

describe('rounding', () => {
  it('goes half away from zero', () => {
    expect([divideHalfUp(5n, 2n), divideHalfUp(-5n, 2n), divideHalfUp(4n, 3n), divideHalfUp(5n, 3n)]).toEqual([
      3n,
      -3n,
      1n,
      2n,
    ]);
    expect(computeFee(10_000 as Fen, 3800 as Ppm)).toBe(38);
    expect(computeFee(125 as Fen, 4000 as Ppm)).toBe(1);
  });

  it('is never more than half a fen off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 0, max: 50_000 }), (amount, rate) => {
        const twice =
          2n * (BigInt(computeFee(amount as Fen, rate as Ppm)) * 1_000_000n - BigInt(amount) * BigInt(rate));
        expect(twice <= 1_000_000n && twice >= -1_000_000n).toBe(true);
      }),
    );
  });

  it('splits without losing a fen', () => {
    fc.assert(
      fc.property(fen, fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }), (total, weights) => {
        fc.pre(weights.some((w) => w > 0));
        const parts = splitFen(total, weights);
        expect(parts.reduce((sum, p) => sum + BigInt(p), 0n)).toBe(BigInt(total));
        weights.forEach((w, i) => w === 0 && expect(Math.abs(parts[i]!)).toBeLessThanOrEqual(1));
      }),
    );
    expect(splitFen(100 as Fen, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(() => splitFen(1 as Fen, [0])).toThrow(RangeError);
  });
});
