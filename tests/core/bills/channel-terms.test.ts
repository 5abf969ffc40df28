import { beforeEach, describe, expect, it } from 'vitest';
import type { ContractTerms, PlanEntry } from '@shared/contracts/channel-terms';
import { unwrap } from '@shared/kernel/result';
import { addDays, bizDateAt } from '@shared/time/biz-date';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, type WechatRecord } from '../../support/factories/bills';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

const ID = 'WECHAT|1900012345';
const before = wechatDay(2, '2025-05-01');
const day = wechatDay(40, '2025-06-16', { refunds: 5, revoked: 2 });
const next = wechatDay(20, '2025-06-17', { refunds: 3 });
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
  // The account is known from its first bill on.
  await commit(before);
});

const commit = async (lines: WechatRecord[]) =>
  unwrap(await core.as('finance').execute('bill.commit', await billInput({ 'a.csv': wechatBill(lines) })));
const addPlan = (change: Partial<PlanEntry> = {}, who: Who = 'finance', id = ID) =>
  core.as(who).execute('channel.addPlan', {
    ...{ id, from: '2025-06-01', ratePpm: 6_000, minFeeFen: 0, maxFeeFen: 0, refundFee: 'returned' },
    ...change,
  });
const setTerms = (change: Partial<ContractTerms> = {}, who: Who = 'finance', id = ID) =>
  core.as(who).execute('channel.setTerms', {
    ...{ id, settleCycle: 'T+1', contractFrom: '', contractTo: '', billFormat: 'wechat-trade' },
    ...change,
  });
const fees = async (who: Who = 'finance') =>
  unwrap(await core.as(who).ask('channel.fees', { from: '2025-06-01', to: '2025-06-30' }));
const terms = async () => unwrap(await core.as('finance').ask('channel.terms', { id: ID }));
const listed = async () => unwrap(await core.as('finance').ask('channel.list', { unlinked: false }))[0]!;
const sumOf = (lines: WechatRecord[]) => lines.reduce((sum, { feeFen }) => sum + feeFen, 0);
const off = async () => {
  const filter = { from: '2025-06-01', to: '2025-06-30', accounts: [ID], feeOff: true };
  return unwrap(await core.as('finance').ask('txn.totals', { filter }));
};

describe('fees against what was agreed', () => {
  it('agree to the fen where the plan is what the provider charges, refunds included', async () => {
    unwrap(await addPlan());
    await commit(day);
    const feeFen = sumOf(day);
    expect(await fees()).toEqual([{ id: ID, lines: 47, actualFen: feeFen, expectedFen: feeFen, off: 0 }]);
    expect((await off()).lines).toBe(0);
  });

  it('follow the plan of each day when it changes in the middle of a month', async () => {
    unwrap(await addPlan());
    unwrap(await addPlan({ from: '2025-06-17', ratePpm: 3_800 }));
    await commit([...day, ...next]);
    const cheaper = (fen: number): number => Math.floor((fen * 38 + 5_000) / 10_000);
    const expectedNext = next.reduce(
      (sum, { settleFen, refundFen }) => sum + cheaper(settleFen) - cheaper(refundFen),
      0,
    );
    const [sums] = await fees();
    expect(sums).toMatchObject({ lines: 70, actualFen: sumOf(day) + sumOf(next) });
    expect(sums!.expectedFen).toBe(sumOf(day) + expectedNext);
    expect(sums!.off).toBeGreaterThan(0);
    const lines = await off();
    expect(lines.lines).toBe(sums!.off);
  });

  it('are told bill by bill, and what differs opens as the lines of that bill', async () => {
    unwrap(await addPlan({ from: '2025-06-17', ratePpm: 3_800 }));
    const [bill] = (await commit([...day, ...next])).bills;
    const again = (await commit([...day, ...next, ...wechatDay(5, '2025-06-18')])).bills[0]!;
    const of = async (id: string, who: Who = 'finance') => core.as(who).ask('bill.fees', { id });
    const [sums] = unwrap(await of(bill!.id));
    expect(sums).toMatchObject({ id: ID, lines: 23, actualFen: sumOf(next), freeLines: 47, freeFen: sumOf(day) });
    const filter = { from: '2025-06-01', to: '2025-06-30', accounts: [ID], feeOff: true, batchId: bill!.id };
    const lines = unwrap(await core.as('finance').ask('txn.totals', { filter }));
    expect(lines.lines).toBe(sums!.off);
    expect(sums!.off).toBeGreaterThan(0);
    expect(unwrap(await of(again.id))).toMatchObject([{ lines: 5, freeLines: 0 }]);
    expect(await of('nothing')).toMatchObject({ error: { code: 'bill.batch_not_found' } });
    expect(await of('')).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await of(bill!.id, 'entry')).toMatchObject({ error: { code: 'access.denied' } });
  });

  it('are never rewritten by a plan that comes later, and neither is a bill that comes again', async () => {
    unwrap(await addPlan());
    await commit(day);
    const [then] = await fees();
    unwrap(await addPlan({ from: '2025-06-10', ratePpm: 1_000 }));
    await commit(day);
    expect(await fees()).toEqual([then]);
    expect((await terms()).plans.map(({ ratePpm }) => ratePpm)).toEqual([6_000, 1_000]);
    await commit([...day, ...next]);
    const [now] = await fees();
    expect(now!.expectedFen).not.toBe(then!.expectedFen + sumOf(next));
    expect(now!.lines).toBe(then!.lines + next.length);
  });

  it('go with a batch that is taken back, whatever was agreed since', async () => {
    unwrap(await addPlan());
    await commit(day);
    const [then] = await fees();
    const { batchId } = await commit(next);
    unwrap(await addPlan({ from: '2025-06-01', ratePpm: 9_000 }));
    unwrap(await core.as('finance').execute('bill.revert', { batchId }));
    expect(await fees()).toEqual([then]);
  });

  it('are bounded by least and most, and kept with a refund where that was agreed', async () => {
    unwrap(await addPlan({ minFeeFen: 100, maxFeeFen: 300, refundFee: 'kept' }));
    await commit(day);
    const expected = day
      .filter(({ state }) => state === 'SUCCESS')
      .reduce((sum, { feeFen }) => sum + Math.min(300, Math.max(100, feeFen)), 0);
    expect((await fees())[0]).toMatchObject({ expectedFen: expected });
  });

  it('say nothing of days before the first plan, and are shown to who reaches the account alone', async () => {
    unwrap(await addPlan({ from: '2025-06-17' }));
    await commit([...day, ...next]);
    expect(await fees()).toMatchObject([{ lines: next.length }]);
    expect(await core.as('entry').ask('channel.fees', { from: '2025-06-01', to: '2025-06-30' })).toMatchObject({
      error: { code: 'access.denied' },
    });
    const admin = core.core.context.access.admin(core.admins.manager)!;
    await core.core.context.db.table('admins').put({ ...admin, scope: { kind: 'self' } });
    core = await core.reopen();
    expect(await fees('manager')).toEqual([]);
    expect(await core.as('manager').ask('channel.terms', { id: ID })).toMatchObject({
      error: { code: 'channel.not_found' },
    });
    expect(await addPlan({}, 'manager')).toMatchObject({ error: { code: 'channel.not_found' } });
    expect(await setTerms({}, 'manager')).toMatchObject({ error: { code: 'channel.not_found' } });
  });
});

