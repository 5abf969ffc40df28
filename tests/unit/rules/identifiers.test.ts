import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBankAccount, computeLuhnDigit, isLuhnValid } from '@shared/rules/bank-account';
import { checkIdCard, computeIdCardCheck } from '@shared/rules/id-card';
import { hasError } from '@shared/rules/issues';
import {
  USCC_SIGNS,
  checkUscc,
  computeOrgCodeCheck,
  computeUsccCheck,
  findSubjectType,
  isUscc,
} from '@shared/rules/uscc';

const codes = (checked: { issues: readonly { code: string }[] }) => checked.issues.map((one) => one.code);
const sign = fc.constantFrom(...USCC_SIGNS);
const digit = fc.constantFrom(...'0123456789');
const usccBody = fc
  .tuple(
    fc.array(sign, { minLength: 2, maxLength: 2 }),
    fc.array(digit, { minLength: 6, maxLength: 6 }),
    fc.array(sign, { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''));
const luhnBody = fc.array(digit, { minLength: 15, maxLength: 18 }).map((d) => d.join(''));

describe('the unified social credit code', () => {
  it.each([
    '91350100M000100Y43',
    '9144030071526726XG',
    '91330100799655058B',
    '91440300708461136T',
    '91110108551385082Q',
  ])('accepts %s', (code) => expect(checkUscc(code)).toEqual({ value: code, issues: [] }));

  it.each([
    ['91350211M000100Y43', 'uscc.checksum'],
    ['330106032619921', 'uscc.old_registration'],
    ['91440114MA3GJJ7C5D0', 'uscc.length'],
    ['92350121MASRDY8N4F', 'uscc.charset'],
    ['9A350121MAARDY8N4F'.replace('35', 'X5'), 'uscc.charset'],
    ['9.1350100E+17', 'text.truncated_number'],
  ])('finds the fault of %s: %s', (raw, code) => expect(codes(checkUscc(raw))).toEqual([code]));

  it('takes a long number cell for a rounded one', () => {
    expect(codes(checkUscc('913501000000000000', true))).toEqual(['text.truncated_number']);
  });

  it.each([
    ' 91350100m000100y43\u3000',
    '９１３５０１００Ｍ０００１００Ｙ４３',
    '913501 00M000 100Y43',
    "'91350100M000100Y43",
    '\t91350100-M000100Y4-3',
  ])('reads %j', (raw) => expect(checkUscc(raw).value).toBe('91350100M000100Y43'));

  it('notices any single sign changed, and any two different neighbours swapped', () => {
    fc.assert(
      fc.property(usccBody, fc.nat(17), sign, (body, at, other) => {
        const code = body + computeUsccCheck(body);
        expect(isUscc(code)).toBe(true);
        const changed = code.slice(0, at) + other + code.slice(at + 1);
        expect(isUscc(changed)).toBe(changed === code);
        const swapped = at < 17 ? code.slice(0, at) + code[at + 1]! + code[at]! + code.slice(at + 2) : code;
        if (swapped !== code) expect(isUscc(swapped)).toBe(false);
      }),
    );
  });

  it('doubts, and does not refuse, an organisation code that fails its own check', () => {
    const body = '91350100M000100Y5';
    expect(computeOrgCodeCheck('M000100Y')).toBe('4');
    const checked = checkUscc(body + computeUsccCheck(body));
    expect(codes(checked)).toEqual(['uscc.org_code']);
    expect(hasError(checked.issues)).toBe(false);
    expect(computeOrgCodeCheck('71526726')).toBe('X');
  });

  it('says which legal form its prefix stands for', () => {
    expect(['92', '91', '11', '12', '51', '93'].map(findSubjectType)).toEqual([
      'INDIVIDUAL',
      'ENTERPRISE',
      'GOVERNMENT',
      'INSTITUTION',
      'OTHER',
      '',
    ]);
  });
});

describe('the citizen number', () => {
  it('accepts the example of the standard, with a small x and blanks too', () => {
    expect(checkIdCard('110105 19491231 002x', false, '2026-01-01')).toEqual({
      value: '11010519491231002X',
      issues: [],
    });
  });

  it.each([
    ['340524198001010011', 'idcard.checksum'],
    ['110105491231002', 'idcard.length'],
    ['520121196209**9933', 'idcard.charset'],
    ['350211199913329793', 'idcard.date'],
    ['1.10105E+17', 'text.truncated_number'],
    ['110105194912310000', 'text.truncated_number'],
  ])('finds the fault of %s: %s', (raw, code) => expect(codes(checkIdCard(raw))).toEqual([code]));

  it('takes a long number cell for a rounded one', () => {
    expect(codes(checkIdCard('110105194912310020', true))).toEqual(['text.truncated_number']);
  });

  it('doubts an unknown region and an unlikely age, and refuses a birth in the future', () => {
    const withCheck = (first17: string) => first17 + computeIdCardCheck(first17);
    expect(codes(checkIdCard(withCheck('99010519491231002')))).toEqual(['idcard.region']);
    expect(codes(checkIdCard(withCheck('81000019491231002')))).toEqual([]);
    expect(codes(checkIdCard(withCheck('11010520150601002'), false, '2026-05-31'))).toEqual(['idcard.age']);
    expect(codes(checkIdCard(withCheck('11010520100601002'), false, '2026-06-01'))).toEqual([]);
    expect(codes(checkIdCard(withCheck('11010520300601002'), false, '2026-05-31'))).toEqual(['idcard.date']);
  });

  it('notices any single digit changed', () => {
    const body = fc.array(digit, { minLength: 17, maxLength: 17 }).map((d) => d.join(''));
    fc.assert(
      fc.property(body, fc.nat(16), digit, (first17, at, other) => {
        const changed = first17.slice(0, at) + other + first17.slice(at + 1);
        fc.pre(changed !== first17);
        expect(computeIdCardCheck(changed)).not.toBe(computeIdCardCheck(first17));
      }),
    );
  });
});

describe('the bank account', () => {
  it.each([
    "'6222021234567890128",
    '6222-0212-3456-7890-128',
    '6222 0212 3456 7890 128',
    '６２２２０２１２３４５６７８９０１２８',
  ])('reads %s', (raw) => expect(checkBankAccount(raw)).toEqual({ value: '6222021234567890128', issues: [] }));

  it.each([
    ['无', 'account.invalid'],
    ['1234', 'account.invalid'],
    ['6222O21234567890', 'account.invalid'],
    ['1'.repeat(33), 'account.invalid'],
    ['6.22202E+18', 'text.truncated_number'],
    ['6222021234567890129', 'account.luhn'],
  ])('finds the fault of %s: %s', (raw, code) => expect(codes(checkBankAccount(raw))).toEqual([code]));

  it('takes more than fifteen digits in a number cell for rounded ones', () => {
    expect(codes(checkBankAccount('6222021234567890000', true))).toEqual(['text.truncated_number']);
    expect(checkBankAccount('123456789012.0', true)).toEqual({ value: '123456789012', issues: [] });
  });

  it('does not hold company accounts against Luhn', () => {
    expect(checkBankAccount('1001234567890123456').issues).toEqual([]);
  });

  it('notices any single digit changed in a card number', () => {
    fc.assert(
      fc.property(luhnBody, fc.nat(14), digit, (body, at, other) => {
        const card = body + computeLuhnDigit(body);
        expect(isLuhnValid(card)).toBe(true);
        const changed = card.slice(0, at) + other + card.slice(at + 1);
        expect(isLuhnValid(changed)).toBe(changed === card);
      }),
    );
  });
});
