import { beforeEach, describe, expect, it } from 'vitest';
import type { ReminderRule, ReminderSettings } from '@shared/contracts/reminders';
import type { TxnEntry, TxnFilter } from '@shared/contracts/txns';
import { unwrap } from '@shared/kernel/result';
import { addDays, bizDateAt } from '@shared/time/biz-date';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay } from '../../support/factories/bills';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

const HOUR_MS = 3_600_000;
let core: OpenedCore;
let today: string;
let merchantId: string;

beforeEach(async () => {
  core = await openCore();
  await createOne(core, 1);
  const query = { filter: {}, sort: { field: 'merchantNo', descending: false }, offset: 0, limit: 1 } as const;
  merchantId = unwrap(await core.as('super').ask('merchant.list', query)).rows[0]!.id;
  today = bizDateAt(core.clock.now());
});

const rule = (change: Partial<ReminderRule> = {}): ReminderRule => ({
  id: 'r1',
  isOn: true,
  event: 'receipt',
  amountFen: 10_000,
  days: 0,
  merchantId: '',
  channels: [],
  ways: ['toast', 'sound'],
  ...change,
});
const save = (rules: ReminderRule[], who: Who = 'finance', quiet: Partial<ReminderSettings> = {}) =>
  core.as(who).execute('reminder.save', { quietFrom: '', quietTo: '', ...quiet, rules });
const told = async (who: Who = 'finance') => unwrap(await core.as(who).ask('notice.list', {}));
const enter = async (amountFen: number, change: Partial<TxnEntry> = {}) =>
  unwrap(
    await core.as('super').execute('txn.enter', {
      ...{ merchantId, kind: 'pay', channel: 'CASH', bizDate: today, time: '08:30', amountFen },
      ...{ payMethod: '', orderNo: '', originalNo: '', memo: '' },
      ...change,
    }),
  );
const commit = async (text: string) =>
  unwrap(await core.as('super').execute('bill.commit', await billInput({ 'a.csv': text })));
const behind = async (filter: TxnFilter, who: Who) =>
  unwrap(await core.as(who).ask('txn.list', { filter, offset: 0, limit: 500 })).rows;

