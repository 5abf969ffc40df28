import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '@shared/kernel/errors';
import { ERROR_TEXTS, toErrorText } from '@shared/kernel/error-texts';

describe('error texts', () => {
  it('exist for every code in both languages, and for nothing else', () => {
    expect(Object.keys(ERROR_TEXTS).sort()).toEqual([...ERROR_CODES].sort());
    for (const code of ERROR_CODES) {
      expect(ERROR_TEXTS[code].zh, code).toMatch(/[\u4e00-\u9fff]/);
      expect(ERROR_TEXTS[code].en, code).not.toMatch(/[\u4e00-\u9fff]/);
      expect(ERROR_TEXTS[code].en.length, code).toBeGreaterThan(10);
    }
  });

  it('name the same params in both languages', () => {
    const params = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!).sort();
    for (const code of ERROR_CODES) expect(params(ERROR_TEXTS[code].zh), code).toEqual(params(ERROR_TEXTS[code].en));
  });

  it('leave out a bracketed part whose params are missing, and never show a brace or bracket', () => {
    expect(toErrorText({ code: 'session.throttled', params: { seconds: 30 } }, 'en')).toContain('30 seconds');
    expect(toErrorText({ code: 'session.throttled' }, 'en')).toBe(
      'Too many attempts. Please wait before the next one.',
    );
    for (const code of ERROR_CODES) {
      for (const locale of ['zh', 'en'] as const) expect(toErrorText({ code }, locale), code).not.toMatch(/[[\]{}]/);
    }
  });

  it('show the incident of an unexpected failure', () => {
    expect(toErrorText({ code: 'internal.unexpected', incident: 'a1b2c3' }, 'zh')).toContain('a1b2c3');
  });
});
