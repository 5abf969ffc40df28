import type { BackupKind } from '@shared/contracts/backups';
import { z } from 'zod/mini';
import { REVEAL_RIGHT } from '@shared/access/reveal';
import { defineCommand, refuse, RefusedButKept } from '../define';
import { fileNameSchema } from '../input-fields';
import { createMerchant, prepareCreate, prepareUpdate } from '../merchants/edit';
import { exportColumns, exportDiff, type ExportedRows } from '../merchants/export';
import {
  ACCOUNT_FIELDS,
  filterSchema,
  idSchema,
  idsSchema,
  reasonSchema,
  sortSchema,
  statusSchema,
  valuesSchema,
} from '../merchants/inputs';
import { prepareDelete, prepareRestore, prepareStatus, type BulkEdit } from '../merchants/moves';
import { preparePurge, type Purge } from '../merchants/purge';
import { requireRows } from '../merchants/require-rows';
import { prepareReveal, type Reveal } from '../merchants/reveal';
import { writeTeams } from '../merchants/team';
import { writeRewrites, type Rewrite } from '../merchants/versions';
import { toView } from '../merchants/view';

const sensitiveSchema = z.enum(['legalIdNo', 'contactPhone', 'accountNo']);

const MANY = 20;
/** Before many merchants are changed at a stroke. */
const backupFirst = ({ ids }: { ids: string[] }): BackupKind | null => (ids.length > MANY ? 'bulk' : null);

export const merchantCreate = defineCommand<'merchant.create', Rewrite>({
  name: 'merchant.create',
  access: 'merchant:create',
  zh: '新增商户',
  en: 'Add a merchant',
  tables: ['merchantRows', 'meta'],
  input: z.strictObject({ values: valuesSchema, submit: z.boolean() }),
  prepare: (ctx, input) => prepareCreate(ctx, input.values, input.submit ? 'SUBMITTED' : 'DRAFT'),
  run: (uow, _input, rewrite, ctx) => createMerchant(uow, ctx, rewrite),
});

export const merchantUpdate = defineCommand<'merchant.update', Rewrite | null>({
  name: 'merchant.update',
  access: 'merchant:update',
  zh: '修改商户',
  en: 'Change a merchant',
  tables: ['merchantRows'],
  pin: ({ values }) => (ACCOUNT_FIELDS.some((field) => field in values) ? 'whenSet' : false),
  input: z.strictObject({ id: idSchema, rev: z.int(), values: valuesSchema, submit: z.optional(z.boolean()) }),
  prepare: (ctx, input) => prepareUpdate(ctx, input.id, input.rev, input.values, input.submit),
  async run(uow, input, rewrite, ctx) {
    if (!rewrite) return toView(ctx.merchants.get(input.id)!);
    await writeRewrites(uow, ctx, [rewrite]);
    return toView(rewrite.after);
  },
});

export const merchantSetStatus = defineCommand<'merchant.setStatus', BulkEdit>({
  name: 'merchant.setStatus',
  access: 'merchant:status',
  zh: '变更商户状态',
  en: 'Change the status of merchants',
  tables: ['merchantRows'],
  backupFirst,
  input: z.strictObject({ ids: idsSchema, to: statusSchema, reason: reasonSchema }),
  prepare: (ctx, input, call) => prepareStatus(ctx, input.ids, input.to, call),
  async run(uow, input, { rewrites, refused }, ctx) {
    uow.reason = input.reason;
    await writeRewrites(uow, ctx, rewrites, { refused });
    return { changed: rewrites.length, refused };
  },
});

export const merchantDelete = defineCommand<'merchant.delete', BulkEdit>({
  name: 'merchant.delete',
  access: 'merchant:delete',
  zh: '删除商户',
  en: 'Delete merchants',
  tables: ['merchantRows'],
  backupFirst,
  input: z.strictObject({ ids: idsSchema, reason: reasonSchema }),
  prepare: (ctx, input, call) => prepareDelete(ctx, input.ids, call),
  async run(uow, input, { rewrites }, ctx) {
    uow.reason = input.reason;
    await writeRewrites(uow, ctx, rewrites);
    return { changed: rewrites.length };
  },
});

