import type { ColumnBatch } from '../kernel/columns';
import type { RowChecker } from './check-rows';
import type { MatchKey } from './define';
import { BLANK, INVALID, VALID, type RowJudge } from './row-judge';
import { SIMILAR_FIELDS } from './similar-rows';

/** A merchant that is in the database already, found for row `row` of the last `lookupBatch()`. */
export interface ExistingHit {
  row: number;
  /** '' for one the clerk may not see. */
  id: string;
  rev: number;
  merchantNo: string;
  name: string;
}

/** One found by name, account or mobile for row `row` of the last `similarBatch()`. */
export interface SimilarHit extends ExistingHit {
  by: MatchKey[];
}

const NONE: readonly SimilarHit[] = [];

/** What the database said about the rows of a file. It is asked about each row once, and again when its text changes. */
export class KnownMerchants {
  private readonly byCode: Answers<ExistingHit>;
  private readonly alike: Answers<SimilarHit[]>;

  constructor(
    private readonly checker: RowChecker,
    private readonly judge: RowJudge,
  ) {
    this.byCode = new Answers(judge.codes.length);
    this.alike = new Answers(judge.codes.length);
  }

  /** USCCs not asked about yet, of rows that have a right one and repeat no other: column `uscc` for `import.lookup`. */
  lookupBatch(): ColumnBatch {
    const { codes, removed } = this.judge;
    const rows = this.byCode.ask((index) => {
      const code = codes[index]!;
      if (removed[index] === 1 || (code !== VALID && code !== INVALID)) return false;
      return this.judge.keyOf(index) !== '' && (code === VALID || !this.checker.hasErrorIn(index, 'uscc'));
    });
    return this.checker.pack(rows, ['uscc']);
  }

  /** The answer to the last `lookupBatch()`: rows without a hit are new. */
  setExisting(hits: readonly ExistingHit[]): void {
    this.byCode.answer(hits, (hit) => hit);
  }

  /** Rows not asked about as they stand that are new by their USCC: columns for `import.similar`. */
  similarBatch(): ColumnBatch {
    const { codes, removed } = this.judge;
    const rows = this.alike.ask(
      (index) => removed[index] === 0 && codes[index]! < BLANK && this.existingOf(index) === null,
    );
    return this.checker.pack(rows, SIMILAR_FIELDS);
  }

  /** The answer to the last `similarBatch()`. */
  setSimilar(hits: readonly SimilarHit[]): void {
    this.alike.answer(hits, (hit, before) => [...(before ?? []), hit]);
  }

  /** What was said about these rows no longer holds: their text changed; `withCode`: their USCC did. */
  touch(indexes: Iterable<number>, withCode: boolean): void {
    for (const index of indexes) {
      this.alike.forget(index);
      if (withCode) this.byCode.forget(index);
    }
  }

  /** Forgets everything: the merchants changed, all is to be asked again. */
  clear(): void {
    this.byCode.clear();
    this.alike.clear();
  }

  /** The living merchant of the row's USCC. A repetition has that of the row it repeats. */
  existingOf(index: number): ExistingHit | null {
    return this.byCode.of(this.judge.originalOf(index) ?? index) ?? null;
  }

  similarTo(index: number): readonly SimilarHit[] {
    return this.existingOf(index) ? NONE : (this.alike.of(index) ?? NONE);
  }

  rowsWithSimilar(): Iterable<number> {
    return this.alike.rows();
  }
}

/** One kind of question about rows, and what was answered. */
class Answers<T> {
  /** 1 for rows that were asked about as they stand. */
  private readonly asked: Uint8Array;
  private askedNow: number[] = [];
  private readonly known = new Map<number, T>();

  constructor(rows: number) {
    this.asked = new Uint8Array(rows);
  }

  ask(isWanted: (index: number) => boolean): readonly number[] {
    this.askedNow = [];
    for (let index = 0; index < this.asked.length; index++) {
      if (this.asked[index] === 0 && isWanted(index)) this.askedNow.push(index);
    }
    return this.askedNow;
  }

  answer<H extends { row: number }>(hits: readonly H[], add: (hit: H, before: T | undefined) => T): void {
    for (const index of this.askedNow) this.asked[index] = 1;
    for (const hit of hits) {
      const index = this.askedNow[hit.row];
      if (index !== undefined) this.known.set(index, add(hit, this.known.get(index)));
    }
    this.askedNow = [];
  }

  forget(index: number): void {
    this.asked[index] = 0;
    if (this.known.size > 0) this.known.delete(index);
  }

  clear(): void {
    this.asked.fill(0);
    this.known.clear();
  }

  of(index: number): T | undefined {
    return this.known.size === 0 ? undefined : this.known.get(index);
  }

  rows(): Iterable<number> {
    return this.known.keys();
  }
}
