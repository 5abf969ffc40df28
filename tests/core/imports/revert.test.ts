import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { createOne, importRows, listOf, syntheticMerchant } from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => syntheticMerchant(from + i));
const revert = (batchId: string) => core.as('entry').execute('import.revert', { batchId });

describe('import.revert', () => {
  it('takes a whole import back, also after a restart', async () => {
    const own = await createOne(core, 5_000);
    const { batchId } = await importRows(core, many(1_500));
    expect(unwrap(await revert(batchId))).toEqual({ removed: 1_500, restored: 0, kept: 0 });
    expect(await listOf(core)).toEqual([own]);
    expect(await core.core.context.db.table('merchantBlocks').count()).toBe(0);
    expect(await listOf(await core.reopen())).toEqual([own]);
  });

  it('keeps and counts rows somebody changed since, deleted ones among them', async () => {
    const { batchId } = await importRows(core, many(5));
    const rows = await listOf(core);
    unwrap(await core.as('entry').execute('merchant.update', { id: rows[1]!.id, rev: 1, values: { remark: '改' } }));
    unwrap(await core.as('super').execute('merchant.delete', { ids: [rows[3]!.id], reason: '' }));
    expect(unwrap(await revert(batchId))).toEqual({ removed: 3, restored: 0, kept: 2 });
    const again = await core.reopen();
    expect((await listOf(again)).map((r) => r.id)).toEqual([rows[1]!.id]);
    expect((await listOf(again, { filter: { deleted: true } })).map((r) => r.id)).toEqual([rows[3]!.id]);
    const [batch] = unwrap(await again.as('entry').ask('import.batches', { offset: 0, limit: 5 })).rows;
    expect(batch).toMatchObject({ state: 'reverted', keptRows: 2, created: 5, revertedBy: '测试entry' });
  });

  it('gives updated rows their former values back as a new revision, secrets too', async () => {
    await importRows(core, many(3));
    const before = await listOf(core);
    const updates = before.map((r) => ({
      id: r.id,
      rev: 1,
      remark: '导入',
      accountNo: syntheticMerchant(90).accountNo!,
    }));
    const { batchId } = await importRows(core, [syntheticMerchant(40)], updates, 2);
    unwrap(
      await core.as('entry').execute('merchant.update', { id: before[2]!.id, rev: 2, values: { remark: '手改' } }),
    );
    expect(unwrap(await revert(batchId))).toEqual({ removed: 1, restored: 2, kept: 1 });
    const again = await core.reopen();
    const after = await listOf(again);
    expect(after.map((r) => [r.remark, r.rev, r.accountNo])).toEqual([
      ['', 3, before[0]!.accountNo],
      ['', 3, before[1]!.accountNo],
      ['手改', 3, '****' + syntheticMerchant(90).accountNo!.slice(-4)],
    ]);
    const revealed = await again.as('super').execute('merchant.reveal', { id: before[1]!.id, field: 'accountNo' });
    expect(unwrap(revealed).value).toBe(syntheticMerchant(1).accountNo);
    const found = await listOf(again, { filter: { text: syntheticMerchant(1).accountNo! } });
    expect(found.map((r) => r.id)).toEqual([before[1]!.id]);
  });

  it('lets two imports of the same rows be undone one after the other', async () => {
    const a = await importRows(core, many(2));
    const [row] = await listOf(core);
    const b = await importRows(core, [], [{ id: row!.id, rev: 1, remark: 'B' }], 2);
    const c = await importRows(core, [], [{ id: row!.id, rev: 2, remark: 'C' }], 3);
    expect(unwrap(await revert(b.batchId))).toEqual({ removed: 0, restored: 0, kept: 1 });
    expect((await listOf(core))[0]!.remark).toBe('C');
    expect(unwrap(await revert(c.batchId))).toEqual({ removed: 0, restored: 1, kept: 0 });
    expect((await listOf(core))[0]).toMatchObject({ remark: 'B', rev: 4 });
    expect(unwrap(await revert(a.batchId))).toEqual({ removed: 1, restored: 0, kept: 1 });
    expect(await listOf(await core.reopen())).toMatchObject([{ id: row!.id, remark: 'B' }]);
  });

  it('does not give a row its old USCC back when another merchant has it by now', async () => {
    await importRows(core, many(1));
    const [row] = await listOf(core);
    const { batchId } = await importRows(core, [], [{ id: row!.id, rev: 1, uscc: syntheticMerchant(70).uscc }], 2);
    await createOne(core, 0);
    expect(unwrap(await revert(batchId))).toEqual({ removed: 0, restored: 0, kept: 1 });
  });

  it('undoes a batch once, and only one that exists', async () => {
    const { batchId } = await importRows(core, many(1));
    unwrap(await revert(batchId));
    expect(await revert(batchId)).toMatchObject({ error: { code: 'import.already_reverted' } });
    expect(await revert('nobody')).toMatchObject({ error: { code: 'import.batch_not_found' } });
  });

  it('gives no number out twice after an undo', async () => {
    const { batchId } = await importRows(core, many(5));
    unwrap(await revert(batchId));
    expect((await createOne(core, 1)).merchantNo).toBe('M00000006');
  });
});