export const merchantRestore = defineCommand<'merchant.restore', BulkEdit>({
  name: 'merchant.restore',
  access: 'merchant:delete',
  zh: '从回收站恢复商户',
  en: 'Restore merchants from the recycle bin',
  tables: ['merchantRows'],
  input: z.strictObject({ ids: idsSchema }),
  prepare: (ctx, input, call) => prepareRestore(ctx, input.ids, call),
  async run(uow, _input, { rewrites }, ctx) {
    await writeRewrites(uow, ctx, rewrites);
    return { changed: rewrites.length };
  },
});

export const merchantPurge = defineCommand<'merchant.purge', Purge>({
  name: 'merchant.purge',
  access: 'merchant:purge',
  zh: '彻底删除商户',
  en: 'Purge merchants',
  tables: ['merchantRows', 'merchantBlocks', 'importBefore', 'merchantTeams', 'merchantMethods'],
  stepUp: true,
  backupFirst,
  input: z.strictObject({ ids: idsSchema, reason: reasonSchema }),
  async prepare(ctx, input) {
    const rows = requireRows(ctx, input.ids);
    if (rows.some((row) => row.deletedAt === 0)) refuse('merchant.delete_not_allowed');
    return preparePurge(ctx, rows);
  },
  async run(uow, input, purge, ctx) {
    uow.reason = input.reason;
    await uow
      .table('merchantBlocks')
      .bulkPut(purge.blocks.map(({ id, batchId, data }) => ({ id, batchId, columns: data })));
    await uow.table('importBefore').bulkPut(purge.before);
    await writeTeams(
      uow,
      ctx,
      input.ids.map((id) => ({ id, members: [] })),
    );
    for (const id of input.ids) await uow.table('merchantMethods').remove(id);
    uow.onCommit(() => ctx.merchants.apply({ replace: purge.blocks }));
    await writeRewrites(
      uow,
      ctx,
      purge.tombs.map((after) => ({ before: ctx.merchants.get(after.id), after })),
    );
    return { changed: purge.tombs.length };
  },
});

export const merchantReveal = defineCommand<'merchant.reveal', Reveal>({
  name: 'merchant.reveal',
  access: 'merchant:view',
  zh: '查看敏感信息',
  en: 'Reveal a sensitive value',
  tables: [],
  input: z.strictObject({ id: idSchema, field: sensitiveSchema }),
  needs: { any: Object.values(REVEAL_RIGHT), of: ({ field }) => [REVEAL_RIGHT[field]] },
  spends: (input, { overdone }) => (overdone ? [] : [{ permission: REVEAL_RIGHT[input.field], amount: 1 }]),
  prepare: (ctx, input) => prepareReveal(ctx, input.id, input.field),
  // The entry is committed before the value leaves the core: no entry, no value.
  async run(uow, _input, { change, value, overdone }, ctx) {
    uow.record(change);
    if (overdone) {
      uow.onCommit(() => ctx.session.revealAlerted());
      return new RefusedButKept({ code: 'access.step_up' });
    }
    uow.onCommit(() => ctx.session.revealed());
    return { value };
  },
});

export const merchantExport = defineCommand<'merchant.export', ExportedRows>({
  name: 'merchant.export',
  access: 'merchant:export',
  zh: '导出商户',
  en: 'Export merchants',
  tables: [],
  input: z.strictObject({
    filter: filterSchema,
    sort: sortSchema,
    fields: z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(60)),
    format: z.enum(['xlsx', 'csv']),
    clear: z.optional(z.boolean()),
    fileName: z.optional(fileNameSchema),
  }),
  needs: { any: ['merchant:exportSensitive'], of: ({ clear }) => (clear ? ['merchant:exportSensitive'] : []) },
  stepUp: ({ clear }) => clear === true,
  spends: ({ clear }, { batch }) => [
    { permission: 'merchant:export', amount: batch.rows },
    ...(clear ? [{ permission: 'merchant:exportSensitive', amount: batch.rows } as const] : []),
  ],
  prepare: (ctx, input, call) => exportColumns(ctx, input, call),
  async run(uow, input, { change, batch, clearFields }) {
    uow.recordBulk({ ...change, diff: exportDiff(input, clearFields) });
    return batch;
  },
});

export const merchantCommands = [
  merchantCreate,
  merchantUpdate,
  merchantSetStatus,
  merchantDelete,
  merchantRestore,
  merchantPurge,
  merchantReveal,
  merchantExport,
] as const;
