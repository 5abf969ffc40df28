import { z } from 'zod/mini';
import { defineQuery } from '../define';

export const billLayoutList = defineQuery<'billLayout.list'>({
  name: 'billLayout.list',
  access: 'bill:import',
  zh: '查看表格格式',
  en: 'List table layouts',
  tables: ['billLayouts'],
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await ctx.db.table('billLayouts').toArray();
    return rows.sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? -1 : 1));
  },
});

export const billLayoutQueries = [billLayoutList] as const;
