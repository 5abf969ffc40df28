import { beforeEach, describe, expect, it } from 'vitest';
import type { MerchantStatus } from '@shared/entities/merchant';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { createOne, dumpTables, importRows, listOf, syntheticMerchant } from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const reason = '测试';
const boss = () => core.as('super');
const setStatus = (ids: string[], to: MerchantStatus) => boss().execute('merchant.setStatus', { ids, to, reason });
const audit = async () => unwrap(await boss().ask('audit.list', { log: 'all', limit: 500 })).rows;
const many = (count: number) => Array.from({ length: count }, (_, i) => syntheticMerchant(i));

describe('merchant.setStatus', () => {
  it('moves along the status machine, with the reason and the change in the audit', async () => {
    const made = await createOne(core, 1);
    expect(unwrap(await setStatus([made.id], 'ACTIVE'))).toEqual({ changed: 1, refused: 0 });
    expect(unwrap(await boss().ask('merchant.get', { id: made.id }))).toMatchObject({ status: 'ACTIVE', rev: 2 });
    expect((await audit())[0]).toMatchObject({
      targetId: made.id,
      reason,
      diff: [{ field: 'status', before: 'SUBMITTED', after: 'ACTIVE' }],
    });
  });

  it('refuses a move the machine does not know, and an incomplete draft', async () => {
    const made = await createOne(core, 1);
    expect(await setStatus([made.id], 'SUSPENDED')).toMatchObject({ error: { code: 'merchant.status_not_allowed' } });
    const draft = unwrap(await boss().execute('merchant.create', { values: { name: '草稿' }, submit: false }));
    expect(await setStatus([draft.id], 'SUBMITTED')).toMatchObject({ error: { code: 'merchant.status_not_allowed' } });
    expect(await setStatus(['nobody'], 'ACTIVE')).toMatchObject({ error: { code: 'merchant.not_found' } });
  });

  it('moves those it may and counts the others', async () => {
    const ready = await createOne(core, 1);
    const draft = await createOne(core, 2, {}, false);
    expect(unwrap(await setStatus([ready.id, draft.id], 'ACTIVE'))).toEqual({ changed: 1, refused: 1 });
  });

  it('leaves one entry for more than twenty merchants, and keeps their secrets', async () => {
    await importRows(core, many(30));
    const rows = await listOf(core);
    const before = (await audit()).length;
    expect(
      unwrap(
        await setStatus(
          rows.map((r) => r.id),
          'ACTIVE',
        ),
      ),
    ).toEqual({ changed: 30, refused: 0 });
    const entries = await audit();
    expect(entries).toHaveLength(before + 1);
    expect(entries[0]).toMatchObject({ action: 'merchant.setStatus', counts: { changed: 30, refused: 0 }, diff: [] });
    const again = await core.reopen();
    const revealed = await again.as('super').execute('merchant.reveal', { id: rows[7]!.id, field: 'legalIdNo' });
    expect(unwrap(revealed).value).toBe(syntheticMerchant(7).legalIdNo);
  });

  it('stops before writing when it is cancelled', async () => {
    await importRows(core, many(30));
    const ids = (await listOf(core)).map((r) => r.id);
    const before = await dumpTables(core);
    const result = await boss().execute(
      'merchant.setStatus',
      { ids, to: 'ACTIVE', reason },
      { isCancelled: () => true },
    );
    expect(result).toMatchObject({ error: { code: 'operation.cancelled' } });
    expect(await dumpTables(core)).toBe(before);
  });
});

describe('merchant.delete, merchant.restore and merchant.purge', () => {
  it('move a merchant into the recycle bin and back', async () => {
    const made = await createOne(core, 1);
    expect(unwrap(await boss().execute('merchant.delete', { ids: [made.id], reason }))).toEqual({ changed: 1 });
    expect(await listOf(core)).toEqual([]);
    expect(await listOf(core, { filter: { deleted: true } })).toMatchObject([{ id: made.id }]);
    expect(unwrap(await boss().ask('merchant.counts', { filter: {} }))).toMatchObject({ total: 0, deleted: 1 });
    expect(unwrap(await boss().execute('merchant.restore', { ids: [made.id] }))).toEqual({ changed: 1 });
    expect(await listOf(core)).toMatchObject([{ id: made.id, deletedAt: 0, rev: 3 }]);
  });

  it('keep a merchant in business out of the bin, and with it all others of the same request', async () => {
    const active = await createOne(core, 1);
    const draft = await createOne(core, 2, {}, false);
    unwrap(await setStatus([active.id], 'ACTIVE'));
    const result = await boss().execute('merchant.delete', { ids: [draft.id, active.id], reason });
    expect(result).toMatchObject({ error: { code: 'merchant.delete_not_allowed', params: { count: 1 } } });
    expect(await listOf(core)).toHaveLength(2);
  });

  it('do not bring back a merchant whose USCC somebody else has by now', async () => {
    const made = await createOne(core, 1);
    unwrap(await boss().execute('merchant.delete', { ids: [made.id], reason }));
    await createOne(core, 1, { name: '后来者' });
    expect(await boss().execute('merchant.restore', { ids: [made.id] })).toMatchObject({
      error: { code: 'merchant.uscc_taken', params: { name: '后来者' } },
    });
  });

  it('purge only what lies in the bin', async () => {
    const made = await createOne(core, 1);
    expect(await boss().execute('merchant.purge', { ids: [made.id], reason })).toMatchObject({
      error: { code: 'merchant.delete_not_allowed' },
    });
  });

  it('purge out of every block, version and before-value, and leave the neighbours whole', async () => {
    await importRows(core, many(3));
    const [target, neighbour] = await listOf(core);
    const update = { id: target!.id, rev: 1, remark: '导入改过的备注', address: '更新后的地址1号' };
    const same = { id: neighbour!.id, rev: 1, remark: '邻居的备注' };
    await importRows(core, [], [update, same], 2);
    unwrap(await boss().execute('merchant.delete', { ids: [target!.id], reason }));
    expect(unwrap(await boss().execute('merchant.purge', { ids: [target!.id], reason }))).toEqual({ changed: 1 });

    const stored = await dumpTables(core, ['audit']);
    for (const text of [target!.name, '更新后的地址1号', target!.uscc]) expect(stored).not.toContain(text);
    const again = await core.reopen();
    expect(await again.as('super').ask('merchant.get', { id: target!.id })).toMatchObject({
      error: { code: 'merchant.not_found' },
    });
    const left = await listOf(again);
    expect(left.map((r) => r.remark)).toEqual(['邻居的备注', '']);
    const revealed = await again.as('super').execute('merchant.reveal', { id: neighbour!.id, field: 'accountNo' });
    expect(unwrap(revealed).value).toBe(syntheticMerchant(1).accountNo);
    const undone = unwrap(await again.as('super').execute('import.revert', { batchId: left[0]!.importBatchId }));
    expect(undone).toMatchObject({ removed: 1, restored: 0, keptTotal: 2 });
  });
});
