/**
 * A restore turns the log back to an earlier head, from where it takes another course. Anchors of the course it left are
 * still remembered outside; the restored data says which those are, and its log says why.
 */
export interface Restored {
  at: number;
  /** '' for the undoing of a restore. */
  backupId: string;
  /** When the backup was made; absent where it was not noted. */
  backupAt?: number;
  /** Heads that the sentinel may have known of the data that was replaced. */
  replaced: { seq: number; hash: string }[];
  /** Of all restores that led here. */
  left: LeftBranch[];
}

/** Anchors after `afterSeq` that were made after `fromAt` and up to `untilAt`. */
export interface LeftBranch {
  afterSeq: number;
  fromAt: number;
  untilAt: number;
}

export function isOfLeftBranch(anchor: { seq: number; at: number }, left: readonly LeftBranch[]): boolean {
  return left.some(
    ({ afterSeq, fromAt, untilAt }) => anchor.seq > afterSeq && anchor.at > fromAt && anchor.at <= untilAt,
  );
}
