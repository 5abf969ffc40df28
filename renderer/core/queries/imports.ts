import { z } from 'zod/mini';
import type { BatchView } from '@shared/contracts/core';
import { unpackColumn } from '@shared/kernel/columns';
import type { ImportBatchRow } from '@renderer/data/tables';
import { defineQuery } from '../define';
import { previewCommit } from '../merchants/commit';
import { batchSchema, idSchema, importRowsShape } from '../merchants/inputs';
import { getBatch, isBatchWithinReach, previewRevert } from '../merchants/revert-plan';
import { isWithinReach } from '../merchants/require-rows';
import { findSimilar } from '../merchants/similar';
import { toView } from '../merchants/view';

export const importLookup = defineQuery<'import.lookup'>({
  name: 'import.lookup',
  access: 'merchant:import',
  zh: '比对已有商户',
  en: 'Look up existing merchants',
  tables: ['merchantBlocks', 'merchantRows'],
  input: z.strictObject({ uscc: batchSchema }),
  run(ctx, { uscc }) {
    const column = uscc.columns['uscc'];
    const known = ctx.merchants.activeUsccs();
    const hits = (column ? unpackColumn(column) : []).flatMap((text, row) => {
      const merchant = ctx.merchants.get(known.get(text) ?? '');
      if (text === '' || !merchant) return [];
      // That the code is taken the commit would say as well; whose it is, is told to who may see that one.
      if (!isWithinReach(ctx, merchant)) return [{ row, id: '', rev: 0, merchantNo: '', name: '' }];
      const { merchantNo = '', name = '' } = merchant.values;
      return [{ row, id: merchant.id, rev: merchant.rev, merchantNo, name }];
    });
    return { tableVersion: ctx.merchants.version, merchants: ctx.merchants.size, hits };
  },
});

export const importReach = defineQuery<'import.reach'>({
  name: 'import.reach',
  access: 'merchant:import',
  zh: '查看可导入的地区',
  en: 'See which regions may be imported',
  tables: ['admins', 'roles'],
  input: z.strictObject({}),
  run({ scope, session }) {
    const me = session.actor?.adminId ?? '';
    // Who imports a merchant owns it: a reach over the own ones holds wherever it lies.
    return { regions: scope.filter(({ owners }) => !owners.includes(me)).map(({ regions }) => [...regions]) };
  },
});

export const importExisting = defineQuery<'import.existing'>({
  name: 'import.existing',
  access: 'merchant:import',
  zh: '查看已有商户',
  en: 'View existing merchants',
  tables: ['merchantBlocks', 'merchantRows'],
  input: z.strictObject({ ids: z.array(idSchema).check(z.maxLength(1_000)) }),
  run: (ctx, { ids }) => ({
    rows: ids.flatMap((id) => {
      const row = ctx.merchants.get(id);
      return row && isWithinReach(ctx, row) ? [toView(row)] : [];
    }),
  }),
});

export const importBatches = defineQuery<'import.batches'>({
  name: 'import.batches',
  access: 'import:history',
  zh: '查看导入记录',
  en: 'List imports',
  tables: ['importBatches'],
  input: z.strictObject({ offset: z.int().check(z.gte(0)), limit: z.int().check(z.gte(1), z.lte(500)) }),
  async run(ctx, { offset, limit }) {
    const table = ctx.db.table('importBatches');
    const seen = () => {
      const newest = table.orderBy('at').reverse();
      return ctx.scope.length === 0 ? newest : newest.filter((batch) => isBatchWithinReach(ctx, batch));
    };
    const [total, rows] = await Promise.all([seen().count(), seen().offset(offset).limit(limit).toArray()]);
    return { total, rows: rows.map(toBatchView) };
  },
});

export const importSameFile = defineQuery<'import.sameFile'>({
  name: 'import.sameFile',
  access: 'merchant:import',
  zh: '检查文件是否已导入',
  en: 'Check whether a file was imported before',
  tables: ['importBatches'],
  input: z.strictObject({ sha256: z.string().check(z.maxLength(64)) }),
  async run(ctx, { sha256 }) {
    const rows = await ctx.db.table('importBatches').where('sha256').equals(sha256).toArray();
    const standing = rows.find((row) => row.state === 'done');
    return standing ? toBatchView(standing) : null;
  },
});

export const importMappingFind = defineQuery<'importMapping.find'>({
  name: 'importMapping.find',
  access: 'merchant:import',
  zh: '查找列对应关系',
  en: 'Find a remembered column mapping',
  tables: ['importMappings'],
  input: z.strictObject({ fingerprint: z.string().check(z.maxLength(200)) }),
  async run(ctx, { fingerprint }) {
    const found = await ctx.db.table('importMappings').get(fingerprint);
    return found ? { mapping: found.mapping, values: found.values } : null;
  },
});

export const importSimilar = defineQuery<'import.similar'>({
  name: 'import.similar',
  access: 'merchant:import',
  zh: '查找相似商户',
  en: 'Find similar merchants',
  tables: ['merchantBlocks', 'merchantRows'],
  input: z.strictObject({ rows: batchSchema }),
  run: (ctx, { rows }) => ({ tableVersion: ctx.merchants.version, hits: findSimilar(ctx, rows) }),
});

export const importPreview = defineQuery<'import.preview'>({
  name: 'import.preview',
  access: 'merchant:import',
  zh: '试算导入结果',
  en: 'Work out what an import would do',
  tables: ['merchantBlocks', 'merchantRows'],
  input: z.strictObject(importRowsShape),
  run: (ctx, rows, call) => previewCommit(ctx, rows, call),
});

export const importBatch = defineQuery<'import.batch'>({
  name: 'import.batch',
  access: 'import:history',
  zh: '查看一次导入',
  en: 'View an import',
  tables: ['importBatches'],
  input: z.strictObject({ batchId: idSchema }),
  run: async (ctx, { batchId }) => toBatchView(await getBatch(ctx, batchId)),
});

export const importRevertPreview = defineQuery<'import.revertPreview'>({
  name: 'import.revertPreview',
  access: 'import:history',
  zh: '查看撤销导入的影响',
  en: 'See what undoing an import does',
  tables: ['importBatches', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject({ batchId: idSchema }),
  run: async (ctx, { batchId }) => previewRevert(ctx, await getBatch(ctx, batchId)),
});

export const importQueries = [
  importLookup,
  importReach,
  importSimilar,
  importPreview,
  importExisting,
  importBatches,
  importBatch,
  importRevertPreview,
  importSameFile,
  importMappingFind,
] as const;

function toBatchView({ byName, ...row }: ImportBatchRow): BatchView {
  return { ...row, by: byName };
}
