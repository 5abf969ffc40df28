import type { MerchantField } from '../entities/merchant';
import { PrintChains, printMore, printOf } from '../kernel/print-chains';
import { longNameKey } from '../rules/name-key';
import type { RowChecker } from './check-rows';
import type { MatchKey } from './define';
import { REGION_FIELDS } from './region-columns';
import { BLANK, INVALID, type RowJudge } from './row-judge';

/** What two records are compared by when their USCCs differ. */
export const SOFT_KEYS = ['name', 'account', 'phone'] as const satisfies readonly MatchKey[];
export type SoftKey = (typeof SOFT_KEYS)[number];

/** Fields the comparison reads, as `import.similar` is asked with. */
export const SIMILAR_FIELDS = [
  'name',
  ...REGION_FIELDS,
  'contactPhone',
  'accountNo',
] as const satisfies readonly MerchantField[];

/** Rows looked at per key: enough to show five, and bounded where thousands share one account. */
const LOOKED_AT = 20;

/** A mobile alone proves little: the shops of a chain share one. */
export function isStrongMatch(by: readonly MatchKey[]): boolean {
  return by.some((key) => key !== 'phone');
}

/** Rows of the file that may be the same merchant though their USCCs differ. */
export class SimilarRows {
  private readonly columns: Readonly<Record<SoftKey, SoftColumn>>;
  /** 1 for rows with a strong match in the file. */
  private strong: Uint8Array | null = null;

  constructor(
    private readonly checker: RowChecker,
    private readonly judge: RowJudge,
  ) {
    this.columns = {
      name: new SoftColumn(checker, judge, 'name', REGION_FIELDS),
      account: new SoftColumn(checker, judge, 'accountNo'),
      phone: new SoftColumn(checker, judge, 'contactPhone'),
    };
  }

  /** Something that bears on the comparison changed in these rows. */
  touch(indexes: Iterable<number>): void {
    this.strong = null;
    const rows = [...indexes];
    for (const key of SOFT_KEYS) this.columns[key].touch(rows);
  }

  /** 1 for rows that agree with another of a different USCC in name and region, or in the account. */
  strongRows(): Uint8Array {
    if (this.strong) return this.strong;
    const strong = new Uint8Array(this.judge.codes.length);
    for (const column of [this.columns.name, this.columns.account]) {
      const chains = column.freshChains();
      for (let index = 0; index < strong.length; index++) {
        if (strong[index] === 0 && !chains.isAlone(index) && this.hasTwin(column, chains, index)) strong[index] = 1;
      }
    }
    this.strong = strong;
    return strong;
  }

  /** Other rows and what they share with this one, by row. */
  find(index: number): Map<number, MatchKey[]> {
    const found = new Map<number, MatchKey[]>();
    const original = this.judge.originalOf(index);
    const near = original === undefined ? [] : [original];
    for (const key of SOFT_KEYS) near.push(...this.columns[key].near(index));
    for (const other of near) {
      if (other === index || found.has(other)) continue;
      const by: MatchKey[] = SOFT_KEYS.filter((key) => this.columns[key].agree(index, other));
      if (this.uscc(index) !== '' && this.uscc(index) === this.uscc(other)) by.unshift('uscc');
      if (by.length > 0) found.set(other, by);
    }
    return found;
  }

  private hasTwin(column: SoftColumn, chains: PrintChains, index: number): boolean {
    let other = chains.first(column.prints[index]!);
    for (let looked = 0; other >= 0 && looked < LOOKED_AT; looked++, other = chains.after(other)) {
      if (other !== index && this.uscc(other) !== this.uscc(index) && column.agree(index, other)) return true;
    }
    return false;
  }

  private uscc(index: number): string {
    return this.checker.valueAt(index, 'uscc');
  }
}

/** What rows are compared by, one kind of it: a field, or the name with its region. */
class SoftColumn {
  /** 0 for rows that take no part. */
  readonly prints: Uint32Array;
  private chains: PrintChains | null = null;
  /** Rows whose print is to be made anew; null: all. */
  private stale: Set<number> | null = null;

  constructor(
    private readonly checker: RowChecker,
    private readonly judge: RowJudge,
    private readonly field: MerchantField,
    private readonly along: readonly MerchantField[] = [],
  ) {
    this.prints = new Uint32Array(judge.codes.length);
  }

  touch(rows: readonly number[]): void {
    this.chains = null;
    if (this.stale) for (const index of rows) this.stale.add(index);
  }

  freshChains(): PrintChains {
    if (this.stale === null) for (let index = 0; index < this.prints.length; index++) this.freshen(index);
    else for (const index of this.stale) this.freshen(index);
    this.stale = new Set();
    return (this.chains ??= new PrintChains(this.prints));
  }

  near(index: number): number[] {
    return this.freshChains().find(this.prints[index]!, LOOKED_AT);
  }

  agree(a: number, b: number): boolean {
    const print = this.prints[a]!;
    if (print === 0 || print !== this.prints[b] || this.keyOf(a) !== this.keyOf(b)) return false;
    return this.along.every((field) => this.checker.valueAt(a, field) === this.checker.valueAt(b, field));
  }

  private freshen(index: number): void {
    const key = this.keyOf(index);
    let print = key === '' ? 0 : printOf(key);
    if (print !== 0) for (const field of this.along) print = printMore(print, this.checker.valueAt(index, field));
    this.prints[index] = print;
  }

  /** '' for rows that take no part, and for values that are wrong. */
  private keyOf(index: number): string {
    const { checker, judge, field } = this;
    if (judge.codes[index]! >= BLANK || judge.removed[index] === 1) return '';
    if (field === 'name') return longNameKey(checker.valueAt(index, field));
    return judge.codes[index] === INVALID && checker.hasErrorIn(index, field) ? '' : checker.valueAt(index, field);
  }
}
