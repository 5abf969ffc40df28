import type { AuditVerdict } from '@shared/contracts/audit';
import type { AuditAnchor } from '@shared/contracts/bridge';
import type { CallOptions } from '@shared/contracts/core';
import type { Database } from '@renderer/data/db';
import type { AuditArchiveRow, AuditEntryRow } from '@renderer/data/tables';
import { refuse } from '../define';
import { findArchiveFault } from './archive-record';
import { hashRowChanges } from './bulk-rows';
import { GENESIS_HASH, type AuditChain, type Sign } from './chain';

export interface VerifyOptions {
  db: Database;
  chain: AuditChain;
  /** By number. */
  anchors: readonly Pick<AuditAnchor, 'seq' | 'head' | 'at'>[];
  /** Null where the keys are not at hand: signatures are then taken on trust. */
  sign: Sign | null;
  /** Whether a deed that succeeded can only have been done with the keys at hand. */
  isSigned: (action: string) => boolean;
  now: number;
  call?: CallOptions;
}

type Cause = AuditVerdict['cause'];

/** Where the walk stands. */
interface Walk {
  seq: number;
  hash: string;
  /** Entries of today's shape were seen: from there on none of the first shape may follow. */
  isNew: boolean;
}

const PAGE = 2_000;

/**
 * Walks the whole chain, from the last archived entry on. Within what is anchored it proves that no entry was altered,
 * dropped, inserted or moved; about entries after the last anchor it proves that they follow from one another and, but for
 * those made before anybody had unlocked the keys, that they were written with this installation's key.
 *
 * @throws Refusal `operation.cancelled`
 */
export async function verifyAudit(options: VerifyOptions): Promise<AuditVerdict> {
  const { db, call } = options;
  const table = db.table('audit');
  const archives = await db.table('auditArchives').orderBy('fromSeq').toArray();
  const total = await table.count();
  const start = archives.at(-1);
  const walk: Walk = { seq: start?.toSeq ?? 0, hash: start?.head ?? GENESIS_HASH, isNew: archives.length > 0 };
  const seen = new AnchorCheck(options.anchors, start, options.chain.head);
  const report = new Report(options, walk, seen, total, start?.toSeq ?? 0);

  for (let done = 0; ;) {
    const page = await table
      .where('seq')
      .aboveOrEqual(done === 0 ? 0 : walk.seq + 1)
      .limit(PAGE)
      .toArray();
    for (const row of page) {
      if (row.seq > walk.seq + 1) return report.broken('gap', '', walk.seq + 1);
      const cause = faultOf(options, row, walk) || (await rowsFault(options, row));
      if (cause !== '') return report.broken('altered', cause, row.seq);
      seen.pass(row);
      walk.seq = row.seq;
      walk.hash = row.hash;
      walk.isNew ||= row.v !== undefined;
    }
    done += page.length;
    call?.onProgress?.(done, total);
    if (call?.isCancelled?.()) refuse('operation.cancelled');
    if (page.length < PAGE) break;
  }
  const fault = await findArchiveFault(db, options.chain, archives);
  return fault > 0 ? report.broken('altered', 'archive', fault) : report.end();
}

function faultOf({ chain, sign, isSigned }: VerifyOptions, row: AuditEntryRow, before: Walk): Cause {
  if (row.prevHash !== before.hash || row.seq !== before.seq + 1) return 'link';
  if (chain.hashOf(row) !== row.hash) return 'entry';
  if (row.v === undefined) return before.isNew ? 'entry' : '';
  if (row.mac === '') return row.result === 'ok' && isSigned(row.action) ? 'signature' : '';
  return sign && sign(row.hash) !== row.mac ? 'signature' : '';
}

async function rowsFault({ db, chain }: VerifyOptions, row: AuditEntryRow): Promise<Cause> {
  if (!row.rows) return '';
  const blocks = await db.table('auditRows').where('seq').equals(row.seq).toArray();
  return hashRowChanges(blocks, (text) => chain.sha256(text)) === row.rowsHash ? '' : 'rows';
}

/** Compares the entries that pass with the anchors of their numbers. */
class AnchorCheck {
  private readonly bySeq = new Map<number, Set<string>>();
  agreesTo = 0;
  differsAt = 0;
  readonly newest: VerifyOptions['anchors'][number] | null;

  constructor(
    anchors: VerifyOptions['anchors'],
    archive: AuditArchiveRow | undefined,
    /** The head as this start has it in memory: it vouches for nothing, but knows what was there. */
    readonly known: { seq: number; hash: string },
  ) {
    for (const { seq, head } of anchors) this.bySeq.set(seq, (this.bySeq.get(seq) ?? new Set()).add(head));
    this.newest = anchors.at(-1) ?? null;
    if (archive) this.pass({ seq: archive.toSeq, hash: archive.head });
  }

  pass({ seq, hash }: Pick<AuditEntryRow, 'seq' | 'hash'>): void {
    const heads = this.bySeq.get(seq);
    if (this.differsAt > 0) return;
    if (seq === this.known.seq && hash !== this.known.hash) this.differsAt = seq;
    if (!heads) return;
    // Two anchors that contradict each other: the log went back and took another course.
    if (heads.size === 1 && heads.has(hash)) this.agreesTo = seq;
    else this.differsAt = seq;
  }
}

class Report {
  constructor(
    private readonly options: VerifyOptions,
    private readonly walk: Walk,
    private readonly seen: AnchorCheck,
    private readonly total: number,
    private readonly archived: number,
  ) {}

  broken(verdict: 'altered' | 'gap' | 'truncated', cause: Cause, brokenSeq: number): AuditVerdict {
    return this.make(verdict, cause, brokenSeq, 0);
  }

  end(): AuditVerdict {
    const { seen, walk } = this;
    if (seen.differsAt > 0) return this.broken('altered', 'anchor', seen.differsAt);
    const known = Math.max(seen.newest?.seq ?? 0, seen.known.seq);
    if (walk.seq < known) return this.broken('truncated', '', walk.seq + 1);
    const tail = walk.seq - Math.max(seen.agreesTo, 0);
    return this.make(tail > 0 ? 'unanchored' : 'ok', '', 0, tail);
  }

  private make(verdict: AuditVerdict['verdict'], cause: Cause, brokenSeq: number, tail: number): AuditVerdict {
    const { walk, seen, total, archived } = this;
    const anchor = seen.newest && { seq: seen.newest.seq, head: seen.newest.head, at: seen.newest.at };
    return {
      verdict,
      cause,
      brokenSeq,
      agreesTo: seen.agreesTo,
      tail,
      rows: total,
      archived,
      seq: walk.seq,
      head: walk.hash,
      anchor,
      at: this.options.now,
    };
  }
}
