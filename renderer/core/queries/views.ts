import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { storageKeyField } from '../input-fields';

export const viewGet = defineQuery<'view.get'>({
  name: 'view.get',
  access: 'self',
  zh: '读取列表样式',
  en: 'Read list layout',
  tables: ['views'],
  input: z.strictObject({ key: storageKeyField }),
  async run(ctx, input) {
    const row = await ctx.db.table('views').get(`${ctx.session.actor!.adminId}|${input.key}`);
    return row?.json ?? null;
  },
});

export const viewQueries = [viewGet] as const;
