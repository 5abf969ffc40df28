import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { readPlace } from '../place';

export const sessionCurrent = defineQuery<'session.current'>({
  name: 'session.current',
  access: 'public',
  zh: '查看当前会话',
  en: 'View the present session',
  tables: ['session', 'meta', 'admins'],
  whileLocked: true,
  input: z.strictObject({}),
  async run(ctx) {
    if (!ctx.session.actor) return null;
    return ctx.session.info(await readPlace(ctx.db.table('meta')));
  },
});

export const sessionQueries = [sessionCurrent] as const;
