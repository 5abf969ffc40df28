import { bizDateAt } from '@shared/time/biz-date';
import type { AdminRow, ReviewRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';

/** Rights nobody looked at for so long are due. */
const REVIEW_EVERY_MS = 180 * 86_400_000;

export function isOverdue(review: Pick<ReviewRow, 'state' | 'dueDate'>, now: number): boolean {
  return review.state === 'open' && review.dueDate < bizDateAt(now);
}

/** When each admin was last reviewed, and whether they should be. */
export async function reviewStates(
  ctx: CoreContext,
): Promise<(admin: AdminRow) => { lastReviewAt: number | null; reviewDue: boolean }> {
  const reviews = await ctx.db.table('reviews').toArray();
  const now = ctx.now();
  const last = new Map<string, number>();
  const waiting = new Set<string>();
  for (const review of reviews) {
    for (const { adminId, decision } of review.items) {
      if (review.state === 'signed') last.set(adminId, Math.max(last.get(adminId) ?? 0, review.signedAt));
      else if (decision === null && isOverdue(review, now)) waiting.add(adminId);
    }
  }
  return ({ id, createdAt }) => {
    const lastReviewAt = last.get(id) ?? null;
    const isOld = now - Math.max(lastReviewAt ?? 0, createdAt) > REVIEW_EVERY_MS;
    return { lastReviewAt, reviewDue: isOld || waiting.has(id) };
  };
}
