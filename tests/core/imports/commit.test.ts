import { beforeEach, describe, expect, it } from 'vitest';
import { packRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import {
  commitInput,
  createOne,
  dumpMemory,
  dumpTables,
  failInTransaction,
  importRows,
  listOf,
  syntheticMerchant,
} from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => syntheticMerchant(from + i));
const clerk = () => core.as('entry');

describe('import.commit', () => {
  it('stores rows in blocks under one batch, numbered in order, with one audit entry', async () => {
    const auditBefore = unwrap(await core.as('super').ask('audit.list', { log: 'all', limit: 1 })).total;
    const done = await importRows(core, many(2_345));
    expect(done).toMatchObject({ created: 2_345, updated: 0 });
    const { db } = core.core.context;
    expect(await db.table('merchantBlocks').count()).toBe(3);
    expect(await db.table('merchantRows').count()).toBe(0);
    const entry = await db.table('audit').where('targetId').equals(done.batchId).first();
    expect(entry?.rowsHash).toMatch(/^[0-9a-f]{64}$/);
    const again = await core.reopen();
    const page = unwrap(
      await again.as('readonly').ask('merchant.list', {
        filter: { importBatchId: done.batchId },
        sort: { field: 'merchantNo', descending: false },
        offset: 2_000,
        limit: 1_000,
      }),
    );
    expect(page.total).toBe(2_345);
    expect(page.rows).toHaveLength(345);
    expect(page.rows[0]).toMatchObject({ merchantNo: 'M00002001', name: syntheticMerchant(2_000).name, rev: 1 });
    const audit = unwrap(await again.as('super').ask('audit.list', { log: 'all', limit: 1 }));
    expect(audit.total).toBe(auditBefore + 1);
    expect(audit.rows[0]).toMatchObject({
      action: 'import.commit',
      targetId: done.batchId,
      counts: { created: 2_345 },
    });
  });

  it('never stores a sensitive value in the clear', async () => {
    await importRows(core, many(3));
    const stored = await dumpTables(core);
    const { legalIdNo, contactPhone, accountNo } = syntheticMerchant(1);
    for (const secret of [legalIdNo, contactPhone, accountNo]) expect(stored).not.toContain(secret);
  });

  it('reports progress and stops before writing when cancelled', async () => {
    const input = await commitInput(core, many(2_500));
    const steps: number[] = [];
    const before = await dumpTables(core);
    const cancelled = await clerk().execute('import.commit', input, {
      onProgress: (done, total) => steps.push(done / total),
      isCancelled: () => steps.length >= 2,
    });
    expect(cancelled).toMatchObject({ error: { code: 'operation.cancelled' } });
    expect(steps).toEqual([0.4, 0.8]);
    expect(await dumpTables(core)).toBe(before);
    expect(unwrap(await clerk().execute('import.commit', input)).created).toBe(2_500);
  });

  it('refuses when a merchant changed since the plan was made', async () => {
    const input = await commitInput(core, many(2));
    await createOne(core, 50);
    expect(await clerk().execute('import.commit', input)).toMatchObject({ error: { code: 'import.table_moved_on' } });
  });

  it('refuses the same file twice unless told otherwise or undone', async () => {
    const { batchId } = await importRows(core, many(2));
    const again = await commitInput(core, many(2, 10));
    expect(await clerk().execute('import.commit', again)).toMatchObject({ error: { code: 'import.same_file' } });
    expect(unwrap(await clerk().ask('import.sameFile', { sha256: again.sha256 }))).toMatchObject({ id: batchId });
    expect(await clerk().execute('import.commit', { ...again, allowSameFile: true })).toMatchObject({ ok: true });
    const batches = unwrap(await clerk().ask('import.batches', { offset: 0, limit: 10 }));
    for (const batch of batches.rows) unwrap(await clerk().execute('import.revert', { batchId: batch.id }));
    expect(unwrap(await clerk().ask('import.sameFile', { sha256: again.sha256 }))).toBeNull();
    const third = await commitInput(core, many(2));
    expect(await clerk().execute('import.commit', third)).toMatchObject({ ok: true });
  });

  it('checks every row itself: one bad value refuses the batch and names the cell', async () => {
    const rows = many(1_200);
    rows[1_100] = { ...rows[1_100]!, contactPhone: '12345' };
    const input = await commitInput(core, rows);
    const before = await dumpTables(core);
    expect(await clerk().execute('import.commit', input)).toMatchObject({
      error: { code: 'import.rows_invalid', issues: [{ field: 'creates.1100.contactPhone', code: 'phone.format' }] },
    });
    expect(await dumpTables(core)).toBe(before);
  });

  it('refuses a USCC twice in the file, or held by a living merchant', async () => {
    const twice = await commitInput(core, [...many(2), syntheticMerchant(1)]);
    expect(await clerk().execute('import.commit', twice)).toMatchObject({
      error: { code: 'merchant.uscc_taken', issues: [{ field: 'creates.2.uscc' }] },
    });
    await createOne(core, 1);
    const held = await commitInput(core, many(2));
    expect(await clerk().execute('import.commit', held)).toMatchObject({ error: { code: 'merchant.uscc_taken' } });
  });

  it('refuses columns whose lengths do not agree, and nothing to do', async () => {
    const input = await commitInput(core, many(2));
    const name = { text: 'x', ends: new Uint32Array([1]) };
    const crooked = { ...input, creates: { ...input.creates, columns: { ...input.creates.columns, name } } };
    expect(await clerk().execute('import.commit', crooked)).toMatchObject({ error: { code: 'input.invalid' } });
    const empty = await commitInput(core, []);
    expect(await clerk().execute('import.commit', empty)).toMatchObject({ error: { code: 'import.nothing_to_do' } });
  });

  it('continues the number series, with no gap after a failed import', async () => {
    await importRows(core, many(3));
    const input = await commitInput(core, many(3, 10), [], 2);
    const memory = await dumpMemory(core);
    const stop = failInTransaction(core, 'merchantBlocks');
    expect((await clerk().execute('import.commit', input)).ok).toBe(false);
    stop();
    expect(await dumpMemory(core)).toBe(memory);
    unwrap(await clerk().execute('import.commit', input));
    const last = await createOne(core, 99);
    expect(last.merchantNo).toBe('M00000007');
  });
});