describe('reminder.save', () => {
  it('keeps the rules of each admin apart, and says nothing of them in the audit', async () => {
    const { db } = core.core.context;
    const before = await db.table('audit').count();
    unwrap(await save([rule()], 'finance', { quietFrom: '22:00', quietTo: '08:00' }));
    unwrap(await save([rule({ amountFen: 1 })], 'manager'));
    expect(unwrap(await core.as('finance').ask('reminder.get', {}))).toEqual({
      quietFrom: '22:00',
      quietTo: '08:00',
      rules: [rule()],
    });
    expect(unwrap(await core.as('readonly').ask('reminder.get', {}))).toEqual({
      quietFrom: '',
      quietTo: '',
      rules: [],
    });
    expect(await db.table('audit').count()).toBe(before);
  });

  it.each<[string, Partial<ReminderRule>, Partial<ReminderSettings>]>([
    ['no amount', { amountFen: 0 }, {}],
    ['half a fen', { amountFen: 0.5 }, {}],
    ['silence without days', { event: 'silence', amountFen: 0 }, {}],
    ['silence with an amount', { event: 'silence', days: 3 }, {}],
    ['an unknown channel', { channels: ['X' as 'CASH'] }, {}],
    ['a time that is none', {}, { quietFrom: '24:00', quietTo: '08:00' }],
    ['quiet hours without an end', {}, { quietFrom: '22:00' }],
  ])('refuses %s', async (_name, change, quiet) => {
    expect(await save([rule(change)], 'finance', quiet)).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('refuses two rules of one id, and who is not signed in', async () => {
    expect(await save([rule(), rule()])).toMatchObject({ error: { code: 'input.invalid' } });
    core.core.context.session.end();
    const settings = { quietFrom: '', quietTo: '', rules: [rule()] };
    expect(await core.core.execute('reminder.save', settings)).toMatchObject({ error: { code: 'access.signed_out' } });
    expect(await core.core.context.db.table('reminders').count()).toBe(0);
  });
});

describe('a rule about receipts', () => {
  it('holds from the very fen on, and leads to just these lines', async () => {
    unwrap(await save([rule()]));
    await enter(9_999);
    expect((await told()).notices).toEqual([]);
    const { id } = await enter(10_000);
    const { notices, unread } = await told();
    expect(unread).toBe(1);
    expect(notices).toMatchObject([
      {
        event: 'receipt',
        merchantId,
        count: 1,
        sumFen: 10_000,
        mostFen: 10_000,
        ways: ['toast', 'sound'],
        toldAt: 0,
        readAt: 0,
      },
    ]);
    expect((await behind(notices[0]!.filter, 'finance')).map((line) => line.id)).toEqual([id]);
  });

  it('tells of a bill once, with its lines counted, and nothing when it comes again', async () => {
    const day = wechatDay(40, '2025-06-16', { refunds: 5 });
    const fens = day.filter((line) => line.state === 'SUCCESS').map((line) => line.settleFen);
    unwrap(await save([rule({ amountFen: 3_000 })]));
    await commit(wechatBill(day));
    const wanted = fens.filter((fen) => fen >= 3_000);
    expect(wanted.length).toBeGreaterThan(1);
    const { notices } = await told();
    const sumFen = wanted.reduce((sum, fen) => sum + fen, 0);
    expect(notices).toMatchObject([{ count: wanted.length, sumFen, mostFen: Math.max(...wanted) }]);
    expect(await behind(notices[0]!.filter, 'finance')).toHaveLength(wanted.length);
    await commit(wechatBill(day));
    expect((await told()).notices).toHaveLength(1);
  });

  it('looks at refunds, channels and merchants when it says so', async () => {
    unwrap(
      await save([
        rule({ id: 'refund', event: 'refund' }),
        rule({ id: 'wechat', channels: ['WECHAT'] }),
        rule({ id: 'other', merchantId: 'another' }),
        rule({ id: 'off', isOn: false }),
      ]),
    );
    await enter(50_000);
    expect((await told()).notices).toEqual([]);
    await enter(20_000, { kind: 'refund' });
    expect((await told()).notices).toMatchObject([{ event: 'refund', count: 1, sumFen: 20_000 }]);
  });

  it('goes when the bill is taken back', async () => {
    unwrap(await save([rule({ amountFen: 1 })]));
    const { batchId } = await commit(wechatBill(wechatDay(3, '2025-06-16')));
    expect((await told()).unread).toBe(1);
    unwrap(await core.as('super').execute('bill.revert', { batchId }));
    expect((await told()).notices).toEqual([]);
  });

  it('is not told when storing fails', async () => {
    unwrap(await save([rule({ amountFen: 1 })]));
    const { db } = core.core.context;
    const fail = () => {
      throw new Error('disk');
    };
    db.table('notices').hook('creating', fail);
    const input = await billInput({ 'a.csv': wechatBill(wechatDay(3, '2025-06-16')) });
    const answer = await core.as('super').execute('bill.commit', input);
    db.table('notices').hook('creating').unsubscribe(fail);
    expect(answer.ok).toBe(false);
    expect(await db.table('txnBlocks').count()).toBe(0);
    expect((await told()).notices).toEqual([]);
  });
});

describe('a rule about a day', () => {
  it('tells when the day gets there, and not again', async () => {
    unwrap(await save([rule({ event: 'dayTotal', amountFen: 30_000 })]));
    await enter(29_999);
    expect((await told()).notices).toEqual([]);
    await enter(1, { channel: 'OTHER' });
    const { notices } = await told();
    expect(notices).toMatchObject([
      { event: 'dayTotal', count: 1, sumFen: 30_000, filter: { from: today, to: today } },
    ]);
    expect(await behind(notices[0]!.filter, 'finance')).toHaveLength(2);
    await enter(500_000);
    expect((await told()).notices).toHaveLength(1);
  });
});

describe('a rule about silence', () => {
  it('tells of a merchant once its last receipt is so many days behind the last day there is', async () => {
    unwrap(await save([rule({ event: 'silence', amountFen: 0, days: 3 })]));
    await enter(100, { bizDate: addDays(today as never, -4) });
    await commit(wechatBill(wechatDay(3, addDays(today as never, -2))));
    expect((await told()).notices).toEqual([]);
    await commit(wechatBill(wechatDay(3, addDays(today as never, -1))));
    const { notices } = await told();
    expect(notices).toMatchObject([{ event: 'silence', count: 1, days: 3, merchantId }]);
    expect(notices[0]!.merchantName).not.toBe('');
    await commit(wechatBill(wechatDay(3, today)));
    expect((await told()).notices).toHaveLength(1);
  });
});

describe('notices', () => {
  it('tell nobody of what is out of reach, or not theirs to see', async () => {
    const admin = core.core.context.access.admin(core.admins.service)!;
    expect(admin.roleIds).toEqual(['service']);
    await core.core.context.db.table('admins').put({ ...admin, scope: { kind: 'self' } });
    const again = await core.reopen();
    core = again;
    for (const who of ['finance', 'service', 'entry'] as const) unwrap(await save([rule({ amountFen: 1 })], who));
    await enter(100);
    await commit(wechatBill(wechatDay(3, '2025-06-16')));
    expect((await told('finance')).notices).toHaveLength(2);
    expect((await told('service')).notices).toEqual([]);
    const mayEntry = core.core.context.access.rightsOf(core.admins.entry, core.clock.now()).held.has('txn:view');
    expect((await told('entry')).notices).toHaveLength(mayEntry ? 2 : 0);
  });

  it('wait for the end of quiet hours over midnight, and are not lost', async () => {
    unwrap(await save([rule({ amountFen: 1 })], 'finance', { quietFrom: '22:00', quietTo: '08:00' }));
    core.clock.advance(14.5 * HOUR_MS); // 23:30
    await enter(100);
    const waiting = await told();
    expect(waiting).toMatchObject({ notices: [], unread: 0 });
    expect(waiting.nextAt).toBe(Date.parse(`${addDays(today as never, 1)}T08:00:00+08:00`));
    core.clock.advance(8.5 * HOUR_MS - 1);
    expect((await told()).unread).toBe(0);
    core.clock.advance(1);
    expect(await told()).toMatchObject({ unread: 1, nextAt: 0, notices: [{ count: 1, showAt: waiting.nextAt }] });
  });

  it('are marked by whose they are alone', async () => {
    unwrap(await save([rule({ amountFen: 1 })]));
    await enter(100);
    const ids = (await told()).notices.map(({ id }) => id);
    unwrap(await core.as('manager').execute('notice.mark', { ids, as: 'read' }));
    expect((await told()).unread).toBe(1);
    unwrap(await core.as('finance').execute('notice.mark', { ids, as: 'told' }));
    expect(await told()).toMatchObject({ unread: 1, notices: [{ toldAt: core.clock.now(), readAt: 0 }] });
    unwrap(await core.as('finance').execute('notice.mark', { ids: [...ids, 'nothing'], as: 'read' }));
    expect(await told()).toMatchObject({ unread: 0, notices: [{ readAt: core.clock.now() }] });
    expect(await core.as('finance').execute('notice.mark', { ids: [''], as: 'read' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('are kept up to two hundred, the newest', async () => {
    unwrap(await save([rule({ amountFen: 1 })]));
    await enter(100);
    const { db } = core.core.context;
    const [one] = await db.table('notices').toArray();
    const older = Array.from({ length: 200 }, (_, n) => ({
      ...one!,
      id: one!.id.replace(/\|\d{15}\|/, `|${String(n).padStart(15, '0')}|`),
    }));
    await db.table('notices').bulkPut(older);
    core.clock.advance(1_000);
    await enter(200);
    const kept = (await told()).notices;
    expect(kept).toHaveLength(200);
    expect(kept.some(({ sumFen }) => sumFen === 200)).toBe(true);
    expect(await db.table('notices').get(older[0]!.id)).toBeUndefined();
  });
});
