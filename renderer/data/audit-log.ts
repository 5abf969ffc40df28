import type { QueryIo } from '@shared/contracts/core';
import type { Database } from './db';
import type { AuditEntryRow } from './tables';

type Question = QueryIo['audit.list']['input'];

export interface AuditPage {
  total: number;
  rows: AuditEntryRow[];
  /** Every action there is an entry of. */
  actions: string[];
}

/** One page of the entries that pass the filter, newest first: by number, since clocks are set back. */
export async function readAuditPage(db: Database, question: Question): Promise<AuditPage> {
  const { offset, limit } = question;
  const table = db.table('audit');
  const [seqs, actions] = await Promise.all([findSeqs(db, question), table.orderBy('action').uniqueKeys()]);
  if (!seqs) {
    const rows = await table.orderBy('seq').reverse().offset(offset).limit(limit).toArray();
    return { total: await table.count(), rows, actions: actions as string[] };
  }
  const rows = await table.bulkGet(seqs.reverse().slice(offset, offset + limit));
  return { total: seqs.length, rows: rows.filter((row) => row !== undefined), actions: actions as string[] };
}

/**
 * Ascending numbers of the entries that pass, or null when all do. Each condition is asked of its own index for keys alone
 * and the answers are cut with each other: reading 100,000 entries to look at each would take seconds.
 */
async function findSeqs(db: Database, filter: Question): Promise<number[] | null> {
  const table = db.table('audit');
  const conditions = (['targetId', 'action', 'actorId', 'result'] as const)
    .filter((index) => filter[index])
    .map((index) => table.where(index).equals(filter[index]!));
  if (filter.from !== undefined || filter.to !== undefined) {
    const [from, to] = [filter.from ?? 0, filter.to ?? Number.MAX_SAFE_INTEGER];
    conditions.push(table.where('at').between(from, to, true, true));
  }
  const [first, ...others] = (await Promise.all(conditions.map((c) => c.primaryKeys()))) as number[][];
  if (!first) return null;
  const sets = others.map((keys) => new Set(keys));
  return first.filter((seq) => sets.every((keys) => keys.has(seq))).sort((a, b) => a - b);
}
