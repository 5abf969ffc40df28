import { z } from 'zod/mini';
import { defineQuery } from '../define';

export const incidentList = defineQuery<'incident.list'>({
  name: 'incident.list',
  access: 'security:view',
  zh: '查看错误日志',
  en: 'View the error log',
  tables: ['incidents'],
  input: z.strictObject({
    state: z.optional(z.enum(['open', 'handled', 'ignored'])),
    limit: z.int().check(z.gte(1), z.lte(1_000)),
  }),
  async run(ctx, { state, limit }) {
    const table = ctx.db.table('incidents');
    const [open, all] = await Promise.all([
      table.where('state').equals('open').count(),
      table.orderBy('at').reverse().toArray(),
    ]);
    const rows = all.filter((row) => !state || row.state === state).slice(0, limit);
    return { open, rows: rows.map(({ by: _by, ...row }) => row) };
  },
});

export const incidentQueries = [incidentList] as const;
