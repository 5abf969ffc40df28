import { describe, expect, it } from 'vitest';
import { fieldWord, valueWord, type ChangeTexts } from '@renderer/ui/change-words';

const texts = (language: 'zh' | 'en'): ChangeTexts => ({
  language,
  t: (key, params) => (params ? `${key} ${JSON.stringify(params)}` : key),
  te: (key) => key.startsWith('ui.change.fields.') || key === 'ui.change.values.active',
  time: (at) => `time ${at}`,
  number: String,
});
const value = (type: string, field: string, text: string, language: 'zh' | 'en' = 'zh') =>
  valueWord(type, field, text, texts(language));

describe('a change as the log and the history show it', () => {
  it('shows a rate whole, without rounding what the change was about', () => {
    expect(value('merchant', 'ratePpm', '3850')).toBe('0.385%');
    expect(value('merchant', 'ratePpm', '6000')).toBe('0.60%');
  });

  it('shows codes as words, and what it does not know as it stands', () => {
    expect(value('merchant', 'merchantType', 'CATERING', 'en')).toBe('Catering');
    expect(value('admin', 'roleIds', '["entry","merchant:view","own-role"]')).toBe('录入员、查看商户、own-role');
    expect(value('admin', 'level', 'SENIOR')).toBe('高级');
    expect(value('admin', 'state', 'active')).toBe('ui.change.values.active');
    expect(value('merchant', 'remark', '3850')).toBe('3850');
    expect(value('admin', 'roleIds', 'not json')).toBe('not json');
  });

  it('shows scope, limits and grants in words, and times as times', () => {
    expect(value('admin', 'scope', '{"kind":"region","regions":["11","12"]}')).toBe(
      'ui.change.scope.region {"count":2}',
    );
    expect(value('admin', 'limits', '{"merchant:export":{"day":50}}', 'en')).toBe(
      'Export merchants ui.change.day {"n":"50"}',
    );
    expect(value('admin', 'grants', '[{"permission":"merchant:view","scope":null,"expiresAt":5}]')).toContain('time 5');
    expect(value('merchant', 'deletedAt', '2026-01-05T01:00:00.000Z')).toBe('time 1767574800000');
    expect(value('merchant', 'remark', '')).toBe('ui.change.empty');
  });

  it('shows categories of expenses and lines of budgets by name', () => {
    expect(value('expense', 'category', 'RENT')).toBe('房租');
    expect(value('budget', 'line', 'expense:RENT', 'en')).toBe('Rent');
    expect(value('budget', 'line', 'expense:园区物业', 'en')).toBe('园区物业');
    expect(value('budget', 'line', 'income')).toBe('ui.change.values.income');
  });

  it('names a field as its own form does', () => {
    expect(fieldWord('merchant', 'name', texts('zh'))).toBe('商户名称');
    expect(fieldWord('admin', 'name', texts('zh'))).toBe('ui.change.fields.name');
  });
});
