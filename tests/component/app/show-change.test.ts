import { describe, expect, it } from 'vitest';
import { showValue } from '@renderer/features/audit/show-change';

describe('a value in the audit log', () => {
  it('shows a rate whole, without rounding what the change was about', () => {
    expect(showValue('ratePpm', '3850', 'zh')).toBe('0.385%');
    expect(showValue('ratePpm', '6000', 'zh')).toBe('0.60%');
  });

  it('shows codes as words, and what it does not know as it stands', () => {
    expect(showValue('merchantType', 'CATERING', 'en')).toBe('Catering');
    expect(showValue('roleIds', '["entry"]', 'zh')).toBe('录入员');
    expect(showValue('remark', '3850', 'zh')).toBe('3850');
  });
});
