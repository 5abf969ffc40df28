import { z } from 'zod/mini';
import { findGaps, listConflicts } from '../admins/duties';
import { findUnused, permissionsWithoutUse } from '../admins/unused';
import { defineQuery, refuse } from '../define';
import { idField } from '../input-fields';
import { maySeeReview, toReviewView, toSummary } from '../reviews/review-view';

const RIGHTS_TABLES = ['admins', 'roles', 'session'] as const;

export const rightsUnused = defineQuery<'rights.unused'>({
  name: 'rights.unused',
  access: 'review:view',
  zh: '查看未使用的权限',
  en: 'View unused rights',
  tables: [...RIGHTS_TABLES, 'rightsChanges'],
  input: z.strictObject({ days: z.union([z.literal(30), z.literal(60), z.literal(90), z.literal(180)]) }),
  async run(ctx, { days }) {
    return { people: await findUnused(ctx, days), notCounted: permissionsWithoutUse() };
  },
});

export const rightsGaps = defineQuery<'rights.gaps'>({
  name: 'rights.gaps',
  access: 'review:view',
  zh: '查看无人承担的职责',
  en: 'View duties nobody holds',
  tables: RIGHTS_TABLES,
  input: z.strictObject({}),
  run: (ctx) => findGaps(ctx),
});

export const rightsConflicts = defineQuery<'rights.conflicts'>({
  name: 'rights.conflicts',
  access: 'review:view',
  zh: '查看职责冲突',
  en: 'View conflicts of duties',
  tables: RIGHTS_TABLES,
  input: z.strictObject({}),
  run: (ctx) => listConflicts(ctx),
});

export const reviewList = defineQuery<'review.list'>({
  name: 'review.list',
  access: 'review:view',
  zh: '查看权限审查',
  en: 'List access reviews',
  tables: ['reviews', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await ctx.db.table('reviews').toArray();
    return rows
      .filter((row) => maySeeReview(ctx, row))
      .sort((a, b) => b.createdAt - a.createdAt)
      .map((row) => toSummary(row, ctx.now()));
  },
});

export const reviewGet = defineQuery<'review.get'>({
  name: 'review.get',
  access: 'review:view',
  zh: '查看一次权限审查',
  en: 'View an access review',
  tables: ['reviews', 'session'],
  input: z.strictObject({ id: idField }),
  async run(ctx, { id }) {
    const row = await ctx.db.table('reviews').get(id);
    return row && maySeeReview(ctx, row) ? toReviewView(ctx, row) : refuse('review.not_found');
  },
});

export const reviewMine = defineQuery<'review.mine'>({
  name: 'review.mine',
  access: 'self',
  zh: '查看待办的权限审查',
  en: 'View access reviews to be done',
  tables: ['reviews', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const own = await ctx.db.table('reviews').where('reviewerId').equals(ctx.session.actor!.adminId).toArray();
    return own
      .filter((row) => row.state === 'open')
      .sort((a, b) => (a.dueDate < b.dueDate ? -1 : 1))
      .map((row) => toSummary(row, ctx.now()));
  },
});

export const reviewQueries = [rightsUnused, rightsGaps, rightsConflicts, reviewList, reviewGet, reviewMine] as const;
