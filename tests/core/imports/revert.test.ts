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

describe('import.revertPreview', () => {
  const preview = async (batchId: string, at = core) =>
    unwrap(await at.as('entry').ask('import.revertPreview', { batchId }));

  it('says before an undo what the undo then does, and afterwards what it did', async () => {
    await importRows(core, many(3));
    const before = await listOf(core);
    const updates = before.map((r) => ({ id: r.id, rev: 1, remark: '导入' }));
    const { batchId } = await importRows(core, many(4, 10), updates, 2);
    const [, second, , created] = await listOf(core);
    core.clock.advance(60_000);
    const change = { remark: '手改' };
    unwrap(await core.as('finance').execute('merchant.update', { id: second!.id, rev: 2, values: change }));
    unwrap(await core.as('super').execute('merchant.update', { id: created!.id, rev: 1, values: change }));
    const expected = {
      removed: 3,
      restored: 2,
      keptTotal: 2,
      kept: [
        {
          id: second!.id,
          merchantNo: 'M00000002',
          name: second!.name,
          changedAt: core.clock.now(),
          changedBy: '测试finance',
        },
        {
          id: created!.id,
          merchantNo: 'M00000004',
          name: created!.name,
          changedAt: core.clock.now(),
          changedBy: '测试超管',
        },
      ],
    };
    expect(await preview(batchId)).toEqual(expected);
    expect(unwrap(await revert(batchId))).toEqual(expected);
    expect(await preview(batchId, await core.reopen())).toEqual(expected);
  });

  it('counts purged merchants among the kept, and lists at most 500', async () => {
    const { batchId } = await importRows(core, many(503));
    const rows = await listOf(core, { filter: { importBatchId: batchId } });
    const closed = { ids: rows.map((r) => r.id), to: 'CLOSED' as const, reason: '' };
    unwrap(await core.as('super').execute('merchant.setStatus', closed));
    const ids = [rows[0]!.id];
    unwrap(await core.as('super').execute('merchant.delete', { ids, reason: '' }));
    unwrap(await core.as('super').execute('merchant.purge', { ids, reason: '' }));
    const seen = await preview(batchId);
    expect([seen.removed, seen.keptTotal, seen.kept.length]).toEqual([0, 503, 500]);
    expect(seen.kept[0]!.merchantNo).toBe('M00000002');
    unwrap(await revert(batchId));
    expect(await preview(batchId)).toEqual(seen);
  });

  it('refuses a batch that does not exist, as import.batch does', async () => {
    const gone = { error: { code: 'import.batch_not_found' } };
    expect(await core.as('entry').ask('import.revertPreview', { batchId: 'nobody' })).toMatchObject(gone);
    expect(await core.as('entry').ask('import.batch', { batchId: 'nobody' })).toMatchObject(gone);
  });
});

describe('import.batch', () => {
  it('gives one import as the history lists it', async () => {
    const { batchId } = await importRows(core, many(2));
    const [listed] = unwrap(await core.as('finance').ask('import.batches', { offset: 0, limit: 5 })).rows;
    expect(unwrap(await core.as('finance').ask('import.batch', { batchId }))).toEqual(listed);
  });
});

describe('import.revert', () => {
  it('takes a whole import back, also after a restart', async () => {
    const own = await createOne(core, 5_000);
    const { batchId } = await importRows(core, many(1_500));
    expect(unwrap(await revert(batchId))).toMatchObject({ removed: 1_500, restored: 0, keptTotal: 0 });
    expect(await listOf(core)).toEqual([own]);
    expect(await core.core.context.db.table('merchantBlocks').count()).toBe(0);
    expect(await listOf(await core.reopen())).toEqual([own]);
  });

  it('keeps and counts rows somebody changed since, deleted ones among them', async () => {
    const { batchId } = await importRows(core, many(5));
    const rows = await listOf(core);
    unwrap(await core.as('entry').execute('merchant.update', { id: rows[1]!.id, rev: 1, values: { remark: '改' } }));
    unwrap(await core.as('super').execute('merchant.delete', { ids: [rows[3]!.id], reason: '' }));
    expect(unwrap(await revert(batchId))).toMatchObject({ removed: 3, restored: 0, keptTotal: 2 });
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
    expect(unwrap(await revert(batchId))).toMatchObject({ removed: 1, restored: 2, keptTotal: 1 });
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
    expect(unwrap(await revert(b.batchId))).toMatchObject({ removed: 0, restored: 0, keptTotal: 1 });
    expect((await listOf(core))[0]!.remark).toBe('C');
    expect(unwrap(await revert(c.batchId))).toMatchObject({ removed: 0, restored: 1, keptTotal: 0 });
    expect((await listOf(core))[0]).toMatchObject({ remark: 'B', rev: 4 });
    expect(unwrap(await revert(a.batchId))).toMatchObject({ removed: 1, restored: 0, keptTotal: 1 });
    expect(await listOf(await core.reopen())).toMatchObject([{ id: row!.id, remark: 'B' }]);
  });

  it('does not give a row its old USCC back when another merchant has it by now', async () => {
    await importRows(core, many(1));
    const [row] = await listOf(core);
    const { batchId } = await importRows(core, [], [{ id: row!.id, rev: 1, uscc: syntheticMerchant(70).uscc }], 2);
    await createOne(core, 0);
    expect(unwrap(await revert(batchId))).toMatchObject({ removed: 0, restored: 0, keptTotal: 1 });
  });

  it('gives a USCC back that another row of the same import had taken over', async () => {
    await importRows(core, many(1));
    const [row] = await listOf(core);
    const moved = { id: row!.id, rev: 1, uscc: syntheticMerchant(70).uscc };
    const { batchId } = await importRows(core, [syntheticMerchant(0)], [moved], 2);
    expect(unwrap(await revert(batchId))).toMatchObject({ removed: 1, restored: 1, keptTotal: 0 });
    expect(await listOf(await core.reopen())).toMatchObject([{ id: row!.id, uscc: row!.uscc, rev: 3 }]);
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
