import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fen } from '@shared/kernel/brand';
import { toCapital } from '@shared/money/capital';

describe('toCapital', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [105, '壹元零伍分'],
    [100_000, '壹仟元整'],
    [123_405, '壹仟贰佰叁拾肆元零伍分'],
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [1_072_3450, '壹拾万柒仟贰佰叁拾肆元伍角整'],
    [10_000_001_00, '壹仟万零壹元整'],
    [100_000_000_00, '壹亿元整'],
    [100_010_000_00, '壹亿零壹万元整'],
    [1_000_000_000_000_00, '壹万亿元整'],
    [-5_000, '负伍拾元整'],
  ])('writes %i fen as %s', (fen, text) => {
    expect(toCapital(fen as Fen)).toBe(text);
  });

  it('reads back as the same amount, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999_999_99 }), (fen) => {
        const text = toCapital(fen as Fen);
        expect(readBack(text)).toBe(fen);
        expect(text).not.toMatch(/零零|[^^]零元|零[万亿角]/);
      }),
      { numRuns: 500 },
    );
  });
});

/** The other direction, written apart. */
function readBack(text: string): number {
  const [whole, rest] = text.includes('元') ? text.split('元') : ['', text];
  const digit = (sign: string) => '零壹贰叁肆伍陆柒捌玖'.indexOf(sign);
  const unit: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1_000 };
  let [total, group, last] = [0, 0, 0];
  for (const sign of whole!) {
    if (digit(sign) >= 0) last = digit(sign);
    else if (unit[sign]) [group, last] = [group + last * unit[sign], 0];
    else if (sign === '万') [total, group, last] = [total + (group + last) * 10_000, 0, 0];
    else if (sign === '亿') [total, group, last] = [(total + group + last) * 100_000_000, 0, 0];
  }
  const part = (name: string) => digit(new RegExp(`(.)${name}`).exec(rest!)?.[1] ?? '零');
  return (total + group + last) * 100 + part('角') * 10 + part('分');
}
