import { createSHA256, type IHasher } from 'hash-wasm';
import type { Database } from '@renderer/data/db';
import type { AuditEntryRow } from '@renderer/data/tables';
import { canonicalEntry } from './canonical';

/** An entry before it is numbered, linked and signed. */
export type AuditDraft = Required<Omit<AuditEntryRow, 'v' | 'seq' | 'prevHash' | 'hash' | 'mac'>>;

/** HMAC of a text under the audit key, base64. */
export type Sign = (text: string) => string;

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
    private timeOfLast: number,
  ) {}

  static async load(db: Database): Promise<AuditChain> {
    const last = await db.table('audit').orderBy('seq').last();
    return new AuditChain(await createSHA256(), last?.seq ?? 0, last?.hash ?? GENESIS_HASH, last?.at ?? 0);
  }

  /** For a start that found nothing to chain to. */
  static async empty(): Promise<AuditChain> {
    return new AuditChain(await createSHA256(), 0, GENESIS_HASH, 0);
  }

  get head(): { seq: number; hash: string } {
    return { seq: this.lastSeq, hash: this.lastHash };
  }

  /** Epoch ms of the last entry, 0 when there is none. */
  get lastAt(): number {
    return this.timeOfLast;
  }

  /**
   * Numbers and links drafts after the present head. The head moves only by `advance`, once they are stored.
   *
   * @param sign null while the keys are locked away: such entries are linked, not signed
   */
  link(drafts: readonly AuditDraft[], sign: Sign | null): AuditEntryRow[] {
    let { seq, hash: prevHash } = this.head;
    return drafts.map((draft) => {
      seq += 1;
      // That it is signed is part of what is hashed: a signature cannot be taken away unnoticed.
      const unsealed = { v: 2 as const, ...draft, seq, prevHash, mac: sign ? '-' : '' };
      const hash = this.hashOf(unsealed);
      prevHash = hash;
      return { ...unsealed, hash, mac: sign ? sign(hash) : '' };
    });
  }

  advance(rows: readonly AuditEntryRow[]): void {
    const last = rows.at(-1);
    if (!last) return;
    this.lastSeq = last.seq;
    this.lastHash = last.hash;
    this.timeOfLast = last.at;
  }

  hashOf(row: Omit<AuditEntryRow, 'hash'>): string {
    return this.sha256(canonicalEntry(row));
  }

  /** Lower-case hex over the UTF-8 of the text. */
  sha256(text: string): string {
    return this.hasher.init().update(text).digest('hex');
  }
}
