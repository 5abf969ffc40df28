import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { readOwnDays } from '../own-days';

export const holidayList = defineQuery<'holiday.list'>({
  name: 'holiday.list',
  access: 'self',
  zh: '查看节假日',
  en: 'View holidays',
  tables: ['meta'],
  input: z.strictObject({}),
  run: (ctx) => readOwnDays(ctx.db.table('meta')),
});

export const holidayQueries = [holidayList] as const;
