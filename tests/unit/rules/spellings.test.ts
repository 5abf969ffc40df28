import { describe, expect, it } from 'vitest';
import type { MerchantField } from '@shared/entities/merchant';
import { checkField } from '@shared/rules/fields';
import { checkRegion } from '@shared/rules/regions';

const read = (field: MerchantField, raw: string) => {
  const { value, issues } = checkField(field, raw);
  return issues.length === 0 ? value : issues.map((i) => i.code).join();
};

/** Ways of writing found by attacking the import with a generator of messy files. */
describe('a value is read although it', () => {
  it.each<[string, MerchantField, string, string]>([
    ['carries a label', 'contactPhone', 'tel:13700009232', '13700009232'],
    ['carries a Chinese label', 'contactPhone', '电话：17300009741', '17300009741'],
    ['is marked as text by a backtick', 'contactPhone', '`18000002836', '18000002836'],
    ['is quoted', 'uscc', '"91320211MAR6QQF507"', '91320211MAR6QQF507'],
    ['is quoted the Chinese way', 'accountNo', '“6200007308562946715”', '6200007308562946715'],
    ['is a formula that is a text', 'accountNo', '="6200002259010574911"', '6200002259010574911'],
    ['has backslashes', 'onboardedOn', '2020\\05\\29', '2020-05-29'],
    ['ends with a dot', 'onboardedOn', '2025.5.19.', '2025-05-19'],
    ['names the month in English', 'onboardedOn', '30-Nov-2019', '2019-11-30'],
    ['puts the English month first', 'onboardedOn', 'July 11, 2019', '2019-07-11'],
    ['has a small percent sign', 'ratePpm', '0.38﹪', '3800'],
    ['has a Chinese full stop', 'ratePpm', '0。60%', '6000'],
    ['is a rate per payment', 'ratePpm', '0.38%/笔', '3800'],
    ['is a rate per payment, in words', 'ratePpm', '每笔0.55%', '5500'],
    ['is a quotient', 'ratePpm', '38/10000', '3800'],
    ['has a small plus sign', 'settleCycle', 'T﹢1', 'T+1'],
    ['says 商户 after the kind', 'merchantType', '批发商户', 'WHOLESALE'],
    ['is a mail link', 'email', 'mailto:m1@example.com', 'm1@example.com'],
  ])('%s', (_, field, raw, value) => expect(read(field, raw)).toBe(value));

  it.each<[MerchantField, string, string]>([
    ['onboardedOn', '31-Feb-2020', 'date.invalid'],
    ['onboardedOn', '30-Foo-2019', 'date.invalid'],
    ['ratePpm', '6/10', 'rate.invalid'],
    ['ratePpm', '60/100', 'rate.out_of_range'],
    ['settleCycle', 'T-1', 'enum.unknown'],
    ['accountNo', '"', 'account.invalid'],
  ])('but %s %j stays %s', (field, raw, code) => expect(read(field, raw)).toBe(code));
});

describe('a card number saved as text after a spreadsheet rounded it', () => {
  it('is refused when its zeros fail the check', () =>
    expect(read('accountNo', '6200009850562150000')).toBe('text.truncated_number'));
  it('is kept when it checks out', () => expect(read('accountNo', '6200000000000000000')).not.toMatch(/truncated/));
});

describe('a region that repeats the one above it', () => {
  it.each([
    ['江西省', '江西省南昌市', '南昌市进贤县', '南昌市', '进贤县'],
    ['江西', '江西南昌', '江西省南昌市进贤县', '南昌市', '进贤县'],
    ['苏', '江苏省苏州市', '苏州虎丘区', '苏州市', '虎丘区'],
  ])('%s %s %s', (province, city, district, wantedCity, wantedDistrict) => {
    expect(checkRegion(province, city, district)).toMatchObject({
      city: wantedCity,
      district: wantedDistrict,
      issues: [],
    });
  });
});
