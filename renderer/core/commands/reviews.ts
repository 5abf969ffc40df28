import { z } from 'zod/mini';
import { LEVEL_IDS } from '@shared/access/levels';
import { RESOURCE_IDS } from '@shared/access/matrix';
import { PERMISSIONS } from '@shared/access/resources';
import { withoutPermissions } from '@shared/access/revoke';
import type { ReviewLine, ReviewsCommandIo } from '@shared/contracts/reviews';
import { bizDateAt, isRealDate } from '@shared/time/biz-date';
import type { ReviewRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { applyRights } from '../admins/apply-rights';
import { getAdmin } from '../admins/require-admin';
import { assignedOf } from '../admins/rights-change';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';
import { linesOf, peopleIn } from '../reviews/lines';
import { hashReview, isToApply, maySeeReview, toReviewView } from '../reviews/review-view';

const ids = z.array(idField).check(z.minLength(1), z.maxLength(500));
const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('level'), levels: z.array(z.enum(LEVEL_IDS)).check(z.minLength(1)) }),
  z.strictObject({ kind: z.literal('role'), roleIds: ids }),
  z.strictObject({ kind: z.literal('people'), adminIds: ids }),
]);

export const reviewCreate = defineCommand<'review.create', { id: string; lines: ReviewLine[] }>({
  name: 'review.create',
  access: 'review:manage',
  zh: '发起权限审查',
  en: 'Begin an access review',
  tables: ['reviews'],
  input: z.strictObject({
    title: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
    scope: scopeSchema,
    dueDate: z.string().check(z.refine(isRealDate)),
    reviewerId: idField,
  }),
  async prepare(ctx, { scope, dueDate, reviewerId }) {
    if (dueDate < bizDateAt(ctx.now())) refuse('review.due_past');
    const reviewer = ctx.access.admin(reviewerId);
    const mayReview = ctx.access.rightsOf(reviewerId, ctx.now()).held.has('review:manage');
    if (reviewer?.state !== 'active' || !mayReview) refuse('review.reviewer_unfit');
    if (scope.kind === 'people' && scope.adminIds.includes(reviewerId)) refuse('review.self');
    const lines = await linesOf(ctx, peopleIn(ctx, scope, reviewerId));
    if (lines.length === 0) refuse('review.empty');
    return { id: ctx.newId(), lines };
  },
  async run(uow, { title, scope, dueDate, reviewerId }, { id, lines }, ctx) {
    const year = bizDateAt(uow.now).slice(0, 4);
    const known = (await uow.table('reviews').all()).filter((row) => row.no.startsWith(`R${year}-`)).length;
    const review: ReviewRow = {
      id,
      no: `R${year}-${String(known + 1).padStart(3, '0')}`,
      title,
      scope,
      dueDate,
      reviewerId,
      reviewerName: ctx.access.admin(reviewerId)!.name,
      createdAt: uow.now,
      createdBy: uow.actor!.name,
      state: 'open',
      items: lines,
      signedAt: 0,
      hash: '',
    };
    await uow.table('reviews').add(review);
    note(uow, review, [
      { field: 'dueDate', before: '', after: dueDate },
      { field: 'reviewer', before: '', after: review.reviewerName },
      { field: 'lines', before: '', after: String(lines.length) },
    ]);
    return { id, no: review.no };
  },
});

export const reviewDecide = defineCommand<'review.decide'>({
  name: 'review.decide',
  access: 'review:manage',
  zh: '填写权限审查结论',
  en: 'Decide lines of an access review',
  tables: ['reviews'],
  input: z.strictObject({
    id: idField,
    lines: z
      .array(
        z.strictObject({
          adminId: idField,
          resource: z.enum([...RESOURCE_IDS, 'super']),
          decision: z.enum(['keep', 'reduce', 'revoke']),
          remove: z.array(z.enum(PERMISSIONS)).check(z.maxLength(PERMISSIONS.length)),
          comment: z.string().check(z.trim(), z.maxLength(200)),
        }),
      )
      .check(z.minLength(1), z.maxLength(2_000)),
  }),
  async run(uow, { id, lines }) {
    const review = await getOwnOpen(uow, id);
    const items = [...review.items];
    for (const line of lines) {
      const at = items.findIndex((one) => one.adminId === line.adminId && one.resource === line.resource);
      const known = items[at];
      if (!known) refuse('review.line_unknown');
      if (known.adminId === uow.actor!.adminId) refuse('review.self');
      if (line.decision !== 'keep' && line.comment === '') refuse('review.comment_needed');
      const remove = line.decision === 'reduce' ? line.remove : [];
      if (line.decision === 'reduce') requirePart(known, remove);
      items[at] = { ...known, decision: line.decision, comment: line.comment, remove, decidedAt: uow.now };
    }
    await uow.table('reviews').put({ ...review, items });
    const decided = (rows: readonly ReviewLine[]): string => String(rows.filter((one) => one.decision !== null).length);
    note(uow, review, [{ field: 'decided', before: decided(review.items), after: decided(items) }]);
  },
});

