import { describe, expect, it } from 'vitest';
import { EXPENSE_HEADERS, expenseTexts, judgeExpenses, type ExpenseKnowledge } from '@shared/imports/expense-table';
import { proposeColumns } from '@shared/imports/plain-table';

const known: ExpenseKnowledge = {
  today: '2025-07-03',
  isClosed: (month) => month === '2025-05',
  merchant: (text) => (text === 'M1' ? { id: 'm', name: '青禾' } : text === '连锁' ? 'several' : 'unknown'),
  needsMerchant: false,
  isStored: ({ memo }) => memo === '已记',
};
const row = (change: Partial<Record<keyof typeof EXPENSE_HEADERS, string>> = {}, line = 2) => ({
  ...{ line, date: '2025/6/5', category: '房租', amount: '¥1,234.56', merchant: '', payee: '', memo: '' },
  ...change,
});
const codes = (change: Parameters<typeof row>[0], more: Partial<ExpenseKnowledge> = {}) =>
  judgeExpenses([row(change)], { ...known, ...more })[0]!.issues.map(({ field, code }) => `${field} ${code}`);

describe('a table of expenses', () => {
  it('has its columns by their usual names', () => {
    const headers = ['付款日期', '费用类别', '金额(元)', '商户名称', '收款单位', '摘要', '编号'];
    expect(proposeColumns(headers, EXPENSE_HEADERS)).toEqual({
      ...{ date: 0, category: 1, amount: 2, merchant: 3, payee: 4, memo: 5 },
    });
    const rows = [{ line: 3, cells: ['2025-06-01', '水电'] }];
    expect(expenseTexts({ rows }, { date: 0, category: 1 })[0]).toMatchObject({
      line: 3,
      category: '水电',
      amount: '',
    });
  });

  it('says exactly what was spent, on whom and for whom', () => {
    expect(judgeExpenses([row({ merchant: 'M1', memo: '六月\n尾款' })], known)).toEqual([
      {
        line: 2,
        entry: {
          ...{
            bizDate: '2025-06-05',
            category: 'RENT',
            amountFen: 123_456,
            merchantId: 'm',
            payee: '',
            memo: '六月 尾款',
          },
        },
        merchantName: '青禾',
        issues: [],
        isRepeat: false,
      },
    ]);
  });

  it.each([
    [{ date: '' }, 'date required'],
    [{ date: '昨天' }, 'date date.invalid'],
    [{ date: '2025-07-04' }, 'date date.future'],
    [{ date: '2025-05-31' }, 'date month.closed'],
    [{ category: '' }, 'category required'],
    [{ category: '长'.repeat(31) }, 'category text.long'],
    [{ amount: '' }, 'amount required'],
    [{ amount: '十元' }, 'amount amount.invalid'],
    [{ amount: '1.005' }, 'amount amount.invalid'],
    [{ amount: '0' }, 'amount amount.zero'],
    [{ amount: '1000000000.01' }, 'amount amount.large'],
    [{ merchant: '没有' }, 'merchant merchant.unknown'],
    [{ merchant: '连锁' }, 'merchant merchant.several'],
    [{ memo: '长'.repeat(201) }, 'memo text.long'],
  ])('%o is told: %s', (change, told) => {
    expect(codes(change)).toEqual([told]);
  });

  it('asks whose it is of who sees a part', () => {
    expect(codes({}, { needsMerchant: true })).toEqual(['merchant merchant.needed']);
  });

  it('marks what stands twice, or is stored', () => {
    const rows = [row(), row({}, 3), row({ memo: '已记' }, 4), row({ amount: '-5' }, 5)];
    expect(judgeExpenses(rows, known).map(({ isRepeat }) => isRepeat)).toEqual([false, true, true, false]);
  });
});
