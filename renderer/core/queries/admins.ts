import { z } from 'zod/mini';
import { countPeople, readCaps } from '../admins/caps';
import { checkPreconditions } from '../admins/preconditions';
import { byArrival, toAdminView } from '../admins/view';
import { isVisible } from '../admins/visible';
import { defineQuery } from '../define';
import { reviewStates } from '../reviews/due';

const typed = z.string().check(z.maxLength(100));

export const adminList = defineQuery<'admin.list'>({
  name: 'admin.list',
  access: 'admin:view',
  zh: '查看管理员',
  en: 'View administrators',
  tables: ['admins', 'roles', 'reviews', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await ctx.db.table('admins').toArray();
    const reviewOf = await reviewStates(ctx);
    return rows
      .filter((row) => row.state !== 'deleted' && isVisible(ctx, row))
      .sort(byArrival)
      .map((row) => ({ ...toAdminView(ctx, row), ...reviewOf(row) }));
  },
});

export const adminPreconditions = defineQuery<'admin.preconditions'>({
  name: 'admin.preconditions',
  access: 'admin:view',
  zh: '查看添加管理员的条件',
  en: 'View what adding an administrator needs',
  tables: ['admins', 'meta', 'session'],
  input: z.strictObject({
    name: typed,
    loginName: typed,
    mobile: typed,
    wechatId: typed,
    reviveId: z.string().check(z.maxLength(64)),
  }),
  run: (ctx, input) => checkPreconditions(ctx, input),
});

export const adminCaps = defineQuery<'admin.caps'>({
  name: 'admin.caps',
  access: 'admin:view',
  zh: '查看管理员人数',
  en: 'View how many administrators there are',
  tables: ['admins', 'meta', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const caps = await readCaps(ctx.db.table('meta'));
    return { ...caps, ...countPeople(ctx.access.allAdmins(), ctx.now()) };
  },
});

export const adminQueries = [adminList, adminPreconditions, adminCaps] as const;