describe('import.commit with updates', () => {
  it('writes given cells over what is there, leaves empty cells alone, and keeps unchanged rows untouched', async () => {
    await importRows(core, many(3));
    const [first, second, third] = await listOf(core);
    const updates = [
      { id: first!.id, rev: 1, name: '新的名称', contactPhone: '13900005678', remark: '' },
      { id: second!.id, rev: 1, name: second!.name ?? '' },
      { id: third!.id, rev: 1, remark: '补充' },
    ];
    expect(await importRows(core, [syntheticMerchant(20)], updates, 2)).toMatchObject({ created: 1, updated: 2 });
    const rows = await listOf(await core.reopen());
    expect(rows[0]).toMatchObject({ name: '新的名称', rev: 2, contactPhone: '139****5678', uscc: first!.uscc });
    expect(rows[1]).toEqual(second);
    expect(rows[2]).toMatchObject({ remark: '补充', name: third!.name, merchantNo: 'M00000003' });
  });

  it('fills only what is empty when asked to fill', async () => {
    const made = await createOne(core, 1);
    const input = await commitInput(core, [], [{ id: made.id, rev: 1, name: '不该写入', remark: '该写入' }]);
    const fills = { ...input, updates: input.fills, fills: input.updates };
    expect(unwrap(await clerk().execute('import.commit', fills))).toMatchObject({ created: 0, updated: 1 });
    expect(await listOf(core)).toMatchObject([{ name: made.name, remark: '该写入' }]);
  });

  it('refuses a row that is gone, in the bin, named twice or of another revision', async () => {
    const made = await createOne(core, 1, {}, false);
    const refused = async (...updates: { id: string; rev: number; remark: string }[]) => {
      const input = await commitInput(core, [], updates);
      return clerk().execute('import.commit', input);
    };
    const moved = { error: { code: 'import.table_moved_on' } };
    const update = { id: made.id, rev: 1, remark: 'x' };
    expect(await refused({ ...update, id: 'nobody' })).toMatchObject(moved);
    expect(await refused({ ...update, rev: 2 })).toMatchObject(moved);
    expect(await refused(update, update)).toMatchObject(moved);
    unwrap(await core.as('super').execute('merchant.delete', { ids: [made.id], reason: '' }));
    expect(await refused({ ...update, rev: 2 })).toMatchObject(moved);
  });

  it('refuses a bad value or a USCC of another merchant in an update', async () => {
    const made = await createOne(core, 1);
    const other = await createOne(core, 2);
    const tried = async (values: object) =>
      clerk().execute('import.commit', await commitInput(core, [], [{ id: made.id, rev: 1, ...values }]));
    expect(await tried({ mcc: '99' })).toMatchObject({
      error: { code: 'import.rows_invalid', issues: [{ field: 'updates.0.mcc' }] },
    });
    expect(await tried({ uscc: other.uscc })).toMatchObject({ error: { code: 'merchant.uscc_taken' } });
  });
});

describe('import.lookup, import.existing and the remembered mapping', () => {
  it('find living merchants by USCC, row by row', async () => {
    const made = await createOne(core, 1);
    const closed = await createOne(core, 2);
    unwrap(await core.as('super').execute('merchant.setStatus', { ids: [closed.id], to: 'CLOSED', reason: '' }));
    const asked = [5, 1, 2].map((n) => ({ uscc: syntheticMerchant(n).uscc })).concat({ uscc: '' });
    const found = unwrap(await clerk().ask('import.lookup', { uscc: packRows(['uscc'], asked) }));
    expect(found.hits).toEqual([{ row: 1, id: made.id, rev: 1, merchantNo: 'M00000001', name: made.name }]);
    const existing = unwrap(await clerk().ask('import.existing', { ids: [made.id, 'nobody'] }));
    expect(existing.rows).toEqual([made]);
  });

  it('remember a mapping by the print of its headers', async () => {
    const remembered = { mapping: { name: 0, uscc: 3 }, values: { merchantType: { 小卖部: 'RETAIL', 不明: '' } } };
    expect(unwrap(await clerk().ask('importMapping.find', { fingerprint: 'f1' }))).toBeNull();
    unwrap(await clerk().execute('importMapping.save', { fingerprint: 'f1', ...remembered }));
    expect(unwrap(await clerk().ask('importMapping.find', { fingerprint: 'f1' }))).toEqual(remembered);
  });
});
