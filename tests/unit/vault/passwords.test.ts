import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPassword, type PasswordClass } from '@shared/rules/password';
import { createOneTimePassword } from '@renderer/core/vault/one-time-password';
import { checkNewPassword, isPattern } from '@renderer/core/vault/password-rules';
import { createRecoveryCode, parseRecoveryCode } from '@renderer/core/vault/recovery-code';

const CLERK = {
  class: 'plain' as PasswordClass,
  strict: false,
  loginName: 'qinghe',
  name: '王小明',
  companyName: '示例商管公司',
};

describe('rules of a new password', () => {
  const words = ['qinghe'];

  it('asks 15 characters of a super administrator, 10 of the others, and takes 128', () => {
    expect(checkPassword('a'.repeat(14), { class: 'strong', words })).toEqual({
      code: 'password.too_short',
      params: { min: 15 },
    });
    expect(checkPassword('kettle moss 27', { class: 'plain', words })).toBeNull();
    expect(checkPassword('kettle mo', { class: 'plain', words })?.params).toEqual({ min: 10 });
    expect(checkPassword('ab'.repeat(64), { class: 'strong', words })).toBeNull();
    expect(checkPassword('ab'.repeat(64) + 'c', { class: 'strong', words })?.code).toBe('password.too_long');
  });

  it('counts characters, not code units', () => {
    expect(checkPassword('😀'.repeat(9), { class: 'plain', words })?.code).toBe('password.too_short');
    expect(checkPassword('春眠不觉晓处处闻啼鸟', { class: 'plain', words })).toBeNull();
  });

  it('refuses words of the place in any spelling', async () => {
    for (const password of [
      'Merchant-Desk 2026',
      '商户管家的密码很长很长',
      'my QINGHE pass 88',
      '王小明的密码一二三四五',
      'wang xiao ming 1988',
      'ＷａｎｇＸｉａｏＭｉｎｇ77',
      '示例商管公司欢迎你来',
    ]) {
      expect((await checkNewPassword(password, CLERK))?.code, password).toBe('password.contains_context');
    }
  });

  it('refuses common passwords, also dressed up, and patterns', async () => {
    for (const password of [
      '1234567890',
      'Password12345',
      '!!dragon2024!!',
      'sunshinesunshine',
      'aaaaaaaaaaaa',
      'abcabcabcabc',
      'abcdefghijklm',
      '0987654321',
      '12345678901234',
    ]) {
      expect((await checkNewPassword(password, CLERK))?.code, password).toBe('password.too_common');
    }
  });

  it('takes a phrase', async () => {
    for (const password of ['copper lantern orbit 27', '窗外的雨下了整整一夜', 'kettle moss 27']) {
      expect(await checkNewPassword(password, CLERK), password).toBeNull();
    }
    expect(isPattern('copper lantern')).toBe(false);
  });
});

describe('recovery code', () => {
  it('is 8 groups of 4 and new each time', () => {
    const codes = Array.from({ length: 50 }, createRecoveryCode);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(50);
  });

  it('is read back however it is typed', () => {
    for (let i = 0; i < 50; i++) {
      const code = createRecoveryCode();
      const plain = code.replaceAll('-', '');
      expect(parseRecoveryCode(code)).toBe(plain);
      const clumsy = ` ${code.toLowerCase().replaceAll('-', ' — ').replaceAll('0', 'o').replaceAll('1', 'l')}\n`;
      expect(parseRecoveryCode(clumsy)).toBe(plain);
      expect(parseRecoveryCode(plain.replaceAll('1', 'I').replaceAll('0', 'O'))).toBe(plain);
    }
  });

  it('finds a wrong letter, swapped neighbours and a missing letter before anything is tried', () => {
    let found = 0;
    for (let i = 0; i < 400; i++) {
      const plain = createRecoveryCode().replaceAll('-', '');
      const at = i % 32;
      const wrong = plain.slice(0, at) + (plain[at] === 'A' ? 'B' : 'A') + plain.slice(at + 1);
      if (parseRecoveryCode(wrong) === null) found++;
      expect(parseRecoveryCode(plain.slice(1))).toBeNull();
    }
    // 16 bits of checksum: one slip in 65,536 passes.
    expect(found).toBeGreaterThanOrEqual(399);
  });

  it('answers null to anything else', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => void expect(parseRecoveryCode(text)).toBeNull()));
    expect(parseRecoveryCode('U'.repeat(32))).toBeNull();
  });
});

describe('one-time password', () => {
  it('has 16 letters that cannot be mistaken, and passes the rules', async () => {
    const seen = new Set(Array.from({ length: 50 }, createOneTimePassword));
    expect(seen.size).toBe(50);
    for (const password of seen) {
      expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
      expect(await checkNewPassword(password, { ...CLERK, class: 'strong' })).toBeNull();
    }
  });
});
