import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { ALIPAY_ACCOUNT, alipayBill, alipayDay } from '../../support/factories/alipay-bills';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay, wechatTotals } from '../../support/factories/bills';
import { createOne, dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const day = wechatDay(50, '2025-06-16', { refunds: 5 });
const next = wechatDay(20, '2025-06-17');
const commit = async (files: Record<string, string>, who: 'finance' | 'entry' | 'super' = 'finance') =>
  core.as(who).execute('bill.commit', await billInput(files));
const days = async () => unwrap(await core.as('finance').ask('revenue.days', { from: '2025-06-01', to: '2025-06-30' }));
const list = async () => unwrap(await core.as('finance').ask('bill.list', { offset: 0, limit: 50 }));

/** Everything that bills are stored in, as one text. */
async function stored(): Promise<string> {
  const names = ['bills', 'billFiles', 'txnBlocks', 'txnDays', 'channelAccounts', 'merchantBlocks'] as const;
  const { db } = core.core.context;
  return JSON.stringify(await Promise.all(names.map(async (name) => [name, await db.table(name).toArray()])));
}
/** Told apart without printing it. */
const isStored = async (before: string) => (await stored()) === before;

describe('bill.commit', () => {
  it('stores lines, files, sums of each day and accounts, with one entry in the audit', async () => {
    const done = unwrap(await commit({ 'a.csv': wechatBill([...day, ...next]) }));
    expect(done).toMatchObject({ added: 75, known: 0, unknownAccounts: 1 });
    expect(done.bills).toMatchObject([{ kind: 'wechat-trade', from: '2025-06-16', to: '2025-06-17', rows: 75 }]);
    const { payments, refunds, settleFen, refundFen, feeFen } = wechatTotals(day);
    expect(await days()).toMatchObject([
      {
        bizDate: '2025-06-16',
        channel: 'WECHAT',
        account: '1900012345',
        payments,
        refunds,
        settleFen,
        refundFen,
        feeFen,
      },
      { bizDate: '2025-06-17', payments: 20, refunds: 0 },
    ]);
    const entries = await core.core.context.db.table('audit').where('action').equals('bill.commit').toArray();
    expect(entries).toMatchObject([
      { targetType: 'billBatch', targetLabel: 'a.csv', counts: { bills: 1, added: 75, known: 0 } },
    ]);
    const reopened = await core.reopen();
    expect(unwrap(await reopened.as('super').ask('bill.list', { offset: 0, limit: 5 })).total).toBe(1);
  });

  it('keeps payers sealed and masked, and the file as it came under seal', async () => {
    unwrap(await commit({ 'a.csv': wechatBill(day) }));
    const { db, vault } = core.core.context;
    const text = await stored();
    expect(text.includes(`oTEST${day[0]!.orderNo}`)).toBe(false);
    const [block] = await db.table('txnBlocks').toArray();
    expect(block!.text.payerMask!.text.slice(0, 12)).toMatch(/^oTES\*{4}/);
    expect(await vault.unseal(`txnBlocks|${block!.id}`, block!.sealed)).toContain(`oTEST${day[0]!.orderNo}\t`);
    const [file] = await db.table('billFiles').toArray();
    const packed = await vault.unsealBytes(`billFiles|${file!.id}`, file!.box);
    expect(gunzipSync(packed).toString()).toBe(wechatBill(day));
  });

  it('stores a line once, however often and in whatever files it comes', async () => {
    unwrap(await commit({ 'a.csv': wechatBill(day) }));
    const before = await days();
    expect(unwrap(await commit({ 'a.csv': wechatBill(day) }))).toMatchObject({ added: 0, known: 55 });
    const both = unwrap(await commit({ 'b.csv': wechatBill([...day, ...next]), 'c.csv': wechatBill(next) }));
    expect(both.bills.map((b) => [b.added, b.known])).toEqual([
      [20, 55],
      [0, 20],
    ]);
    expect((await days())[0]).toEqual(before[0]);
    expect((await days())[1]).toMatchObject({ payments: 20 });
  });

  it('keeps trades and movements of an account apart: no sum counts money twice', async () => {
    const trade = alipayDay(10, 2);
    unwrap(await commit({ 'trade.csv': alipayBill(trade), 'account.csv': ALIPAY_ACCOUNT }));
    expect(await days()).toMatchObject([
      { channel: 'ALIPAY', account: '20880000000000010156', payments: 10, refunds: 2 },
    ]);
    expect((await list()).rows.map((r) => r.kind).sort()).toEqual(['alipay-account', 'alipay-trade']);
  });

  it('is denied without the right, and to nobody’s harm', async () => {
    const before = await stored();
    const denied = await core.as('readonly').execute('bill.commit', await billInput({ 'a.csv': wechatBill(day) }));
    expect(denied).toMatchObject({ error: { code: 'access.denied' } });
    expect(await isStored(before)).toBe(true);
  });

  it.each<[string, (input: Awaited<ReturnType<typeof billInput>>) => void, string]>([
    ['sums that are not those of the lines', (i) => (i.bills[0]!.totals.settleFen += 1), 'bill.not_proven'],
    ['a line with other money', (i) => (i.bills[0]!.groups[0]!.money.settleFen[0]! += 1), 'bill.not_proven'],
    ['a bill that contradicts itself', (i) => (i.bills[0]!.totals.proof = 'mismatch'), 'bill.not_proven'],
    ['half a fen', (i) => (i.bills[0]!.groups[0]!.money.settleFen[0] = 0.5), 'input.invalid'],
    ['a day that is none', (i) => (i.bills[0]!.groups[0]!.bizDate = '2025-02-30'), 'input.invalid'],
    ['a column too short', (i) => (i.bills[0]!.groups[0]!.kind = new Uint8Array(3)), 'input.invalid'],
    ['an account that would break an id', (i) => (i.bills[0]!.groups[0]!.account = 'a|b'), 'input.invalid'],
    ['a bill without its file', (i) => (i.files[0]!.sha256 = 'f'.repeat(64)), 'input.invalid'],
  ])('refuses %s', async (_, spoil, code) => {
    const before = await stored();
    const input = await billInput({ 'a.csv': wechatBill(day) });
    spoil(input);
    expect(await core.as('finance').execute('bill.commit', input)).toMatchObject({ ok: false, error: { code } });
    expect(await isStored(before)).toBe(true);
  });

  it('leaves nothing behind when it fails in the middle', async () => {
    unwrap(await commit({ 'a.csv': wechatBill(next) }));
    const before = await stored();
    const { db } = core.core.context;
    const fail = () => {
      throw new Error('disk');
    };
    db.dexie.table('channelAccounts').hook('updating', fail);
    expect(await commit({ 'b.csv': wechatBill([...next, ...day]) })).toMatchObject({
      error: { code: 'internal.unexpected' },
    });
    db.dexie.table('channelAccounts').hook('updating').unsubscribe(fail);
    expect(await isStored(before)).toBe(true);
  });
});

describe('bill.takeFile', () => {
  it('gives the file back byte for byte, to who may see payers, and records it; it lies packed', async () => {
    const text = wechatBill(day);
    unwrap(await commit({ 'a.csv': text }));
    const { id, batchId } = (await list()).rows[0]!;
    const taken = unwrap(await core.as('finance').execute('bill.takeFile', { id }));
    expect(taken.fileName).toBe('a.csv');
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(taken.bytes)).toBe(text);
    const file = (await core.core.context.db.table('billFiles').toArray())[0]!;
    expect(file.box.length).toBeLessThan(file.bytes / 2);
    const log = unwrap(await core.as('super').ask('audit.list', { log: 'all', limit: 5 }));
    expect(log.rows[0]).toMatchObject({ action: 'bill.takeFile', targetId: batchId });
    expect(await core.as('readonly').execute('bill.takeFile', { id })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('finance').execute('bill.takeFile', { id: 'nothing' })).toMatchObject({ ok: false });
  });

  it('opens what was stored before files were packed', async () => {
    unwrap(await commit({ 'a.csv': wechatBill(day) }));
    const { id } = (await list()).rows[0]!;
    const { db, vault } = core.core.context;
    const file = (await db.table('billFiles').toArray())[0]!;
    delete file.packed;
    const plain = new TextEncoder().encode('plain');
    const box = await vault.sealBytes(`billFiles|${file.id}`, plain);
    await db.table('billFiles').put({ ...file, bytes: plain.length, box });
    expect(unwrap(await core.as('finance').execute('bill.takeFile', { id })).bytes).toEqual(plain);
  });
});

