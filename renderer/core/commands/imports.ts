import { z } from 'zod/mini';
import { SERIES_KEY } from '@renderer/data/merchant-store';
import { defineCommand } from '../define';
import { removePending } from './import-pending';
import { prepareCommit, type PreparedCommit } from '../merchants/commit';
import { ACCOUNT_FIELDS, importRowsShape } from '../merchants/inputs';
import { prepareRevert, type Revert } from '../merchants/revert';
import { undoBatchId } from '../merchants/undo-batch';

const count = z.int().check(z.gte(0));
const fieldName = z.string().check(z.maxLength(40));
const fewEntries = (most: number) => (record: object) => Object.keys(record).length <= most;

/** What cannot be put right by hand any more if it was wrong. */
const MANY_ROWS = 100;

export const importCommit = defineCommand<'import.commit', PreparedCommit>({
  name: 'import.commit',
  access: 'merchant:import',
  zh: '导入商户',
  en: 'Import merchants',
  tables: ['merchantBlocks', 'importBatches', 'importBefore', 'importPending', 'meta'],
  backupFirst: ({ creates, updates, fills }) =>
    creates.rows + updates.rows + fills.rows > MANY_ROWS ? 'import' : null,
  pin: ({ updates, fills }) =>
    [updates, fills].some(({ columns }) => ACCOUNT_FIELDS.some((field) => (columns[field]?.text ?? '') !== ''))
      ? 'whenSet'
      : false,
  input: z.strictObject({
    fileName: z.string().check(z.minLength(1), z.maxLength(255)),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    allowSameFile: z.boolean(),
    failed: count,
    skipped: count,
    pendingId: z.optional(z.string().check(z.maxLength(80))),
    ...importRowsShape,
  }),
  prepare: prepareCommit,
  // What is written counts: rows left as they are cost nobody a day's share.
  spends: (_input, { batch }) => [{ permission: 'merchant:import', amount: batch.created + batch.updated }],
  // One transaction for everything: IndexedDB itself makes it all or nothing, even when the program is killed.
  async run(uow, { pendingId }, { batch, blocks, before, nextNumber, change }, ctx) {
    await uow.table('importBatches').put(batch);
    await uow.table('merchantBlocks').bulkPut(blocks.map(({ id, batchId, data }) => ({ id, batchId, columns: data })));
    if (before.length > 0) await uow.table('importBefore').bulkPut(before);
    await uow.table('meta').put({ key: SERIES_KEY, value: nextNumber });
    if (pendingId !== undefined) await removePending(uow, pendingId);
    uow.recordBulk(change);
    uow.onCommit(() => ctx.merchants.apply({ add: blocks, nextNumber }));
    return { batchId: batch.id, created: batch.created, updated: batch.updated };
  },
});

export const importRevert = defineCommand<'import.revert', Revert>({
  name: 'import.revert',
  access: 'import:revert',
  zh: '撤销导入',
  en: 'Undo an import',
  tables: ['merchantBlocks', 'importBatches'],
  backupFirst: () => 'import',
  input: z.strictObject({ batchId: z.string().check(z.minLength(1), z.maxLength(120)) }),
  prepare: (ctx, input) => prepareRevert(ctx, input.batchId),
  async run(uow, { batchId }, { batch, restored, counts, kept, rowsHash }, ctx) {
    await uow.table('merchantBlocks').removeWhere('batchId', batchId);
    await uow
      .table('merchantBlocks')
      .bulkPut(restored.map(({ id, data }) => ({ id, batchId: undoBatchId(batchId), columns: data })));
    await uow.table('importBatches').put({
      ...batch,
      state: 'reverted',
      revertedAt: uow.now,
      revertedBy: uow.actor?.name ?? '',
      keptRows: counts.kept,
    });
    uow.recordBulk({ targetType: 'importBatch', targetId: batchId, targetLabel: batch.fileName, counts, rowsHash });
    uow.onCommit(() => ctx.merchants.apply({ add: restored, dropBatches: [batchId] }));
    return { removed: counts.removed, restored: counts.restored, kept, keptTotal: counts.kept };
  },
});

export const importMappingSave = defineCommand<'importMapping.save'>({
  name: 'importMapping.save',
  access: 'merchant:import',
  zh: '记住列对应关系',
  en: 'Remember a column mapping',
  tables: ['importMappings'],
  unaudited: true,
  input: z.strictObject({
    fingerprint: z.string().check(z.minLength(1), z.maxLength(200)),
    mapping: z.record(fieldName, z.int().check(z.gte(0), z.lte(16_383))).check(z.refine(fewEntries(100))),
    values: z
      .record(fieldName, z.record(z.string().check(z.maxLength(200)), fieldName).check(z.refine(fewEntries(500))))
      .check(z.refine(fewEntries(100))),
  }),
  async run(uow, { fingerprint, mapping, values }) {
    await uow.table('importMappings').put({ fingerprint, mapping, values, savedAt: uow.now });
  },
});

export const importCommands = [importCommit, importRevert, importMappingSave] as const;
