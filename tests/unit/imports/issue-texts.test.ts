import { describe, expect, it } from 'vitest';
import { ISSUE_TEXTS, issueMessage } from '@shared/imports/issue-texts';
import { ISSUE_CODES } from '@shared/rules/issues';

describe('the words for an issue', () => {
  it.each(ISSUE_CODES)('%s has them in both languages, and fills all of its blanks', (code) => {
    const params = { max: '1', length: 3, row: 4, percent: '0.60%' };
    const zh = issueMessage({ field: 'uscc', code, params }, 'zh');
    const en = issueMessage({ field: 'uscc', code, params }, 'en');
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(zh + en).not.toMatch(/[{}]/);
    expect(ISSUE_TEXTS[code].zh).not.toBe('');
  });

  it('are sharper where the reason is known', () => {
    const one = { field: 'contactPhone', code: 'phone.format', params: { reason: 'scientific' } };
    expect(issueMessage(one, 'zh')).toContain('科学计数');
    expect(issueMessage({ ...one, params: { reason: 'length' } }, 'zh')).toContain('11 位');
  });

  it('fall back to the code for one that nobody declared', () => {
    expect(issueMessage({ field: 'x', code: 'x.y' }, 'en')).toBe('x.y');
  });
});