describe('bill.revert', () => {
  it('takes lines and sums back; the bill may then come again', async () => {
    unwrap(await commit({ 'a.csv': wechatBill(next) }));
    const before = await days();
    const { batchId } = unwrap(await commit({ 'b.csv': wechatBill(day) }));
    expect(unwrap(await core.as('finance').execute('bill.revert', { batchId }))).toEqual({ removed: 55 });
    expect((await days()).filter((d) => d.payments > 0)).toEqual(before);
    expect((await list()).rows[0]).toMatchObject({ fileName: 'b.csv', state: 'reverted' });
    expect(unwrap(await commit({ 'b.csv': wechatBill(day) }))).toMatchObject({ added: 55 });
  });

  it('refuses what another bill leans on, what was undone, and what is not there', async () => {
    const { batchId } = unwrap(await commit({ 'a.csv': wechatBill(day) }));
    const later = unwrap(await commit({ 'b.csv': wechatBill([...day, ...next]) }));
    const revert = (id: string) => core.as('finance').execute('bill.revert', { batchId: id });
    expect(await revert(batchId)).toMatchObject({ error: { code: 'bill.leaned_on', params: { file: 'b.csv' } } });
    unwrap(await revert(later.batchId));
    unwrap(await revert(batchId));
    expect(await revert(batchId)).toMatchObject({ error: { code: 'bill.already_reverted' } });
    expect(await revert('none')).toMatchObject({ error: { code: 'bill.batch_not_found' } });
    expect(await core.as('finance').execute('bill.revert', { batchId: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    expect(await core.as('entry').execute('bill.revert', { batchId })).toMatchObject({
      error: { code: 'access.denied' },
    });
  });
});

describe('channel.link', () => {
  it('says whose an account is, for what was stored before as well', async () => {
    const merchant = await createOne(core, 1);
    unwrap(await commit({ 'a.csv': wechatBill(day) }));
    const [account] = unwrap(await core.as('finance').ask('channel.list', { unlinked: true }));
    expect(account).toMatchObject({
      id: 'WECHAT|1900012345',
      label: '1900012345',
      merchantId: '',
      firstSeen: '2025-06-16',
    });
    const link = (id: string, merchantId: string) => core.as('finance').execute('channel.link', { id, merchantId });
    unwrap(await link(account!.id, merchant.id));
    expect(unwrap(await core.as('finance').ask('channel.list', { unlinked: true }))).toEqual([]);
    expect(unwrap(await core.as('finance').ask('channel.list', { unlinked: false }))).toMatchObject([
      { merchantId: merchant.id, merchantName: merchant.name },
    ]);
    expect(await link('WECHAT|none', merchant.id)).toMatchObject({ error: { code: 'channel.not_found' } });
    expect(await link(account!.id, 'nobody')).toMatchObject({ error: { code: 'merchant.not_found' } });
    expect(await link('', '')).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await core.as('entry').execute('channel.link', { id: account!.id, merchantId: '' })).toMatchObject({
      error: { code: 'access.denied' },
    });
    unwrap(await link(account!.id, ''));
    expect(unwrap(await core.as('finance').ask('channel.list', { unlinked: true }))).toHaveLength(1);
  });

  it('lets somebody with a part of the merchants see the bills and sums of these alone', async () => {
    const merchant = await createOne(core, 1);
    unwrap(await commit({ 'a.csv': wechatBill(day), 'b.csv': alipayBill(alipayDay(3)) }));
    unwrap(await core.as('finance').execute('channel.link', { id: 'WECHAT|1900012345', merchantId: merchant.id }));
    const { context } = core.core;
    const { accountsById, isAccountWithinReach, isBillWithinReach } = await import('@renderer/core/bills/accounts');
    const known = await accountsById(context);
    const reach = { ...context, scope: [{ owners: [], regions: [], merchantIds: [merchant.id] }] };
    expect(isAccountWithinReach(reach, known.get('WECHAT|1900012345'))).toBe(true);
    expect(isAccountWithinReach(reach, known.get('ALIPAY|20880000000000010156'))).toBe(false);
    const own = { channel: 'WECHAT', accounts: ['1900012345'] } as const;
    expect(isBillWithinReach(reach, known, { ...own, accounts: [...own.accounts] })).toBe(true);
    // A summary names no account, and its sums are everybody's: neither shown, nor undone, nor its file taken out.
    expect(isBillWithinReach(reach, known, { ...own, accounts: [] })).toBe(false);
    expect(isBillWithinReach(context, known, { ...own, accounts: [] })).toBe(true);
  });
});

describe('linking by number', () => {
  const suggest = async () => unwrap(await core.as('finance').ask('channel.suggest', {}));
  const linkMany = (links: { id: string; merchantId: string }[], who: Who = 'finance') =>
    core.as(who).execute('channel.linkMany', { links });

  it('proposes whose number is exactly the same, and links many at once, stored receipts included', async () => {
    const [one, two] = [await createOne(core, 1), await createOne(core, 2)];
    const of = (subMchNo: string, date: string) => wechatDay(3, date).map((row) => ({ ...row, subMchNo }));
    const days = [of(one.merchantNo!, '2025-06-14'), of('16000002', '2025-06-15'), of('16000003', '2025-06-16')];
    unwrap(await commit({ 'a.csv': wechatBill(days.flat()) }));
    const { db } = core.core.context;
    const linked = { channel: 'UNIONPAY', label: '', firstSeen: '', lastSeen: '', merchantId: two.id } as const;
    await db.dexie.table('channelAccounts').put({ ...linked, id: 'UNIONPAY|16000002', account: '16000002' });
    const found = await suggest();
    expect(found.map(({ id, merchantId, by }) => [id, merchantId, by])).toEqual([
      ['WECHAT|1900012345/16000002', two.id, 'channel'],
      [`WECHAT|1900012345/${one.merchantNo}`, one.id, 'merchantNo'],
    ]);
    const links = found.map(({ id, merchantId }) => ({ id, merchantId }));
    expect(unwrap(await linkMany(links))).toEqual({ linked: 2 });
    expect(await suggest()).toEqual([]);
    const filter = { from: '2025-06-01', to: '2025-06-30', merchantIds: [one.id] };
    expect(unwrap(await core.as('finance').ask('txn.totals', { filter }))).toMatchObject({ payments: 3 });
  });

  it('proposes nobody where two answer, and links all or none, with the right', async () => {
    const [one, two] = [await createOne(core, 1), await createOne(core, 2)];
    unwrap(await commit({ 'a.csv': wechatBill(wechatDay(2).map((row) => ({ ...row, subMchNo: '16000002' }))) }));
    const table = core.core.context.db.dexie.table('channelAccounts');
    const row = { account: '16000002', label: '', firstSeen: '', lastSeen: '' };
    await table.put({ ...row, id: 'UNIONPAY|16000002', channel: 'UNIONPAY', merchantId: one.id });
    await table.put({ ...row, id: 'POS_CARD|16000002', channel: 'POS_CARD', merchantId: two.id });
    expect(await suggest()).toEqual([]);
    const right = { id: 'WECHAT|1900012345/16000002', merchantId: one.id };
    expect(await linkMany([right, { id: 'WECHAT|none', merchantId: one.id }])).toMatchObject({
      error: { code: 'channel.not_found' },
    });
    expect(await linkMany([])).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await linkMany([right], 'entry')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('entry').ask('channel.suggest', {})).toMatchObject({ error: { code: 'access.denied' } });
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    expect((await linkMany([right])).ok).toBe(false);
    stop();
    expect(await dumpTables(core)).toBe(before);
    expect(unwrap(await core.as('finance').ask('channel.list', { unlinked: true }))).toHaveLength(1);
  });
});

describe('bill.known', () => {
  it('tells which files stand, and asks for the right to import', async () => {
    const input = await billInput({ 'a.csv': wechatBill(day) });
    const sha256 = [input.files[0]!.sha256, 'e'.repeat(64)];
    unwrap(await core.as('finance').execute('bill.commit', input));
    expect(unwrap(await core.as('entry').ask('bill.known', { sha256 }))).toMatchObject([
      { sha256: sha256[0], byName: '测试finance' },
    ]);
    expect(await core.as('readonly').ask('bill.known', { sha256 })).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('entry').ask('bill.known', { sha256: ['x'] })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});
