import type { Field } from '../entities/define';
import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField, type MerchantValues } from '../entities/merchant';
import { checkField, checkTogether, type CheckOptions } from '../rules/fields';
import { issue, type CellIssue, type Checked } from '../rules/issues';
import { findRateUnit } from '../rules/rate';
import { checkRegion, type RegionCheck } from '../rules/regions';
import { cleanText } from '../rules/text';
import type { CellKind, RawSheet } from './define';

export type FieldComplaint = CellIssue & { field: MerchantField };

/** Cells typed over in the grid: data row index -> field -> text. */
export type Edits = ReadonlyMap<number, ReadonlyMap<MerchantField, string>>;

export interface RowSource {
  sheet: RawSheet;
  /** 0-based row of the first data row. */
  firstRow: number;
  rows: number;
  labels: readonly string[];
  mapping: Readonly<Partial<Record<MerchantField, number>>>;
  today: string;
}

/** Fields whose values repeat from row to row: each distinct text is checked once. */
const REPEATING: ReadonlySet<MerchantField> = new Set<MerchantField>([
  'merchantType',
  'subjectType',
  'level',
  'mcc',
  'ratePpm',
  'settleCycle',
  'onboardedOn',
  'bankName',
  'remark',
  'tags',
  'businessScope',
  'legalName',
  'contactName',
]);
const MEMO_LIMIT = 20_000;
const REGION_FIELDS = ['province', 'city', 'district'] as const;
const NO_COMPLAINTS: readonly FieldComplaint[] = [];
/** Numbers that a spreadsheet cannot hold exactly: more than fifteen digits. */
const LONG_NUMBER = /^\d{16,}(?:\.0+)?$/;

/**
 * Checks the rows of a sheet, column by column as the mapping says. Holds the normalised values as plain columns and the
 * complaints of the few rows that have any.
 */
export class RowChecker {
  /** Normalised values; only fields that are mapped or were typed into have a column. */
  readonly values: Partial<Record<MerchantField, string[]>> = {};
  private readonly complaints = new Map<number, readonly FieldComplaint[]>();
  private readonly memos = new Map<MerchantField, Map<string, Checked>>();
  private readonly regions = new Map<string, RegionCheck>();
  private readonly options: CheckOptions;
  private readonly absent: readonly FieldComplaint[];
  private simple: MerchantField[] = [];

  constructor(
    private readonly source: RowSource,
    private readonly edits: Edits,
  ) {
    const rateColumn = source.mapping.ratePpm;
    const rateUnit = rateColumn === undefined ? 0 : findRateUnit(source.labels[rateColumn] ?? '');
    this.options = { rateUnit, today: source.today };
    for (const field of MERCHANT_INPUT_FIELDS) if (source.mapping[field] !== undefined) this.addColumn(field);
    this.absent = MERCHANT_INPUT_FIELDS.filter(
      (f) => source.mapping[f] === undefined && (merchant.fields[f] as Field).required,
    ).map((field) => ({ ...issue('required', 'error'), field }));
  }

  /** Text of a cell as in the file, or as typed over it. */
  rawAt(index: number, field: MerchantField): string {
    const typed = this.edits.size === 0 ? undefined : this.edits.get(index)?.get(field);
    if (typed !== undefined) return typed;
    const column = this.source.mapping[field];
    return column === undefined ? '' : this.source.sheet.cell(this.source.firstRow + index, column);
  }

  isBlank(index: number): boolean {
    for (const field in this.values) {
      const raw = this.rawAt(index, field as MerchantField);
      if (raw !== '' && cleanText(raw) !== '') return false;
    }
    return true;
  }

  complaintsOf(index: number): readonly FieldComplaint[] {
    return this.complaints.get(index) ?? NO_COMPLAINTS;
  }

  valueAt(index: number, field: MerchantField): string {
    return this.values[field]?.[index] ?? '';
  }

  valuesOf(index: number): MerchantValues {
    const values: MerchantValues = {};
    for (const field in this.values) values[field as MerchantField] = this.valueAt(index, field as MerchantField);
    return values;
  }

  /** A column for a field that the file does not have, once somebody typed into it. */
  addColumn(field: MerchantField): void {
    if (this.values[field]) return;
    this.values[field] = new Array<string>(this.source.rows).fill('');
    if (!(REGION_FIELDS as readonly string[]).includes(field)) this.simple.push(field);
  }

