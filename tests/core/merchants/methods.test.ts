import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import type { PayMethod } from '@shared/rules/pay-method';
import { transactionsLink } from '@shared/txns/filter';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay } from '../../support/factories/bills';
import { BY_NUMBER, createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

const ACCOUNT = 'WECHAT|1900012345';
const day = wechatDay(20, '2025-06-16', { refunds: 2 });
let core: OpenedCore;
let id: string;

beforeEach(async () => {
  core = await openCore();
  await createOne(core, 1);
  id = unwrap(await core.as('super').ask('merchant.list', BY_NUMBER)).rows[0]!.id;
  await commit('2025-06-15');
  unwrap(await core.as('finance').execute('channel.link', { id: ACCOUNT, merchantId: id }));
});

const commit = async (date: string) =>
  unwrap(
    await core
      .as('finance')
      .execute('bill.commit', await billInput({ 'a.csv': wechatBill(wechatDay(20, date, { refunds: 2 })) })),
  );
const set = (enabled: PayMethod[], who: Who = 'finance') =>
  core.as(who).execute('merchant.setMethods', { id, enabled });
const methods = async () => unwrap(await core.as('finance').ask('merchant.methods', { id }));
const addPlan = (ratePpm: number, method?: PayMethod) =>
  core.as('finance').execute('channel.addPlan', {
    ...{ id: ACCOUNT, from: '2025-06-01', ratePpm, minFeeFen: 0, maxFeeFen: 0, refundFee: 'returned' },
    ...(method && { method }),
  });

describe('the ways of paying of a merchant', () => {
  it('are on or off, and cost what the plan of their account says, their own before the common one', async () => {
    expect(await methods()).toMatchObject({ at: 0 });
    unwrap(await addPlan(6_000));
    unwrap(await addPlan(3_800, 'WECHAT_MICROPAY'));
    unwrap(await set(['WECHAT_JSAPI', 'CASH']));
    const found = await methods();
    expect(found.at).toBeGreaterThan(0);
    expect(found.methods.filter(({ enabled }) => enabled).map(({ method }) => method)).toEqual([
      'WECHAT_JSAPI',
      'CASH',
    ]);
    const rate = (of: PayMethod) => found.methods.find(({ method }) => method === of)!.rates;
    expect(rate('WECHAT_JSAPI')).toMatchObject([{ id: ACCOUNT, ratePpm: 6_000, isOwn: false }]);
    expect(rate('WECHAT_MICROPAY')).toMatchObject([{ ratePpm: 3_800, isOwn: true }]);
    expect(rate('ALIPAY_QR')).toEqual([]);
  });

  it('are audited one by one, and saying the same again is nothing', async () => {
    unwrap(await set(['WECHAT_JSAPI']));
    unwrap(await set(['CASH']));
    const { seq } = core.core.context.audit.head;
    const entry = (await core.core.context.db.table('audit').get(seq))!;
    expect(entry).toMatchObject({ action: 'merchant.setMethods', targetId: id });
    expect(entry.diff).toEqual([
      { field: 'payMethod', before: 'WECHAT_JSAPI', after: '' },
      { field: 'payMethod', before: '', after: 'CASH' },
    ]);
  });

  it('are counted by month as bills name them, with what finds their lines again', async () => {
    const ask = { id, month: '2025-06' };
    const uses = unwrap(await core.as('finance').ask('merchant.methodUse', ask))!;
    const settleFen = day.filter(({ state }) => state === 'SUCCESS').reduce((sum, one) => sum + one.settleFen, 0);
    expect(uses).toEqual([
      { method: 'WECHAT_JSAPI', channels: ['WECHAT'], written: ['JSAPI'], payments: 20, settleFen },
    ]);
    const filter = {
      from: '2025-06-01',
      to: '2025-06-30',
      merchantIds: [id],
      payMethods: ['JSAPI'],
      kinds: ['pay' as const],
    };
    expect(transactionsLink(filter).query['payMethods']).toBe('JSAPI');
    expect(unwrap(await core.as('finance').ask('txn.totals', { filter })).lines).toBe(20);
    expect(unwrap(await core.as('finance').ask('merchant.methodUse', { id, month: '2025-05' }))).toEqual([]);
  });

  it('are refused to who may not, for what is not there, and when the input makes no sense', async () => {
    expect(await set(['CASH'], 'entry')).toMatchObject({ error: { code: 'access.denied' } });
    const none = await core.as('finance').execute('merchant.setMethods', { id: 'nobody', enabled: [] });
    expect(none).toMatchObject({ error: { code: 'merchant.not_found' } });
    expect(await set(['PIGEON' as PayMethod])).toMatchObject({ error: { code: 'input.invalid' } });
    expect((await methods()).at).toBe(0);
    expect(await core.as('service').ask('merchant.methods', { id })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('entry').ask('merchant.methodUse', { id, month: '2025-06' })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('finance').ask('merchant.methodUse', { id, month: '2025-13' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});

describe('a fee plan of one method', () => {
  it('is what lines of that method are compared with, and nothing else', async () => {
    unwrap(await addPlan(9_000));
    unwrap(await addPlan(6_000, 'WECHAT_JSAPI'));
    await commit('2025-06-16');
    const fees = async () =>
      unwrap(await core.as('finance').ask('channel.fees', { from: '2025-06-16', to: '2025-06-16' }));
    expect(await fees()).toMatchObject([{ lines: 22, off: 0 }]);
    expect(unwrap(await core.as('super').execute('rollup.rebuild', {}))).toMatchObject({ fees: 0 });
  });

  it('alone says nothing of the lines of other methods, and must be of the channel', async () => {
    unwrap(await addPlan(6_000, 'WECHAT_MICROPAY'));
    await commit('2025-06-16');
    const fees = unwrap(await core.as('finance').ask('channel.fees', { from: '2025-06-16', to: '2025-06-16' }));
    expect(fees).toEqual([]);
    expect(await addPlan(6_000, 'ALIPAY_QR')).toMatchObject({ error: { code: 'input.invalid' } });
  });
});