export const reviewSign = defineCommand<'review.sign'>({
  name: 'review.sign',
  access: 'review:manage',
  zh: '签署权限审查',
  en: 'Sign an access review',
  tables: ['reviews'],
  input: z.strictObject({ id: idField }),
  async run(uow, { id }) {
    const review = await getOwnOpen(uow, id);
    const undecided = review.items.filter((line) => line.decision === null).length;
    if (undecided > 0) refuse('review.undecided', { params: { count: undecided } });
    const frozen: ReviewRow = { ...review, state: 'signed', signedAt: uow.now };
    const signed = { ...frozen, hash: hashReview(frozen) };
    await uow.table('reviews').put(signed);
    const count = (decision: ReviewLine['decision']): number =>
      review.items.filter((line) => line.decision === decision).length;
    uow.recordBulk({
      targetType: 'review',
      targetId: id,
      targetLabel: `${review.no} ${review.title}`,
      counts: { keep: count('keep'), reduce: count('reduce'), revoke: count('revoke') },
      rowsHash: signed.hash,
      diff: [{ field: 'state', before: 'open', after: 'signed' }],
    });
    return { hash: signed.hash };
  },
});

export const reviewApply = defineCommand<'review.apply', { changeId: string }>({
  name: 'review.apply',
  access: 'admin:rights',
  zh: '执行权限审查结论',
  en: 'Carry out an access review',
  tables: ['reviews', 'admins', 'rightsChanges'],
  stepUp: true,
  input: z.strictObject({ id: idField, adminId: idField }),
  prepare: async (ctx) => ({ changeId: ctx.newId() }),
  async run(uow, { id, adminId }, { changeId }, ctx) {
    const review = await getReview(uow, id);
    if (review.state !== 'signed') refuse('review.not_signed');
    const isMeant = (line: ReviewLine): boolean => line.adminId === adminId && isToApply(line);
    const lines = review.items.filter(isMeant);
    if (lines.length === 0) refuse('review.nothing_to_apply');
    const gone = lines.flatMap((line) => (line.decision === 'revoke' ? line.permissions : line.remove));
    const before = await getAdmin(uow, adminId);
    const reasons = [...new Set(lines.map((line) => line.comment))].join('；');
    const { removed } = await applyRights(uow, ctx, before, {
      rights: withoutPermissions(assignedOf(before), gone, ctx.access.directory.roles),
      reason: `${review.no} ${reasons}`.slice(0, 200),
      acceptConflicts: false,
      changeId,
    });
    const items = review.items.map((line) =>
      isMeant(line) ? { ...line, appliedAt: uow.now, appliedBy: uow.actor!.name } : line,
    );
    await uow.table('reviews').put({ ...review, items });
    return { removed };
  },
});

export const reviewCancel = defineCommand<'review.cancel'>({
  name: 'review.cancel',
  access: 'review:manage',
  zh: '取消权限审查',
  en: 'Cancel an access review',
  tables: ['reviews'],
  input: z.strictObject({ id: idField, reason: reasonField }),
  async run(uow, { id, reason }) {
    const review = await getReview(uow, id);
    if (review.state !== 'open') refuse('review.closed');
    uow.reason = reason;
    await uow.table('reviews').put({ ...review, state: 'cancelled' });
    note(uow, review, [{ field: 'state', before: 'open', after: 'cancelled' }]);
  },
});

export const reviewExport = defineCommand<'review.export'>({
  name: 'review.export',
  access: 'review:view',
  zh: '导出权限审查',
  en: 'Export an access review',
  tables: ['reviews'],
  input: z.strictObject({ id: idField }),
  async run(uow, { id }, _prepared, ctx): Promise<ReviewsCommandIo['review.export']['output']> {
    const review = await getReview(uow, id);
    if (!maySeeReview(ctx, review)) refuse('review.not_found');
    note(uow, review, []);
    return toReviewView(ctx, review);
  },
});

export const reviewCommands = [
  reviewCreate,
  reviewDecide,
  reviewSign,
  reviewApply,
  reviewCancel,
  reviewExport,
] as const;

async function getReview(uow: UnitOfWork, id: string): Promise<ReviewRow> {
  return (await uow.table('reviews').get(id)) ?? refuse('review.not_found');
}

async function getOwnOpen(uow: UnitOfWork, id: string): Promise<ReviewRow> {
  const review = await getReview(uow, id);
  if (review.reviewerId !== uow.actor!.adminId) refuse('review.not_reviewer');
  return review.state === 'open' ? review : refuse('review.closed');
}

/** Reducing takes some and leaves some; a super administrator's rights go all together. */
function requirePart(line: ReviewLine, remove: readonly string[]): void {
  const isPart = remove.length > 0 && remove.length < line.permissions.length;
  const isKnown = remove.every((one) => (line.permissions as string[]).includes(one));
  if (!isPart || !isKnown || line.resource === 'super') refuse('review.line_unknown');
}

function note(uow: UnitOfWork, review: ReviewRow, diff: { field: string; before: string; after: string }[]): void {
  uow.record({ targetType: 'review', targetId: review.id, targetLabel: `${review.no} ${review.title}`, diff });
}
