import { isOfLog } from '@shared/access/audit-logs';
import type { AuditFilter } from '@shared/contracts/audit';
import type { Database } from './db';
import type { AuditEntryRow } from './tables';

export interface AuditPage {
  total: number;
  rows: AuditEntryRow[];
  /** Number to go on with, or null at the end. */
  next: number | null;
}

/** The numbers that passed last time: turning a page asks for the same. */
interface Remembered {
  question: string;
  headSeq: number;
  seqs: Float64Array;
}

/** Reads the log newest first: by number, since clocks are set back. */
export class AuditLogReader {
  private remembered: Remembered | null = null;

  constructor(private readonly db: Database) {}

  /**
   * One page of the entries that pass the filter and are older than `before`. Entries that come meanwhile move no page.
   *
   * @param headSeq number of the last entry there is
   */
  async page(filter: AuditFilter, headSeq: number, before: number | undefined, limit: number): Promise<AuditPage> {
    const seqs = await this.findSeqs(filter, headSeq);
    const end = before === undefined ? seqs.length : lowerBound(seqs, before);
    const wanted = [...seqs.subarray(Math.max(0, end - limit), end)].reverse();
    const rows = (await this.db.table('audit').bulkGet(wanted)).filter((row) => row !== undefined);
    return { total: seqs.length, rows, next: end > limit ? (wanted.at(-1) ?? null) : null };
  }

  /** Ascending numbers of all entries that pass. */
  async findSeqs(filter: AuditFilter, headSeq: number): Promise<Float64Array> {
    const question = JSON.stringify(filter);
    const known = this.remembered;
    if (known?.question === question && known.headSeq === headSeq) return known.seqs;
    const seqs = await findSeqs(this.db, filter);
    this.remembered = { question, headSeq, seqs };
    return seqs;
  }

  /** Entries were taken out of the table. */
  forget(): void {
    this.remembered = null;
  }
}

/**
 * Each condition is asked of its own index for keys alone and the answers are cut with each other: reading 100,000 entries
 * to look at each would take seconds.
 */
async function findSeqs(db: Database, filter: AuditFilter): Promise<Float64Array> {
  const table = db.table('audit');
  const conditions = (['targetId', 'action', 'actorId', 'result'] as const)
    .filter((index) => filter[index])
    .map((index) => table.where(index).equals(filter[index]!));
  if (filter.target) conditions.push(table.where('targetLabel').startsWithIgnoreCase(filter.target));
  if (filter.log === 'denied') conditions.push(table.where('result').equals('denied'));
  else if (filter.log !== 'all' || filter.permission) {
    const log = filter.permission ? 'rights' : filter.log;
    const actions = (await table.orderBy('action').uniqueKeys()) as string[];
    conditions.push(table.where('action').anyOf(actions.filter((action) => isOfLog(log, action))));
  }
  if (filter.from !== undefined || filter.to !== undefined) {
    const [from, to] = [filter.from ?? 0, filter.to ?? Number.MAX_SAFE_INTEGER];
    conditions.push(table.where('at').between(from, to, true, true));
  }
  if (filter.permission) {
    const { permission } = filter;
    const changes = await db
      .table('rightsChanges')
      .filter(({ added, removed }) => added.includes(permission) || removed.includes(permission))
      .toArray();
    // Written by one deed at one moment: the entry of the deed carries the same time.
    conditions.push(table.where('at').anyOf(changes.map(({ at }) => at)));
  }
  if (conditions.length === 0) conditions.push(table.where('seq').above(0));
  const [first, ...others] = (await Promise.all(conditions.map((c) => c.primaryKeys()))) as number[][];
  const sets = others.map((keys) => new Set(keys));
  return Float64Array.from(first!.filter((seq) => sets.every((keys) => keys.has(seq)))).sort();
}

/** How many of the ascending numbers are smaller. */
function lowerBound(seqs: Float64Array, value: number): number {
  let [low, high] = [0, seqs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seqs[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