  /** Checks one row afresh; says whether it has an error. */
  checkRow(index: number): boolean {
    let found: FieldComplaint[] | undefined;
    for (const field of this.simple) {
      const checked = this.checkCell(index, field);
      this.values[field]![index] = checked.value;
      for (const one of checked.issues) (found ??= []).push({ ...one, field });
    }
    found = this.checkRegions(index, found);
    found = this.addAbsent(index, found);
    if (this.values.subjectType) {
      const together = checkTogether({
        uscc: this.valueAt(index, 'uscc'),
        subjectType: this.valueAt(index, 'subjectType'),
      });
      if (together.length > 0) found = [...(found ?? []), ...together];
    }
    if (found) this.complaints.set(index, inFieldOrder(found));
    else this.complaints.delete(index);
    return found !== undefined && found.some((one) => one.severity === 'error');
  }

  /** Forgets what was said about a row: it is blank, or no record. */
  clearRow(index: number): void {
    this.complaints.delete(index);
    for (const field in this.values) this.values[field as MerchantField]![index] = '';
  }

  private checkCell(index: number, field: MerchantField): Checked {
    const raw = this.rawAt(index, field);
    const kind = this.kindFor(index, field, raw);
    if (kind === 'percent') return checkField(field, this.exactPercent(index, field) ?? raw, kind, this.options);
    if (kind !== 'text' || !REPEATING.has(field)) return checkField(field, raw, kind, this.options);
    let memo = this.memos.get(field);
    if (!memo) this.memos.set(field, (memo = new Map()));
    let checked = memo.get(raw);
    if (!checked) {
      checked = checkField(field, raw, kind, this.options);
      if (memo.size < MEMO_LIMIT) memo.set(raw, checked);
    }
    return checked;
  }

  /** What the cell was, asked of the sheet only where the answer changes the meaning of its text. */
  private kindFor(index: number, field: MerchantField, raw: string): CellKind {
    const matters = field === 'ratePpm' || raw.startsWith('#') || LONG_NUMBER.test(raw);
    const column = this.source.mapping[field];
    if (!matters || column === undefined || this.edits.get(index)?.has(field)) return 'text';
    return this.source.sheet.kind(this.source.firstRow + index, column);
  }

  /** The rate a percent cell holds, unrounded by its format; undefined where the reader cannot say. */
  private exactPercent(index: number, field: MerchantField): string | undefined {
    const exact = this.source.sheet.exact?.(this.source.firstRow + index, this.source.mapping[field]!);
    return exact === undefined || exact < 0 ? undefined : `${Number((exact * 100).toPrecision(12))}%`;
  }

  private checkRegions(index: number, found: FieldComplaint[] | undefined): FieldComplaint[] | undefined {
    const [province, city, district] = REGION_FIELDS.map((f) => (this.values[f] ? this.rawAt(index, f) : ''));
    const key = `${province}\u0001${city}\u0001${district}`;
    let checked = this.regions.get(key);
    if (!checked) {
      checked = checkRegion(province!, city!, district!);
      if (this.regions.size < MEMO_LIMIT) this.regions.set(key, checked);
    }
    for (const field of REGION_FIELDS) {
      const column = this.values[field];
      if (!column) continue;
      column[index] = checked[field];
      if (checked[field] === '') (found ??= []).push({ ...issue('required', 'error'), field });
    }
    for (const one of checked.issues) (found ??= []).push(one);
    return found;
  }

  private addAbsent(index: number, found: FieldComplaint[] | undefined): FieldComplaint[] | undefined {
    for (const one of this.absent) {
      if (!this.values[one.field]) (found ??= []).push(one);
      else if (this.valueAt(index, one.field) === '' && !found?.some((f) => f.field === one.field)) {
        (found ??= []).push(one);
      }
    }
    return found;
  }
}

function inFieldOrder(found: FieldComplaint[]): FieldComplaint[] {
  if (found.length < 2) return found;
  const rank = (one: FieldComplaint) => MERCHANT_INPUT_FIELDS.indexOf(one.field);
  return found.sort((a, b) => rank(a) - rank(b));
}
