import { beforeEach, describe, expect, it } from 'vitest';
import { layoutId, type BillLayout } from '@shared/imports/bills/layout';
import { unwrap } from '@shared/kernel/result';
import { BillSession } from '@renderer/workers/sheet/bill-session';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const HEADERS = ['起息', '去向', '进账', '出账', '滚存'];
const TEXT = `${HEADERS.join(',')}\n2025-06-16,甲,10.00,,10.00\n2025-06-17,乙,,4.00,6.00\n`;
const LAYOUT: BillLayout = {
  id: layoutId(HEADERS),
  name: '某银行',
  kind: 'bank',
  channel: 'BANK',
  headers: HEADERS,
  columns: { date: '起息', inFen: '进账', outFen: '出账', balanceFen: '滚存' },
  inFen: false,
  dateOrder: 'ymd',
};
const save = (change: Partial<BillLayout> = {}, who: Who = 'finance') =>
  core.as(who).execute('billLayout.save', { ...LAYOUT, ...change });
const list = async () => unwrap(await core.as('finance').ask('billLayout.list', {}));
const entries = async () =>
  (await core.core.context.db.table('audit').toArray()).filter(({ action }) => action.startsWith('billLayout.'));

describe('billLayout.save and billLayout.remove', () => {
  it('keep one layout for a set of headers, and audit what changed', async () => {
    unwrap(await save());
    unwrap(await save());
    unwrap(await save({ name: '另一个名字' }));
    expect(await list()).toMatchObject([{ ...LAYOUT, name: '另一个名字' }]);
    unwrap(await core.as('finance').execute('billLayout.remove', { id: LAYOUT.id }));
    expect(await list()).toEqual([]);
    const told = (await entries()).filter(({ diff }) => diff.length > 0);
    expect(told.map(({ action, targetLabel }) => [action, targetLabel])).toEqual([
      ['billLayout.save', '某银行'],
      ['billLayout.save', '另一个名字'],
      ['billLayout.remove', '另一个名字'],
    ]);
    expect(told[1]!.diff).toEqual([{ field: 'layoutName', before: '某银行', after: '另一个名字' }]);
  });

  it('are refused without the right, with nonsense, and for what is not there', async () => {
    expect(await save({}, 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('auditor').ask('billLayout.list', {})).toMatchObject({ error: { code: 'access.denied' } });
    const nonsense: Partial<BillLayout>[] = [
      { id: 'abcdef' },
      { columns: { date: '起息' } },
      { columns: { ...LAYOUT.columns, summary: '没有这列' } },
      { columns: { ...LAYOUT.columns, feeFen: '去向' } },
      { channel: 'WECHAT' },
      { name: '  ' },
    ];
    for (const change of nonsense) expect(await save(change)).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await core.as('finance').execute('billLayout.remove', { id: LAYOUT.id })).toMatchObject({
      error: { code: 'bill.layout_not_found' },
    });
    expect(await core.core.context.db.table('billLayouts').count()).toBe(0);
  });

  it('leave nothing behind when storing fails', async () => {
    const { db } = core.core.context;
    const fail = () => {
      throw new Error('disk');
    };
    db.table('audit').hook('creating', fail);
    const saved = await save();
    db.table('audit').hook('creating').unsubscribe(fail);
    expect(saved.ok).toBe(false);
    expect(await db.table('billLayouts').count()).toBe(0);
  });
});

describe('a file of an unknown table', () => {
  const opened = async (session: BillSession) =>
    unwrap(await session.open([{ name: '流水.csv', blob: new Blob([TEXT]) }]));

  it('is named, tried, saved, read anew at once and by itself the next time; its lines are movements and no receipts', async () => {
    const session = new BillSession(core.as('finance'));
    const [draft] = await opened(session);
    expect(draft).toMatchObject({ kind: 'unknown', mayName: true, error: { code: 'bill.unknown_layout' } });
    expect(unwrap(session.table(draft!.id))).toMatchObject({ headerRow: 1, layout: { id: LAYOUT.id } });
    const trial = unwrap(session.tryLayout(draft!.id, 1, LAYOUT));
    expect(trial).toMatchObject({ error: null, totals: { incomeFen: 1_000, expenseFen: 400, proof: 'ok' } });
    expect(trial.lines).toMatchObject([
      { row: 2, kind: 'in', amountFen: 1_000 },
      { row: 3, amountFen: -400 },
    ]);
    unwrap(await save());
    expect(unwrap(await session.reread())).toMatchObject([{ kind: 'bank', error: null, layoutName: '某银行' }]);
    expect(unwrap(await session.commit([0]))).toMatchObject({ added: 2 });
    const next = new BillSession(core.as('finance'));
    expect(await opened(next)).toMatchObject([{ kind: 'bank', layoutName: '某银行', earlier: {} }]);
    expect(await core.core.context.db.table('txnDays').count()).toBe(0);
  });

  it('is unknown again once its layout is deleted', async () => {
    unwrap(await save());
    const session = new BillSession(core.as('finance'));
    expect(await opened(session)).toMatchObject([{ kind: 'bank' }]);
    unwrap(await core.as('finance').execute('billLayout.remove', { id: LAYOUT.id }));
    expect(unwrap(await session.reread())).toMatchObject([{ kind: 'unknown', mayName: true }]);
    expect(await session.commit([0])).toMatchObject({ error: { code: 'import.nothing_to_do' } });
  });
});
