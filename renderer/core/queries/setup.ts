import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { readPlace } from '../place';

export const setupStatus = defineQuery<'setup.status'>({
  name: 'setup.status',
  access: 'public',
  zh: '查看安装状态',
  en: 'View installation state',
  tables: ['session', 'meta'],
  whileLocked: true,
  input: z.strictObject({}),
  async run(ctx) {
    const { state, lost } = ctx.startup;
    // In recovery the database is not open, and whatever is in it is not to be trusted.
    const companyName = state === 'ready' ? (await readPlace(ctx.db.table('meta'))).companyName : '';
    return { state, companyName, ...(lost && { lost }), loginNames: [] };
  },
});

export const setupQueries = [setupStatus] as const;
