import type { ReviewLine, ReviewSummary, ReviewView } from '@shared/contracts/reviews';
import type { ReviewRow } from '@renderer/data/tables';
import { visibleIds } from '../admins/visible';
import type { CoreContext } from '../context';
import { sha256 } from '../vault/sha256';
import { isOverdue } from './due';

export function isToApply(line: ReviewLine): boolean {
  return (line.decision === 'reduce' || line.decision === 'revoke') && line.appliedAt === 0;
}

export function toSummary(row: ReviewRow, now: number): ReviewSummary {
  const { id, no, title, scope, dueDate, reviewerId, reviewerName, createdAt, createdBy, state, signedAt, items } = row;
  const waiting = state === 'signed' ? items.filter(isToApply) : [];
  return {
    id,
    no,
    title,
    scope,
    dueDate,
    reviewerId,
    reviewerName,
    createdAt,
    createdBy,
    state,
    signedAt,
    isOverdue: isOverdue(row, now),
    lines: items.length,
    decided: items.filter((line) => line.decision !== null).length,
    people: new Set(items.map((line) => line.adminId)).size,
    toApply: new Set(waiting.map((line) => line.adminId)).size,
  };
}

/** A review names people: it is for who may see everybody, and for its reviewer. */
export function maySeeReview(ctx: CoreContext, row: ReviewRow): boolean {
  return visibleIds(ctx) === 'all' || row.reviewerId === ctx.session.actor?.adminId;
}

export function toReviewView(ctx: CoreContext, row: ReviewRow): ReviewView {
  return {
    ...toSummary(row, ctx.now()),
    items: row.items,
    hash: row.hash,
    isReviewer: row.reviewerId === ctx.session.actor?.adminId,
    isIntact: row.state !== 'signed' || hashReview(row) === row.hash,
  };
}

/** SHA-256, lower-case hex, over everything that is signed: all but what was carried out later. Synchronous, for inside a transaction. */
export function hashReview(row: ReviewRow): string {
  const { id, no, title, scope, dueDate, reviewerId, reviewerName, createdAt, createdBy, signedAt, items } = row;
  const lines = items.map((line) => [
    line.adminId,
    line.adminName,
    line.resource,
    line.permissions,
    line.risk,
    line.lastUsedAt,
    line.decision,
    line.remove,
    line.comment,
    line.decidedAt,
  ]);
  const signed = [id, no, title, scope, dueDate, reviewerId, reviewerName, createdAt, createdBy, signedAt, lines];
  const digest = sha256(new TextEncoder().encode(JSON.stringify(signed)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
