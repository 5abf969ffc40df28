import type { Risk } from '../access/catalogue';
import type { ConflictRule } from '../access/conflicts';
import type { AdminLevel } from '../access/levels';
import type { Permission, Resource } from '../access/resources';
import type { AssignedRights } from '../access/rights';
import type { RightView } from './rights';

/** Looking after rights: what nobody uses, what nobody holds, what should not meet, and the periodic review. */

/** Rights held for less than this are not accused. */
export type UnusedDays = 30 | 60 | 90 | 180;

export interface UnusedRight extends Pick<RightView, 'roles' | 'grantedUntil'> {
  permission: Permission;
  /** Epoch ms. */
  heldSince: number;
  lastUsedAt: number | null;
}

export interface UnusedOfPerson {
  adminId: string;
  name: string;
  rev: number;
  rights: AssignedRights;
  /** Whether the asker may change this person's rights. */
  isManageable: boolean;
  items: UnusedRight[];
}

export interface Duty {
  permission: Permission;
  state: 'nobody' | 'single' | 'superOnly';
  /** Who holds it: active administrators. */
  holders: readonly { id: string; name: string; isSuper: boolean }[];
}

type Origin = Pick<RightView, 'roles' | 'grantedUntil'>;

export interface ConflictView extends ConflictRule {
  /** Active administrators but the super ones, who hold everything. */
  holders: readonly { id: string; name: string; fromA: Origin; fromB: Origin }[];
}

export type ReviewScope =
  | { kind: 'all' }
  | { kind: 'level'; levels: AdminLevel[] }
  | { kind: 'role'; roleIds: string[] }
  | { kind: 'people'; adminIds: string[] };

export type ReviewDecision = 'keep' | 'reduce' | 'revoke';

/** Rights of one person on one kind of thing. A super administrator has a single line, for all there is. */
export interface ReviewLine {
  adminId: string;
  adminName: string;
  resource: Resource | 'super';
  permissions: Permission[];
  risk: Risk;
  /** Of any of them, before the review began; null for never. */
  lastUsedAt: number | null;
  decision: ReviewDecision | null;
  /** For `reduce`: what goes. */
  remove: Permission[];
  comment: string;
  decidedAt: number;
  appliedAt: number;
  appliedBy: string;
}

export interface ReviewSummary {
  id: string;
  /** `R2026-003` */
  no: string;
  title: string;
  scope: ReviewScope;
  /** BizDate; overdue from the day after. */
  dueDate: string;
  reviewerId: string;
  reviewerName: string;
  createdAt: number;
  createdBy: string;
  state: 'open' | 'signed' | 'cancelled';
  isOverdue: boolean;
  signedAt: number;
  lines: number;
  decided: number;
  people: number;
  /** People for whom something signed is still to be carried out. */
  toApply: number;
}

export interface ReviewView extends ReviewSummary {
  items: ReviewLine[];
  isReviewer: boolean;
  /** Of what was signed; '' before. */
  hash: string;
  /** Whether what is stored is still what was signed. */
  isIntact: boolean;
}

export interface ReviewsCommandIo {
  'review.create': {
    input: { title: string; scope: ReviewScope; dueDate: string; reviewerId: string };
    output: { id: string; no: string };
  };
  /** Of the reviewer alone. A comment is due for everything but `keep`. */
  'review.decide': {
    input: {
      id: string;
      lines: {
        adminId: string;
        resource: ReviewLine['resource'];
        decision: ReviewDecision;
        remove: Permission[];
        comment: string;
      }[];
    };
    output: void;
  };
  /** Freezes it; changes nobody's rights. */
  'review.sign': { input: { id: string }; output: { hash: string } };
  /** Carries out what was signed about one person, by the rules of `admin.setRights`. */
  'review.apply': { input: { id: string; adminId: string }; output: { removed: Permission[] } };
  'review.cancel': { input: { id: string; reason: string }; output: void };
  /** For the file: the same as `review.get`, and on record as taken. */
  'review.export': { input: { id: string }; output: ReviewView };
}

export interface ReviewsQueryIo {
  'rights.unused': {
    input: { days: UnusedDays };
    /** `notCounted`: rights that nothing in this program uses yet. */
    output: { people: UnusedOfPerson[]; notCounted: Permission[] };
  };
  'rights.gaps': { input: Record<string, never>; output: Duty[] };
  'rights.conflicts': { input: Record<string, never>; output: ConflictView[] };
  'review.list': { input: Record<string, never>; output: ReviewSummary[] };
  'review.get': { input: { id: string }; output: ReviewView };
  /** Open ones the asker is to decide, the most urgent first. */
  'review.mine': { input: Record<string, never>; output: ReviewSummary[] };
}
