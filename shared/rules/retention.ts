/** What retention looks at of a backup. */
export interface KeptBackup {
  name: string;
  /** Epoch ms. */
  createdAt: number;
  bytes: number;
  kind: string;
  verified: boolean;
  pinned: boolean;
}

const DAY_MS = 86_400_000;
const KEEP_LAST = 8;
const KEEP_DAYS = 14;
const KEEP_WEEKS = 8;
const KEEP_MONTHS = 24;
/** Backups somebody asked for, or that stand before something that changed much. */
const KEEP_MARKED_MS = 90 * DAY_MS;
const KEEP_MARKED = 20;
const KEEP_VERIFIED = 3;
const MOST_BYTES = 10 * 1024 ** 3;
const BY_THE_CLOCK = new Set(['scheduled', 'exit']);

/**
 * Names of the backups that may go: grandfather, father, son. Kept are the last 8, the newest of each of the last 14 days, 8
 * weeks and 24 months that have one, marked ones for 90 days and at least the last 20 of them, pinned ones for good. Days are
 * counted by the backups there are and not from today, so that a clock set wrongly removes nothing. Above 10 GiB the oldest
 * unpinned go first; never below 3 verified ones, and never the newest verified one.
 */
export function backupsToRemove(backups: readonly KeptBackup[]): string[] {
  const newestFirst = [...backups].sort((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? 1 : -1));
  const verified = newestFirst.filter((b) => b.verified);
  // Without a verified one nothing is known to be superfluous.
  if (verified.length === 0) return [];
  const untouchable = new Set([...verified.slice(0, KEEP_VERIFIED), ...newestFirst.filter((b) => b.pinned)]);
  const kept = new Set([
    ...untouchable,
    ...newestFirst.slice(0, KEEP_LAST),
    ...newestPer(newestFirst, KEEP_DAYS, (at) => Math.floor((at + SHANGHAI_MS) / DAY_MS)),
    // The first of January 1970 was a Thursday: weeks begin on Monday.
    ...newestPer(newestFirst, KEEP_WEEKS, (at) => Math.floor(((at + SHANGHAI_MS) / DAY_MS + 3) / 7)),
    ...newestPer(newestFirst, KEEP_MONTHS, (at) => monthOf(at)),
    ...markedOnes(newestFirst),
  ]);
  let bytes = [...kept].reduce((sum, b) => sum + b.bytes, 0);
  for (const oldest of newestFirst.toReversed()) {
    if (bytes <= MOST_BYTES) break;
    if (untouchable.has(oldest) || !kept.delete(oldest)) continue;
    bytes -= oldest.bytes;
  }
  return newestFirst.filter((b) => !kept.has(b)).map((b) => b.name);
}

const SHANGHAI_MS = 8 * 3_600_000;

/** The newest verified one of each span, else the newest. */
function newestPer(newestFirst: readonly KeptBackup[], spans: number, spanOf: (at: number) => number): KeptBackup[] {
  const found = new Map<number, KeptBackup>();
  for (const backup of newestFirst) {
    const span = spanOf(backup.createdAt);
    const known = found.get(span);
    if (known ? !known.verified && backup.verified : found.size < spans) found.set(span, backup);
  }
  return [...found.values()];
}

function monthOf(at: number): number {
  const date = new Date(at + SHANGHAI_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function markedOnes(newestFirst: readonly KeptBackup[]): KeptBackup[] {
  const marked = newestFirst.filter((b) => !BY_THE_CLOCK.has(b.kind));
  const newest = newestFirst[0]?.createdAt ?? 0;
  return marked.filter((b, i) => i < KEEP_MARKED || newest - b.createdAt < KEEP_MARKED_MS);
}
