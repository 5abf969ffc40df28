import { describe, expect, it } from 'vitest';
import { chipsOf } from '@renderer/features/imports/check-columns';
import { compareFields } from '@renderer/features/imports/compare-fields';
import { locateRow } from '@renderer/features/imports/locate-row';
import { canKeepText, rowFate, viewCell } from '@renderer/features/imports/plan-cell';
import { choicesFor } from '@renderer/features/imports/row-choices';
import { counterpartsOf } from '@renderer/features/imports/use-compare';
import type { MerchantView } from '@shared/contracts/core';
import { ok } from '@shared/kernel/result';
import { importSummary, planRow } from './fake-sheet';

const wrong = planRow(3, {
  status: 'invalid',
  raw: { name: '商户3', ratePpm: '面议' },
  values: { name: '商户3' },
  issues: [{ row: 3, field: 'ratePpm', code: 'rate.invalid', severity: 'error', message: '' }],
});
const stored = (values: Partial<MerchantView>): MerchantView => ({
  id: 'm1',
  rev: 1,
  createdAt: 0,
  createdBy: '',
  ownerId: '',
  updatedAt: 0,
  updatedBy: '',
  deletedAt: 0,
  importBatchId: '',
  regionCode: '',
  isSample: false,
  ...values,
});

describe('what a cell of the plan shows', () => {
  it('is the value that would be written, with what the file says beside it', () => {
    const row = planRow(2, { tidied: ['ratePpm'] });
    expect(viewCell(row, 'ratePpm', 'zh')).toMatchObject({ text: '0.60%', tone: 'tidied', raw: '6‰' });
    expect(viewCell(row, 'name', 'zh')).toMatchObject({ text: '商户2', tone: 'plain', raw: '' });
  });

  it('is what the file says where that cannot be understood', () => {
    expect(viewCell(wrong, 'ratePpm', 'zh')).toMatchObject({ text: '面议', tone: 'error' });
  });

  it('is nothing where text is imported as nothing', () => {
    const row = planRow(2, { raw: { level: '无' }, values: { level: '' }, tidied: ['level'] });
    expect(viewCell(row, 'level', 'zh')).toMatchObject({ text: '', tone: 'tidied', raw: '无' });
  });

  it('can be kept as typed only where it is free text', () => {
    expect([canKeepText('name'), canKeepText('remark'), canKeepText('uscc'), canKeepText('ratePpm')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('what becomes of a row', () => {
  it('is said in one word', () => {
    expect(rowFate(wrong)).toBe('invalid');
    expect(rowFate(planRow(2))).toBe('create');
    expect(rowFate(planRow(2, { action: 'fill' }))).toBe('fill');
    expect(rowFate(planRow(2, { action: 'skip' }))).toBe('skip');
    expect(rowFate(planRow(2, { status: 'duplicate', action: 'skip' }))).toBe('duplicate');
    expect(rowFate(planRow(2, { status: 'invalid', removed: true }))).toBe('removed');
  });

  it('can be chosen as far as it makes sense', () => {
    const existing = { id: 'm1', merchantNo: 'M1', name: '青禾' };
    expect(choicesFor(planRow(2))).toEqual(['create', 'skip']);
    expect(choicesFor(planRow(2), true)).toEqual(['create', 'skip', 'update', 'fill']);
    expect(choicesFor(planRow(2, { existing, target: 'm1' }))).toEqual(['skip', 'update', 'fill']);
    expect(choicesFor(wrong)).toEqual([]);
    expect(choicesFor(planRow(2, { outOfReach: true, action: 'skip' }))).toEqual([]);
    expect(choicesFor(planRow(2, { removed: true }))).toEqual([]);
  });
});

describe('the chips', () => {
  it('leave out groups without a row, but for the main ones and the one that is chosen', () => {
    const summary = importSummary({ tidied: 2 });
    expect(chipsOf(summary, 'all').map(({ chip }) => chip)).toEqual([
      'all',
      'invalid',
      'warning',
      'duplicate',
      'update',
      'tidied',
    ]);
    expect(chipsOf(summary, 'removed').map(({ chip }) => chip)).toContain('removed');
  });

  it('count rows that fill as rows that update', () => {
    const chips = chipsOf(importSummary({ update: 2, fill: 3 }), 'all');
    expect(chips.find(({ chip }) => chip === 'update')?.count).toBe(5);
  });
});

describe('two records side by side', () => {
  const row = planRow(2, {
    raw: { name: '青禾', accountNo: '6222', contactPhone: '13800004141', remark: '新' },
    values: { name: '青禾', accountNo: '6222', contactPhone: '13800004141', remark: '新' },
  });

  it('put what differs first and leave out what both lack', () => {
    const there = planRow(9, {
      raw: { name: '青禾', remark: '旧', email: 'a@example.com' },
      values: { name: '青禾', remark: '旧', email: 'a@example.com' },
    });
    const fields = compareFields(row, { kind: 'row', row: there, by: ['name'] }, 'zh');
    expect(fields.map(({ field, state }) => `${field} ${state}`)).toEqual([
      'remark differs',
      'contactPhone onlyHere',
      'accountNo onlyHere',
      'email onlyThere',
      'name same',
    ]);
  });

  it('call no masked value different, and one that was matched by it the same', () => {
    const merchant = stored({ name: '青禾', accountNo: '62** **** 0001', contactPhone: '138****4141', remark: '新' });
    const states = (by: ('phone' | 'account')[]): Record<string, string> =>
      Object.fromEntries(
        compareFields(row, { kind: 'stored', merchant, by }, 'zh').map(({ field, state }) => [field, state]),
      );
    expect(states(['phone'])).toMatchObject({ accountNo: 'masked', contactPhone: 'same', remark: 'same' });
    expect(states(['account'])).toMatchObject({ accountNo: 'same', contactPhone: 'masked' });
  });

  it('names every record a row may be, each once', () => {
    const existing = { id: 'm1', merchantNo: 'M1', name: '青禾' };
    const found = counterpartsOf(
      planRow(2, {
        existing,
        matches: [
          { by: ['uscc', 'name'], isStrong: true, existing },
          { by: ['account'], isStrong: true, existing: { id: 'm2', merchantNo: 'M2', name: '麦悦' } },
          { by: ['phone'], isStrong: false, row: 7 },
        ],
      }),
      'existing',
    );
    expect(found.map(({ key }) => key)).toEqual(['m1', 'm2', '#7']);
    expect(
      counterpartsOf(planRow(2, { existing, matches: [{ by: ['name'], isStrong: true, row: 7 }] }), 'similar')[0],
    ).toMatchObject({
      row: 7,
    });
  });
});

describe('finding a row of the file in a group', () => {
  const numbers = [3, 5, 8, 13, 21, 34, 55];
  const rows = (_filter: string, offset: number, limit: number) =>
    Promise.resolve(
      ok({ total: numbers.length, rows: numbers.slice(offset, offset + limit).map((row) => planRow(row)) }),
    );

  it('gives the place of the row, or of the next one after it', async () => {
    const places = await Promise.all([1, 3, 4, 13, 22, 55, 56].map((row) => locateRow(rows, 'all', row)));
    expect(places).toEqual([0, 0, 1, 3, 5, 6, 7]);
  });
});
