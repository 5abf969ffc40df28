import { describe, expect, it } from 'vitest';
import { shortYuan } from '@shared/money/short';

describe('shortYuan', () => {
  it('rounds to what people say', () => {
    expect([0, 5, 123_450, 999_999].map((fen) => shortYuan(fen, 'zh'))).toEqual([
      '¥0.00',
      '¥0.05',
      '¥1,234.50',
      '¥9,999.99',
    ]);
    expect([1_000_000, 12_345_678, 9_999_999_999, 12_000_000_000].map((fen) => shortYuan(fen, 'zh'))).toEqual([
      '¥1.00万',
      '¥12.35万',
      '¥10,000.00万',
      '¥1.20亿',
    ]);
    expect(shortYuan(-12_345_678, 'zh')).toBe('-¥12.35万');
    expect([1_000_000, 123_456_789, 250_000_000_000].map((fen) => shortYuan(fen, 'en'))).toEqual([
      '¥10.00K',
      '¥1.23M',
      '¥2.50B',
    ]);
  });
});
