import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { storageKeyField } from '../input-fields';
import { readSavedViews } from '../saved-views';

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

export const viewList = defineQuery<'view.list'>({
  name: 'view.list',
  access: 'self',
  zh: '查看列表视图',
  en: 'List views of a list',
  tables: ['views', 'admins', 'roles'],
  input: z.strictObject({ list: storageKeyField }),
  run: (ctx, { list }) => readSavedViews(ctx, list),
});

export const viewQueries = [viewGet, viewList] as const;
