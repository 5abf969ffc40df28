import { createSHA256, type IHasher } from 'hash-wasm';
import type { Database } from '@renderer/data/db';
import type { AuditEntryRow } from '@renderer/data/tables';

export type AuditDraft = Omit<AuditEntryRow, 'seq' | 'prevHash' | 'hash'>;

/** The hash before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * Links audit entries: each holds the hash of the one before it, so none can be altered, dropped or moved unnoticed.
 * Hashing is synchronous (hash-wasm) because entries are made inside the transaction they describe.
 */
export class AuditChain {
  private constructor(
    private readonly hasher: IHasher,
    private lastSeq: number,
    private lastHash: string,
  ) {}

  static async load(db: Database): Promise<AuditChain> {
    const last = await db.table('audit').orderBy('seq').last();
    return new AuditChain(await createSHA256(), last?.seq ?? 0, last?.hash ?? GENESIS_HASH);
  }

  /** For a start that found nothing to chain to. */
  static async empty(): Promise<AuditChain> {
    return new AuditChain(await createSHA256(), 0, GENESIS_HASH);
  }

  get head(): { seq: number; hash: string } {
    return { seq: this.lastSeq, hash: this.lastHash };
  }

  /** Numbers and links drafts after the present head. The head moves only by `advance`, once they are stored. */
  link(drafts: readonly AuditDraft[]): AuditEntryRow[] {
    let { seq, hash: prevHash } = this.head;
    return drafts.map((draft) => {
      seq += 1;
      const unsealed = { ...draft, seq, prevHash };
      const row: AuditEntryRow = { ...unsealed, hash: this.hashOf(unsealed) };
      prevHash = row.hash;
      return row;
    });
  }

  advance(rows: readonly AuditEntryRow[]): void {
    const last = rows.at(-1);
    if (!last) return;
    this.lastSeq = last.seq;
    this.lastHash = last.hash;
  }

  /** SHA-256 over the previous hash and the entry in a fixed order of fields. */
  hashOf(row: Omit<AuditEntryRow, 'hash'>): string {
    return this.sha256(canonicalEntry(row));
  }

  sha256(text: string): string {
    return this.hasher.init().update(text).digest('hex');
  }
}

function canonicalEntry(row: Omit<AuditEntryRow, 'hash'>): string {
  return JSON.stringify([
    row.prevHash,
    row.seq,
    row.at,
    row.actorId,
    row.actorName,
    row.roleId,
    row.sessionId,
    row.action,
    row.targetType,
    row.targetId,
    row.targetLabel,
    row.diff.map((d) => [d.field, d.before, d.after]),
    Object.entries(row.counts).sort(([a], [b]) => (a < b ? -1 : 1)),
    row.rowsHash,
    row.reason,
    row.result,
    row.appVersion,
  ]);
}
