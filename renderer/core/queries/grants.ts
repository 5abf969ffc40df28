import { z } from 'zod/mini';
import { PERMISSIONS } from '@shared/access/resources';
import { infoOf } from '@shared/access/catalogue';
import { isWaiting, mayDecide, toGrantView } from '../admins/grant-view';
import { secondsFor } from '../admins/second-admin';
import { isVisible } from '../admins/visible';
import { defineQuery, refuse } from '../define';
import { readPolicy } from '../guard/policy';
import { idField } from '../input-fields';

const KEPT_MS = 90 * 86_400_000;
const TABLES = ['grantRequests', 'admins', 'roles', 'session'] as const;

export const grantList = defineQuery<'grant.list'>({
  name: 'grant.list',
  access: 'admin:view',
  zh: '查看待确认的授权',
  en: 'List grants to be confirmed',
  tables: TABLES,
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await ctx.db.table('grantRequests').toArray();
    const views = rows
      .filter((row) => {
        if (row.byId === ctx.session.actor!.adminId || mayDecide(ctx, row)) return true;
        const target = ctx.access.admin(row.targetId);
        return row.targetId !== ctx.session.actor!.adminId && target !== undefined && isVisible(ctx, target);
      })
      .map((row) => toGrantView(ctx, row))
      .filter((view) => view.state === 'waiting' || ctx.now() - view.endedAt < KEPT_MS);
    const rank = (view: { state: string }): number => (view.state === 'waiting' ? 0 : 1);
    return views.sort((a, b) => rank(a) - rank(b) || b.at - a.at);
  },
});

export const grantMine = defineQuery<'grant.mine'>({
  name: 'grant.mine',
  access: 'self',
  zh: '查看等我确认的授权数',
  en: 'Count grants that wait for oneself',
  tables: TABLES,
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await ctx.db.table('grantRequests').toArray();
    return { count: rows.filter((row) => isWaiting(ctx, row) && mayDecide(ctx, row)).length };
  },
});

export const grantSeconds = defineQuery<'grant.seconds'>({
  name: 'grant.seconds',
  access: 'admin:rights',
  zh: '查看谁可以确认授权',
  en: 'See who could confirm a grant',
  tables: ['admins', 'roles', 'meta', 'session'],
  input: z.strictObject({ adminId: idField }),
  async run(ctx, { adminId }) {
    const who = ctx.access.admin(adminId);
    if (!who || !isVisible(ctx, who)) refuse('admin.not_found');
    const { secondAdmin } = await readPolicy(ctx.db.table('meta'));
    const mine = ctx.session.rights!.held;
    const risky = PERMISSIONS.filter((one) => infoOf(one).risk === 'high' && mine.has(one));
    const names = secondsFor(ctx, who, risky).map((one) => one.name);
    return { isOn: secondAdmin === 'whenPossible', names: names.slice(0, 5), count: names.length };
  },
});

export const grantQueries = [grantList, grantMine, grantSeconds] as const;
