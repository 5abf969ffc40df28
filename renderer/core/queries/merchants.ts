import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { findDuplicates } from '../merchants/duplicates';
import { readHistory } from '../merchants/history';
import { filterSchema, idSchema, sortSchema } from '../merchants/inputs';
import { requireRow } from '../merchants/require-rows';
import { toScan } from '../merchants/scan';
import { toView } from '../merchants/view';

const MERCHANT_TABLES = ['merchantBlocks', 'merchantRows'] as const;
const typed = z.optional(z.string().check(z.maxLength(200)));

export const merchantList = defineQuery<'merchant.list'>({
  name: 'merchant.list',
  access: 'merchant:view',
  zh: '查看商户列表',
  en: 'List merchants',
  tables: MERCHANT_TABLES,
  input: z.strictObject({
    filter: filterSchema,
    sort: sortSchema,
    offset: z.int().check(z.gte(0)),
    limit: z.int().check(z.gte(1), z.lte(1_000)),
  }),
  run(ctx, { filter, sort, offset, limit }) {
    const { total, rows } = ctx.merchants.query(toScan(ctx, filter), sort, offset, limit);
    return { total, rows: rows.map(toView) };
  },
});

export const merchantGet = defineQuery<'merchant.get'>({
  name: 'merchant.get',
  access: 'merchant:view',
  zh: '查看商户',
  en: 'View a merchant',
  tables: MERCHANT_TABLES,
  input: z.strictObject({ id: idSchema }),
  run: (ctx, { id }) => toView(requireRow(ctx, id)),
});

/** Counts ignore the status filter itself: each status says how many choosing it would show. */
export const merchantCounts = defineQuery<'merchant.counts'>({
  name: 'merchant.counts',
  access: 'merchant:view',
  zh: '统计商户数量',
  en: 'Count merchants',
  tables: MERCHANT_TABLES,
  input: z.strictObject({ filter: filterSchema }),
  run(ctx, { filter: { status: _status, ...filter } }) {
    const { byStatus, deleted } = ctx.merchants.countByStatus(toScan(ctx, filter));
    return { total: Object.values(byStatus).reduce((sum, n) => sum + n, 0), byStatus, deleted };
  },
});

export const merchantHistory = defineQuery<'merchant.history'>({
  name: 'merchant.history',
  access: 'merchant:view',
  zh: '查看商户变更历史',
  en: 'View the history of a merchant',
  tables: ['audit', ...MERCHANT_TABLES],
  input: z.strictObject({ id: idSchema }),
  run: (ctx, { id }) => readHistory(ctx, requireRow(ctx, id)),
});

export const merchantDuplicates = defineQuery<'merchant.duplicates'>({
  name: 'merchant.duplicates',
  access: 'merchant:view',
  zh: '查找重复商户',
  en: 'Find duplicates of a merchant',
  tables: MERCHANT_TABLES,
  input: z.strictObject({
    exceptId: typed,
    name: typed,
    uscc: typed,
    contactPhone: typed,
    accountNo: typed,
    legalIdNo: typed,
  }),
  run: (ctx, input) => findDuplicates(ctx, input),
});

export const merchantQueries = [
  merchantList,
  merchantGet,
  merchantCounts,
  merchantHistory,
  merchantDuplicates,
] as const;
