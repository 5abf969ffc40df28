import { beforeEach, describe, expect, it } from 'vitest';
import type { ExpenseTexts } from '@shared/imports/expense-table';
import { unwrap } from '@shared/kernel/result';
import { createOne, dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
let shopNo: string;

beforeEach(async () => {
  core = await openCore({ now: Date.UTC(2025, 6, 3, 1) });
  shopNo = (await createOne(core, 1)).merchantNo ?? '';
});

const HEADERS = ['日期', '类别', '金额', '商户', '收款方', '备注'];
const MAPPING = { date: 0, category: 1, amount: 2, merchant: 3, payee: 4, memo: 5 };
const row = (line: number, change: Partial<ExpenseTexts> = {}): ExpenseTexts => ({
  ...{ line, date: '2025-06-05', category: '房租', amount: '100.00', merchant: '', payee: '', memo: `第 ${line} 行` },
  ...change,
});
const rows = () => [row(2), row(3, { merchant: shopNo, amount: '-20' }), row(4, { date: '2025-05-31' })];
const load = (list: ExpenseTexts[], { acceptRepeats = false, who = 'finance' } = {}) =>
  core.as(who).execute('expense.import', {
    ...{ fileName: '六月费用.xlsx', sha256: 'a'.repeat(64), headers: HEADERS, mapping: MAPPING },
    ...{ rows: list, acceptRepeats },
  });
const check = async (list: ExpenseTexts[]) => unwrap(await core.as('finance').ask('expense.check', { rows: list }));
const list = async () =>
  unwrap(
    await core.as('finance').ask('expense.list', {
      ...{ from: '2025-01', to: '2025-12', category: '', merchantId: '', offset: 0, limit: 50 },
    }),
  );
const audits = () => core.core.context.db.table('audit').count();

describe('expense.import', () => {
  it('stores a table as one batch with one entry in the audit, and remembers its columns', async () => {
    expect(unwrap(await core.as('finance').ask('expense.mapping', { headers: HEADERS }))).toBeNull();
    const before = await audits();
    const { batchId, ...told } = unwrap(await load(rows()));
    expect(told).toEqual({ added: 3, repeats: 0, sumFen: 18_000 });
    expect(await audits()).toBe(before + 1);
    expect(await list()).toMatchObject({ total: 3, sumFen: 18_000 });
    expect(unwrap(await core.as('finance').ask('expense.mapping', { headers: HEADERS }))).toEqual(MAPPING);
    const batches = unwrap(await core.as('finance').ask('expense.batches', {}));
    expect(batches).toMatchObject([{ id: batchId, fileName: '六月费用.xlsx', rows: 3, sumFen: 18_000, revertedAt: 0 }]);
  });

  it('leaves out what is stored already unless it is accepted', async () => {
    unwrap(await load(rows()));
    expect((await check([...rows(), row(9)])).map(({ isRepeat }) => isRepeat)).toEqual([true, true, true, false]);
    expect(unwrap(await load([...rows(), row(9)]))).toMatchObject({ added: 1, repeats: 3 });
    expect(await load(rows())).toMatchObject({ error: { code: 'import.nothing_to_do' } });
    expect(unwrap(await load(rows(), { acceptRepeats: true }))).toMatchObject({ added: 3, repeats: 0 });
  });

  it('refuses a closed month by name, and any row that is wrong, and then stores nothing', async () => {
    unwrap(await core.as('finance').execute('profit.closeMonth', { month: '2025-05', note: '' }));
    expect(await load(rows())).toMatchObject({ error: { code: 'profit.month_closed', params: { month: '2025-05' } } });
    const wrong = await load([row(2), row(3, { amount: '很多' })]);
    expect(wrong).toMatchObject({ error: { code: 'expense.rows_wrong', params: { count: 1 } } });
    expect((await list()).total).toBe(0);
    expect((await check(rows())).map(({ issues }) => issues.length)).toEqual([0, 0, 1]);
  });

  it('is taken back as a whole, once, and not out of a closed month', async () => {
    const { batchId } = unwrap(await load(rows()));
    const revert = (who: Who = 'finance') =>
      core.as(who).execute('expense.revertImport', { batchId, reason: '导错了表' });
    unwrap(await core.as('finance').execute('profit.closeMonth', { month: '2025-05', note: '' }));
    expect(await revert()).toMatchObject({ error: { code: 'profit.month_closed', params: { month: '2025-05' } } });
    unwrap(await core.as('finance').execute('profit.reopenMonth', { month: '2025-05', reason: '改' }));
    expect(unwrap(await revert())).toEqual({ cancelled: 3 });
    expect(await list()).toMatchObject({ total: 3, sumFen: 0, cancelled: 3 });
    expect(await revert()).toMatchObject({ error: { code: 'expense.cancelled' } });
    expect(unwrap(await load(rows()))).toMatchObject({ added: 3 });
  });

  it('books a row on the shop that it names, never on another branch', async () => {
    await createOne(core, 2, { name: '青禾咖啡（南山店）' });
    const of = async (merchant: string) => (await check([row(2, { merchant })]))[0];
    expect(await of('青禾咖啡（福田店）')).toMatchObject({
      entry: null,
      issues: [{ field: 'merchant', code: 'merchant.unknown' }],
    });
    await createOne(core, 3, { name: '青禾咖啡（福田店）' });
    expect(await of('青禾咖啡 (福田店)')).toMatchObject({ merchantName: '青禾咖啡（福田店）', issues: [] });
  });

  it('is denied to who may not enter, and refused for what makes no sense', async () => {
    for (const who of ['readonly', 'entry'] as const) {
      expect(await load(rows(), { who })).toMatchObject({ error: { code: 'access.denied' } });
      expect(await core.as(who).ask('expense.check', { rows: rows() })).toMatchObject({
        error: { code: 'access.denied' },
      });
    }
    expect(await load([])).toMatchObject({ error: { code: 'input.invalid' } });
    const none = await core.as('finance').execute('expense.revertImport', { batchId: 'nothing', reason: '无' });
    expect(none).toMatchObject({ error: { code: 'expense.not_found' } });
  });

  it('leaves nothing behind when it fails half way', async () => {
    const before = await dumpTables(core);
    const stop = failInTransaction(core, 'expenseBatches');
    expect(await load(rows())).toMatchObject({ ok: false });
    stop();
    expect(await dumpTables(core)).toEqual(before);
  });
});
