import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { BillSession } from '@renderer/workers/sheet/bill-session';
import { wechatBill, wechatDay } from '../../support/factories/bills';
import { zipOf } from '../../support/factories/zip';
import { openCore, type OpenedCore } from '../../support/open-core';

let core: OpenedCore;
let session: BillSession;
beforeEach(async () => {
  core = await openCore();
  session = new BillSession(core.as('finance'));
});

const day = wechatBill(wechatDay(20, '2025-06-16', { refunds: 2 }));
const month = wechatBill([...wechatDay(20, '2025-06-16', { refunds: 2 }), ...wechatDay(5, '2025-06-17')]);
const open = async (files: Record<string, string | Uint8Array>) =>
  unwrap(
    await session.open(Object.entries(files).map(([name, data]) => ({ name, blob: new Blob([data as BlobPart]) }))),
  );
const ids = (drafts: readonly { id: number; error: unknown }[]) => drafts.filter((d) => !d.error).map((d) => d.id);

describe('many files at once', () => {
  it('each with its kind and new lines; a bad one, and the same one again, stop none of the others', async () => {
    const packed = zipOf({
      '六月/账单.csv': month,
      '六月/坏.csv': day.slice(0, 900),
      '内.zip': zipOf({ 'b.csv': day }),
    });
    const drafts = await open({ 'a.csv': day, 'c.zip': packed, 'x.pdf': '%PDF-1.4 x' });
    expect(drafts.map(({ fileName, kind, fresh, error }) => [fileName, kind, fresh, error?.code])).toEqual([
      ['a.csv', 'wechat-trade', 22, undefined],
      ['c.zip/六月/账单.csv', 'wechat-trade', 5, undefined],
      ['c.zip/六月/坏.csv', 'wechat-trade', null, 'bill.truncated'],
      ['c.zip/b.csv', 'unknown', null, 'bill.repeated_file'],
      ['x.pdf', 'unknown', null, 'file.unsupported_format'],
    ]);
    expect(unwrap(await session.commit(ids(drafts)))).toMatchObject({ added: 27, known: 22 });
    expect(await open({ 'again.csv': `${month}\n` })).toMatchObject([{ fresh: 0, earlier: null }]);
  });

  it('one that cannot be opened any more is refused alone', async () => {
    const gone = { size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) } as unknown as Blob;
    const files = [
      { name: 'gone.csv', blob: gone },
      { name: 'a.csv', blob: new Blob([day]) },
    ];
    expect(unwrap(await session.open(files))).toMatchObject([
      { fileName: 'gone.csv', error: { code: 'file.unreadable' } },
      { fileName: 'a.csv', error: null },
    ]);
  });

  it('of an account that the file does not name is asked for it, and two accounts are kept apart', async () => {
    const statement = '交易日期,摘要,收入金额,支出金额,余额,对方户名\n2025-06-16,a,10.00,,10.00,x\n';
    await open({ 'one.csv': statement, 'two.csv': `${statement}\n` });
    const named = unwrap(await session.setAccount(0, '6200 0099 9900 0001'));
    expect(named).toMatchObject([
      { lacksAccount: true, accounts: ['6200009999000001'], fresh: 1 },
      { lacksAccount: true, accounts: ['unknown'], fresh: 1 },
    ]);
    expect(unwrap(await session.setAccount(1, '6200009999000001'))).toMatchObject([{ fresh: 1 }, { fresh: 0 }]);
    unwrap(await session.setAccount(1, '6200009999000002'));
    expect(unwrap(await session.commit([0, 1]))).toMatchObject({ added: 2, known: 0 });
    const labels = unwrap(await core.as('finance').ask('channel.list', { unlinked: true })).map(({ label }) => label);
    expect(labels.every((label) => /\*/.test(label))).toBe(true);
  });

  it('every line knows its row of the file', async () => {
    await open({ 'a.csv': day });
    unwrap(await session.commit([0]));
    const { rows } = unwrap(
      await core
        .as('finance')
        .ask('txn.list', { filter: { from: '2025-06-16', to: '2025-06-16' }, offset: 0, limit: 50 }),
    );
    expect(rows).toHaveLength(22);
    const lines = day.split('\n');
    for (const { id, txnNo, refundNo } of rows) {
      const { origin } = unwrap(await core.as('finance').ask('txn.get', { id }));
      expect(lines[origin.line - 1]).toContain(refundNo === '' ? txnNo : refundNo);
    }
  });

  it('bill.fresh is for who imports, takes no nonsense, and stores nothing', async () => {
    const ask = (bills: never[], who = 'finance') => core.as(who).ask('bill.fresh', { bills });
    expect(await ask([], 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await ask([{ kind: 'x' }] as never)).toMatchObject({ error: { code: 'input.invalid' } });
    await open({ 'a.csv': day });
    expect(await core.core.context.db.table('txnBlocks').count()).toBe(0);
  });
});