describe('channel.addPlan and channel.setTerms', () => {
  const entries = async () => {
    const rows = await core.core.context.db.table('audit').toArray();
    return rows.filter(({ action }) => action.startsWith('channel.'));
  };

  it('are audited field by field, and leave each other alone', async () => {
    unwrap(await addPlan({ minFeeFen: 1, maxFeeFen: 5_000 }));
    unwrap(await setTerms({ contractFrom: '2025-01-01', contractTo: '2026-01-31' }));
    unwrap(await setTerms({ contractFrom: '2025-01-01', contractTo: '2026-01-31' }));
    expect(await terms()).toMatchObject({ settleCycle: 'T+1', contractTo: '2026-01-31', plans: [{ ratePpm: 6_000 }] });
    const found = (await entries()).filter(({ diff }) => diff.length > 0);
    expect(found.map(({ action, targetLabel }) => [action, targetLabel])).toEqual([
      ['channel.addPlan', '1900012345'],
      ['channel.setTerms', '1900012345'],
    ]);
    expect(found[0]!.diff).toContainEqual({ field: 'feePlan', before: '', after: '0.60% · ≥ ¥0.01 · ≤ ¥50.00' });
    expect(found[1]!.diff).toContainEqual({ field: 'contractTo', before: '', after: '2026-01-31' });
  });

  it('mark a contract that ends within thirty days', async () => {
    const today = bizDateAt(core.clock.now());
    for (const [days, contract] of [
      [31, ''],
      [30, 'ending'],
      [0, 'ending'],
      [-1, 'ended'],
    ] as const) {
      unwrap(await setTerms({ contractTo: addDays(today, days) }));
      expect(await listed()).toMatchObject({ contract, settleCycle: 'T+1', ratePpm: null });
    }
    unwrap(await addPlan({ from: addDays(today, 1) }));
    expect(await listed()).toMatchObject({ ratePpm: null });
    unwrap(await addPlan({ from: today, ratePpm: 5_500 }));
    expect(await listed()).toMatchObject({ ratePpm: 5_500 });
  });

  it('are refused without the right, for no account, and with nonsense', async () => {
    expect(await addPlan({}, 'entry')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await setTerms({}, 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await addPlan({}, 'finance', 'WECHAT|none')).toMatchObject({ error: { code: 'channel.not_found' } });
    expect(await setTerms({}, 'finance', 'WECHAT|none')).toMatchObject({ error: { code: 'channel.not_found' } });
    const nonsense = [{ ratePpm: 50_001 }, { ratePpm: 0.5 }, { from: '2025-02-30' }, { minFeeFen: 9, maxFeeFen: 8 }];
    for (const change of nonsense) expect(await addPlan(change)).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await setTerms({ contractFrom: '2025-02-01', contractTo: '2025-01-31' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    expect(await core.core.context.db.table('channelTerms').count()).toBe(0);
  });

  it('leave nothing behind when storing fails', async () => {
    await createOne(core, 1);
    const { db } = core.core.context;
    const fail = () => {
      throw new Error('disk');
    };
    db.table('audit').hook('creating', fail);
    const answers = [await addPlan(), await setTerms()];
    db.table('audit').hook('creating').unsubscribe(fail);
    expect(answers.map(({ ok }) => ok)).toEqual([false, false]);
    expect(await db.table('channelTerms').count()).toBe(0);
  });
});
