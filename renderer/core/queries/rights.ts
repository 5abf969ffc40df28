import { z } from 'zod/mini';
import { defineQuery } from '../define';

export const rightsPending = defineQuery<'rights.pending'>({
  name: 'rights.pending',
  access: 'self',
  zh: '查看自己的权限变更',
  en: 'View changes of the own rights',
  tables: ['rightsChanges', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const own = await ctx.db.table('rightsChanges').where('adminId').equals(ctx.session.actor!.adminId).toArray();
    return own
      .filter((change) => change.ackAt === 0)
      .sort((a, b) => a.at - b.at)
      .map(({ id, at, byName, reason, added, removed }) => ({ id, at, by: byName, reason, added, removed }));
  },
});

export const rightsQueries = [rightsPending] as const;
