import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay } from '../../support/factories/bills';
import { syntheticBatch } from '../../support/factories/import-batch';
import { openCore, type OpenedCore } from '../../support/open-core';

/** trust.md R13: whatever is wrong with stored data is found, by the check that is for it, and nothing else is accused. */
const ACCOUNT = 'WECHAT|1900012345';
let core: OpenedCore;

beforeAll(async () => {
  core = await openCore({ now: Date.UTC(2025, 6, 3, 1) });
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const { tableVersion } = unwrap(await core.as('super').ask('import.lookup', { uscc }));
  unwrap(await core.as('super').execute('import.commit', { ...syntheticBatch(1, 60), tableVersion }));
  await commit('may.csv', 5, '2025-05-09');
  const plan = { from: '2025-06-01', ratePpm: 6_000, minFeeFen: 0, maxFeeFen: 0, refundFee: 'returned' } as const;
  unwrap(await core.as('finance').execute('channel.addPlan', { id: ACCOUNT, ...plan }));
  await commit('june.csv', 30, '2025-06-16');
  const rule = {
    id: 'r-1',
    isOn: true,
    event: 'receipt',
    amountFen: 1,
    days: 0,
    merchantId: '',
    channels: [],
  } as const;
  const settings = { quietFrom: '', quietTo: '', rules: [{ ...rule, channels: [], ways: ['toast' as const] }] };
  unwrap(await core.as('finance').execute('reminder.save', settings));
  await commit('june2.csv', 10, '2025-06-20');
  // What was taken back, and what was entered by hand and cancelled, leaves nothing to be found.
  unwrap(await core.as('super').execute('bill.revert', { batchId: await commit('july.csv', 4, '2025-07-01') }));
  const list = { filter: {}, sort: { field: 'merchantNo', descending: false }, offset: 0, limit: 1 } as const;
  const merchantId = unwrap(await core.as('super').ask('merchant.list', list)).rows[0]!.id;
  const cash = {
    merchantId,
    kind: 'pay',
    channel: 'CASH',
    bizDate: '2025-06-30',
    time: '08:30',
    amountFen: 9_900,
  } as const;
  const texts = { payMethod: '', orderNo: '', originalNo: '', memo: '' };
  const { id } = unwrap(await core.as('finance').execute('txn.enter', { ...cash, ...texts }));
  unwrap(await core.as('finance').execute('txn.correct', { id, reason: '金额记错' }));
  const rent = {
    bizDate: '2025-06-05',
    category: '房租',
    amountFen: 123_456,
    merchantId: '',
    payee: '园区物业',
    memo: '',
  };
  unwrap(await core.as('finance').execute('expense.enter', rent));
  unwrap(await core.as('finance').execute('profit.closeMonth', { month: '2025-06', note: '六月关账' }));
});
afterAll(() => core.close());

/** @returns the id of its batch */
async function commit(name: string, rows: number, date: string): Promise<string> {
  const bill = await billInput({ [name]: wechatBill(wechatDay(rows, date, { refunds: 2 })) });
  return unwrap(await core.as('super').execute('bill.commit', bill)).batchId;
}

const check = async () => unwrap(await core.as('super').ask('integrity.check', {})).findings;

type Row = Record<string, unknown>;
/** What is done to the first row of a table (its key and the row itself), and what must be found then. */
interface Defect {
  name: string;
  table: string;
  /** Of the row; without it the first. */
  key?: string;
  change: (row: Row) => Row | null;
  found: string[];
}
const set =
  (field: string, value: unknown) =>
  (row: Row): Row => ({ ...row, [field]: value });
const more =
  (field: string) =>
  (row: Row): Row => ({ ...row, [field]: (row[field] as number) + 1 });
const gone = (): null => null;

const DEFECTS: Defect[] = [
  { name: 'an entry of the audit changed', table: 'audit', change: set('action', 'forged'), found: ['audit audit'] },
  { name: 'an entry of the audit gone', table: 'audit', change: gone, found: ['audit audit'] },
  {
    name: 'a block of merchants cut short',
    table: 'merchantBlocks',
    change(row) {
      const block = structuredClone(row) as { columns: { columns: Record<string, { text: string }> } };
      const [column] = Object.values(block.columns.columns);
      column!.text = column!.text.slice(1);
      return block;
    },
    found: ['merchants merchantBlocks'],
  },
  { name: 'a superior who is nobody', table: 'admins', change: set('managerId', 'nobody'), found: ['orphan admins'] },
  { name: 'a role that is none', table: 'admins', change: set('roleIds', ['none']), found: ['orphan roles'] },
  { name: 'an index without its row', table: 'rightsUse', change: set('adminId', NaN), found: ['index rightsUse'] },
  { name: 'a day’s fees off by a fen', table: 'txnDays', change: more('feeFen'), found: ['sums txnDays'] },
  { name: 'a day gone', table: 'txnDays', change: gone, found: ['sums txnDays'] },
  {
    name: 'a block of transactions gone',
    table: 'txnBlocks',
    change: gone,
    found: ['bills bills', 'sums txnDays', 'sums payerDays', 'orphan txnNumbers'],
  },
  {
    name: 'a bill gone',
    table: 'bills',
    change: gone,
    found: ['orphan txnBlocks', 'orphan txnNumbers'],
  },
  { name: 'a bill that says more', table: 'bills', change: more('added'), found: ['bills bills'] },
  { name: 'expected fees off by a fen', table: 'feeDays', change: more('expectedFen'), found: ['sums feeDays'] },
  {
    name: 'payers of a day that paid more',
    table: 'payerDays',
    change: (row) => ({ ...row, settleFen: (row['settleFen'] as Float64Array).map((fen) => fen + 1) }),
    found: ['sums payerDays'],
  },
  { name: 'a day of fees gone', table: 'feeDays', change: gone, found: ['sums feeDays'] },
  {
    name: 'an account gone',
    table: 'channelAccounts',
    key: ACCOUNT,
    change: gone,
    found: ['orphan txnDays', 'orphan feeDays', 'orphan channelTerms'],
  },
  { name: 'numbers of no bill', table: 'txnNumbers', change: set('id', 'none|0'), found: ['orphan txnNumbers'] },
  { name: 'rules of nobody', table: 'reminders', change: set('id', 'nobody'), found: ['orphan reminders'] },
  { name: 'notices to nobody', table: 'notices', change: set('adminId', 'nobody'), found: ['orphan notices'] },
  { name: 'an expense off by a fen', table: 'expenses', change: more('amountFen'), found: ['months closedMonths'] },
  { name: 'a closed month off', table: 'closedMonths', change: more('expenseFen'), found: ['months closedMonths'] },
];

describe('the check of the data', () => {
  it('finds nothing wrong with sound data of every kind', async () => {
    expect(await check()).toEqual([]);
    const { counts } = unwrap(await core.as('super').ask('storage.overview', {}));
    for (const { table } of DEFECTS) expect(counts[table], table).toBeGreaterThan(0);
  });

  it.each(DEFECTS)('finds $name', async ({ table, key, change, found }) => {
    const { dexie } = core.core.context.db;
    const rows = dexie.table<Row>(table);
    const row = key === undefined ? await rows.orderBy(':id').first() : await rows.get(key);
    const keyPath = rows.schema.primKey.keyPath as string;
    const changed = change(row!);
    await rows.delete(row![keyPath] as string);
    if (changed) await rows.put(changed);
    const findings = await check();
    if (changed) await rows.delete(changed[keyPath] as string);
    await rows.put(row!);
    expect(findings.map((finding) => `${finding.check} ${finding.table}`).sort()).toEqual([...found].sort());
  });
});
