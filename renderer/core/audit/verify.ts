import type { QueryIo } from '@shared/contracts/core';
import type { Database } from '@renderer/data/db';
import type { AuditEntryRow } from '@renderer/data/tables';
import { GENESIS_HASH, type AuditChain } from './chain';

type Verdict = QueryIo['audit.verify']['output'];
export interface Anchor {
  seq: number;
  hash: string;
}

const PAGE = 2_000;

/**
 * Walks the whole chain. Within what is anchored it proves that no entry was altered, dropped, inserted or moved; about
 * entries after the anchor it proves only that they follow from one another.
 *
 * @param anchor head as remembered outside the database, or null
 * @returns `altered` and `gap` name the first bad sequence number; `truncated`: the chain ends before the anchor;
 *   `unanchored`: intact, but nothing outside vouches for it
 */
export async function verifyAudit(
  db: Database,
  chain: AuditChain,
  anchor: Anchor | null,
  now: number,
): Promise<Verdict> {
  const table = db.table('audit');
  let expectedSeq = 1;
  let prevHash = GENESIS_HASH;
  let anchoredHash = '';
  for (;;) {
    const page = await table.where('seq').aboveOrEqual(expectedSeq).limit(PAGE).toArray();
    for (const row of page) {
      if (row.seq !== expectedSeq) return verdict('gap', expectedSeq - 1, expectedSeq, now);
      if (row.prevHash !== prevHash || !isIntact(chain, row)) return verdict('altered', row.seq, row.seq, now);
      if (row.seq === anchor?.seq) anchoredHash = row.hash;
      prevHash = row.hash;
      expectedSeq += 1;
    }
    if (page.length < PAGE) break;
  }
  const rows = expectedSeq - 1;
  if (!anchor) return verdict('unanchored', rows, 0, now);
  if (rows < anchor.seq) return verdict('truncated', rows, rows + 1, now);
  if (anchor.seq > 0 && anchoredHash !== anchor.hash) return verdict('altered', rows, anchor.seq, now);
  return verdict('ok', rows, 0, now);
}

function isIntact(chain: AuditChain, row: AuditEntryRow): boolean {
  return chain.hashOf(row) === row.hash;
}

function verdict(word: Verdict['verdict'], rows: number, brokenSeq: number, at: number): Verdict {
  return { verdict: word, rows, brokenSeq, at };
}
