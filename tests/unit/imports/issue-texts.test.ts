import { describe, expect, it } from 'vitest';
import { MERCHANT_INPUT_FIELDS, merchant } from '@shared/entities/merchant';
import type { Field } from '@shared/entities/define';
import { issueMessage, issueSentence } from '@shared/imports/issue-texts';
import { ISSUE_TEXTS, REASON_TEXTS } from '@shared/imports/issue-words';
import { checkField } from '@shared/rules/fields';
import { ISSUE_CODES, type IssueCode } from '@shared/rules/issues';

const PARAMS = { max: '1', length: 3, row: 4, percent: '0.60%', code: 'T+1' };
/** A text that tells what to do names an act. */
const REMEDY = {
  zh: /请|改|保留/,
  en: /please|enter|write|check|correct|compare|copy|use|keep|edit|put|pick/i,
};
const WITH_REASONS = Object.entries(REASON_TEXTS).flatMap(([code, texts]) =>
  Object.keys(texts).map((reason) => [code, reason] as const),
);

describe('the words for an issue', () => {
  it.each([...ISSUE_CODES.map((code) => [code, ''] as const), ...WITH_REASONS])(
    '%s %s say cause and remedy in both languages, and fill all of their blanks',
    (code, reason) => {
      for (const field of ['uscc', 'settleCycle', 'contactPhone']) {
        const issue = { field, code, params: { ...PARAMS, reason } };
        const zh = issueMessage(issue, 'zh');
        const en = issueMessage(issue, 'en');
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en.replaceAll(/广东省|深圳市|南山区/g, '')).not.toMatch(/\p{Script=Han}/u);
        expect(zh + en).not.toMatch(/[{}]/);
        expect(zh).toMatch(REMEDY.zh);
        expect(en).toMatch(REMEDY.en);
      }
    },
  );

  it('are sharper where the reason is known', () => {
    const one = { field: 'contactPhone', code: 'phone.format', params: { reason: 'scientific' } };
    expect(issueMessage(one, 'zh')).toContain('科学计数');
    expect(issueMessage({ ...one, params: { reason: 'length', length: 12 } }, 'zh')).toContain('有 12 位数字');
    expect(issueMessage({ ...one, params: { reason: 'of old' } }, 'en')).toBe(
      issueMessage({ field: 'contactPhone', code: 'phone.format' }, 'en'),
    );
  });

  it('give an example and the choices of the field', () => {
    expect(issueMessage({ field: 'mcc', code: 'required' }, 'zh')).toContain('（如 5499）');
    expect(issueMessage({ field: 'merchantType', code: 'enum.unknown' }, 'zh')).toContain(
      '零售、批发、餐饮、服务、其他',
    );
    expect(issueMessage({ field: 'merchantType', code: 'enum.unknown' }, 'en')).toContain('Retail, Wholesale');
    const assumed = { field: 'settleCycle', code: 'enum.assumed', params: { code: 'T+1' } };
    expect(issueMessage(assumed, 'en')).toContain('read as T+1');
  });

  it('fall back to the code for one that nobody declared', () => {
    expect(issueMessage({ field: 'x', code: 'x.y' }, 'en')).toBe('x.y');
    expect(issueMessage({ field: 'x', code: 'required' }, 'zh')).toContain('x没有填写');
  });

  it.each<[IssueCode, string, string]>([
    ['uscc.charset', 'uscc', '92440300MASRDY8N4F'],
    ['uscc.length', 'uscc', '92440300MA5RDY8N4'],
    ['idcard.checksum', 'legalIdNo', '110105194912310021'],
    ['idcard.charset', 'legalIdNo', '1101051949****0021'],
    ['phone.format', 'contactPhone', '1380000O126'],
    ['account.invalid', 'accountNo', '6222O21234567890'],
    ['email.format', 'email', 'a@@example.com'],
    ['rate.invalid', 'ratePpm', '面议九折'],
    ['enum.unknown', 'merchantType', '理发美容'],
  ])('never hold the value: %s', (code, field, value) => {
    const checked = checkField(field as (typeof MERCHANT_INPUT_FIELDS)[number], value);
    expect(checked.issues.map((i) => i.code)).toEqual([code]);
    for (const issue of checked.issues) {
      const said = issueMessage({ field, ...issue }, 'zh') + issueMessage({ field, ...issue }, 'en');
      expect(said).not.toContain(value);
      expect(JSON.stringify(issue)).not.toContain(value);
    }
  });
});

describe('the whole sentence about a cell', () => {
  const issue = { field: 'contactPhone', code: 'phone.format', params: { reason: 'length', length: 10 } };

  it('says row, column of the file, value, cause and remedy', () => {
    const place = { row: 12, column: '*联系\n电话（必填）', value: '1810000883' };
    expect(issueSentence(issue, place, 'zh')).toBe(
      '第 12 行“*联系 电话（必填）”的值“1810000883”：联系电话有 10 位数字，手机号应为 11 位；座机请带区号，写作 0571-88888888',
    );
    expect(issueSentence(issue, place, 'en')).toBe(
      'Row 12, "*联系 电话（必填）", value "1810000883": Contact phone has 10 digits, a mobile has 11; write a landline with its area code, such as 0571-88888888',
    );
  });

  it('says that a cell is empty, and names the field where the file has no column', () => {
    const place = { row: 3, column: '', value: ' ' };
    expect(issueSentence({ field: 'mcc', code: 'required' }, place, 'zh')).toBe(
      '第 3 行“行业MCC”为空：行业MCC没有填写，这一项必填，请补上（如 5499）',
    );
    expect(issueSentence({ field: 'mcc', code: 'required' }, place, 'en')).toContain('Row 3, "MCC" (empty): ');
    expect(issueSentence({ field: 'x', code: 'required' }, place, 'en')).toContain('"x"');
  });

  it('cuts a long value', () => {
    const sentence = issueSentence(issue, { row: 1, column: '电话', value: '字'.repeat(99) }, 'zh');
    expect(sentence).toContain(`“${'字'.repeat(40)}…”`);
  });

  it('is there for every field', () => {
    for (const field of MERCHANT_INPUT_FIELDS) {
      const { zh }: Field = merchant.fields[field];
      expect(issueSentence({ field, code: 'required' }, { row: 2, column: zh, value: '' }, 'zh')).toContain(
        `“${zh}”为空`,
      );
    }
    expect(Object.keys(ISSUE_TEXTS).sort()).toEqual([...ISSUE_CODES].sort());
  });
});
