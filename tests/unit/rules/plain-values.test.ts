import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MERCHANT_INPUT_FIELDS, type MerchantField } from '@shared/entities/merchant';
import { packColumn } from '@shared/kernel/columns';
import { computeLuhnDigit } from '@shared/rules/bank-account';
import { checkField } from '@shared/rules/fields';
import { computeIdCardCheck } from '@shared/rules/id-card';
import { findPlainTest, isPlainColumn } from '@shared/rules/plain-values';
import { USCC_SIGNS, computeOrgCodeCheck, computeUsccCheck } from '@shared/rules/uscc';

const FIELDS = MERCHANT_INPUT_FIELDS.filter((field) => findPlainTest(field) !== undefined);
const TODAY = '2026-01-05';
const digits = (length: number) => fc.array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length });
const joined = (parts: fc.Arbitrary<string[]>) => parts.map((p) => p.join(''));

const uscc = fc
  .tuple(digits(8), joined(fc.array(fc.constantFrom(...USCC_SIGNS), { minLength: 8, maxLength: 8 })), fc.boolean())
  .map(([head, org, sound]) => {
    const first17 = head.join('') + org + (sound ? computeOrgCodeCheck(org) : '7');
    return first17 + computeUsccCheck(first17);
  });
const idCard = fc
  .tuple(
    fc.constantFrom('11', '44', '83', '99', '00'),
    fc.integer({ min: 1870, max: 2030 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([prefix, year, month, day]) => {
    const two = (n: number) => String(n).padStart(2, '0');
    const first17 = `${prefix}0101${year}${two(month)}${two(day)}123`;
    return first17 + computeIdCardCheck(first17);
  });
const account = fc
  .tuple(fc.constantFrom('62', '10', '4'), fc.integer({ min: 2, max: 32 }).chain(digits), fc.boolean())
  .map(([head, rest, luhn]) => {
    const body = head + rest.join('');
    return body + (luhn ? computeLuhnDigit(body) : '0');
  });
const text = joined(
  fc.array(
    fc.constantFrom(...'青禾便利店·（）()＆ &\'"`“”‘#=-—无0aZ\t\n\u3000\u00a0\u200b\u202d\ufeff\ud83d\ude00﹣Ａ，'),
    { maxLength: 8 },
  ),
);
const anything = fc.oneof(uscc, idCard, account, text, joined(digits(11)), fc.string(), fc.emailAddress());

describe('the quick answer about a value', () => {
  it('nods through only what the full check hands back as it is, without a word', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), anything, fc.constantFrom('', TODAY), (field, value, today) => {
        if (value === '' || !findPlainTest(field, today)!(value)) return;
        expect(checkField(field, value, 'text', { today })).toEqual({ value, issues: [] });
      }),
      { numRuns: 20_000 },
    );
  });

  it('nods a whole column through only when each of its texts is plain, or absent where that is allowed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), fc.array(text, { minLength: 1, maxLength: 3 }), (field, values) => {
        if (!isPlainColumn(field, packColumn(values))) return;
        for (const value of values) expect(checkField(field, value)).toEqual({ value, issues: [] });
      }),
      { numRuns: 5_000 },
    );
    expect(isPlainColumn('shortName', packColumn(['青禾 2', '', '青禾']))).toBe(true);
    expect(isPlainColumn('name', packColumn(['青禾', '']))).toBe(false);
    expect(isPlainColumn('name', packColumn(['青禾', '青'.repeat(101)]))).toBe(false);
    expect(isPlainColumn('uscc', packColumn(['91350100M000100Y43']))).toBe(false);
  });

  it.each<[MerchantField, string]>([
    ['uscc', '91350100M000100Y43'],
    ['legalIdNo', '11010519491231002X'],
    ['contactPhone', '13800000000'],
    ['email', 'm0940098@example.net'],
    ['accountNo', '6200002335271131045'],
    ['accountNo', '1234567'],
    ['name', '青禾便利店（个体工商户）'],
    ['address', '文晖路 651 号 A 座'],
    ['legalName', '欧阳青禾'],
  ])('nods %s %s through', (field, value) => expect(findPlainTest(field, TODAY)!(value)).toBe(true));

  it.each<[MerchantField, string]>([
    ['uscc', '91350211M000100Y43'],
    ['uscc', '91350100M000100Y44'],
    ['legalIdNo', '110105194912310021'],
    ['legalIdNo', '11010519490231002X'],
    ['accountNo', '6200002335271131046'],
    ['accountNo', '1234'],
    ['contactPhone', '12800000000'],
    ['email', 'a@b'],
    ['name', '无'],
    ['name', ' 青禾'],
    ['name', '青\u200b禾'],
    ['name', '青'.repeat(101)],
    ['legalName', '王 溪'],
  ])('asks again about %s %s', (field, value) => expect(findPlainTest(field, TODAY)!(value)).toBe(false));
});
