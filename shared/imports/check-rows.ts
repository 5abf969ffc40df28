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
  'remark',
  'tags',
  'businessScope',
]);
const MEMO_LIMIT = 20_000;
const REGION_FIELDS = ['province', 'city', 'district'] as const;
const NO_COMPLAINTS: readonly FieldComplaint[] = [];
/** Numbers that a spreadsheet cannot hold exactly: more than fifteen digits. */
const LONG_NUMBER = /^\d{16,}(?:\.0+)?$/;

/** Everything needed to check a column, looked up once: this is asked two million times. */
interface Slot {
  field: MerchantField;
  /** -1 for a field that the file lacks and somebody typed into. */
  column: number;
  values: string[];
  memo: Map<string, Checked> | null;
  check(raw: string, kind: CellKind): Checked;
}

/**
 * Checks the rows of a sheet, column by column as the mapping says. Holds the normalised values as plain columns and the
 * complaints of the few rows that have any.
 */
export class RowChecker {
  private readonly slots: Slot[] = [];
  private readonly slotOf = new Map<MerchantField, Slot>();
  private readonly complaints = new Map<number, readonly FieldComplaint[]>();
  private readonly regions = new Map<string, RegionCheck>();
  private readonly options: CheckOptions;
  private readonly absent: readonly FieldComplaint[];
  /** Slots that are checked alone; the parts of a region are checked together. */
  private readonly simple: Slot[] = [];

  constructor(
    private readonly source: RowSource,
    private readonly edits: Edits,
  ) {
    const rateColumn = source.mapping.ratePpm;
    const rateUnit = rateColumn === undefined ? 0 : findRateUnit(source.labels[rateColumn] ?? '');
    this.options = { rateUnit, today: source.today };
    for (const field of MERCHANT_INPUT_FIELDS) if (source.mapping[field] !== undefined) this.addColumn(field);
    this.absent = MERCHANT_INPUT_FIELDS.filter(
      (f) => source.mapping[f] === undefined && merchant.fields[f].required,
    ).map((field) => ({ ...issue('required', 'error'), field }));
  }

  /** Fields that have a column, in the order they came. */
  get fields(): MerchantField[] {
    return this.slots.map((slot) => slot.field);
  }

  /** Text of a cell as in the file, or as typed over it. */
  rawAt(index: number, field: MerchantField): string {
    const slot = this.slotOf.get(field);
    return slot ? this.rawOf(index, slot) : '';
  }

  isBlank(index: number): boolean {
    for (const slot of this.slots) {
      const raw = this.rawOf(index, slot);
      if (raw !== '' && cleanText(raw) !== '') return false;
    }
    return true;
  }

  complaintsOf(index: number): readonly FieldComplaint[] {
    return this.complaints.get(index) ?? NO_COMPLAINTS;
  }

  valueAt(index: number, field: MerchantField): string {
    return this.slotOf.get(field)?.values[index] ?? '';
  }

  columnOf(field: MerchantField): readonly string[] {
    return this.slotOf.get(field)?.values ?? [];
  }

  valuesOf(index: number): MerchantValues {
    const values: MerchantValues = {};
    for (const slot of this.slots) values[slot.field] = slot.values[index]!;
    return values;
  }

  /** A column for a field; also for one that the file does not have, once somebody typed into it. */
  addColumn(field: MerchantField): void {
    if (this.slotOf.has(field)) return;
    const slot: Slot = {
      field,
      column: this.source.mapping[field] ?? -1,
      values: new Array<string>(this.source.rows).fill(''),
      memo: REPEATING.has(field) ? new Map() : null,
      check: (raw, kind) => checkField(field, raw, kind, this.options),
    };
    this.slots.push(slot);
    this.slotOf.set(field, slot);
    if (!(REGION_FIELDS as readonly string[]).includes(field)) this.simple.push(slot);
  }

  /** Checks one row afresh; says whether it has an error. */
  checkRow(index: number): boolean {
    let found: FieldComplaint[] | undefined;
    for (const slot of this.simple) {
      const checked = this.checkCell(index, slot);
      slot.values[index] = checked.value;
      if (checked.issues.length > 0) {
        for (const one of checked.issues) (found ??= []).push({ ...one, field: slot.field });
      }
    }
    found = this.checkRegions(index, found);
    found = this.addAbsent(found);
    if (this.slotOf.has('subjectType')) {
      const uscc = this.valueAt(index, 'uscc');
      const together = checkTogether({ uscc, subjectType: this.valueAt(index, 'subjectType') });
      if (together.length > 0) found = [...(found ?? []), ...together];
    }
    if (found) this.complaints.set(index, inFieldOrder(found));
    else if (this.complaints.size > 0) this.complaints.delete(index);
    return found !== undefined && found.some((one) => one.severity === 'error');
  }

  /** Forgets what was said about a row: it is blank, or no record. */
  clearRow(index: number): void {
    this.complaints.delete(index);
    for (const slot of this.slots) slot.values[index] = '';
  }

  private rawOf(index: number, slot: Slot): string {
    if (this.edits.size > 0) {
      const typed = this.edits.get(index)?.get(slot.field);
      if (typed !== undefined) return typed;
    }
    return slot.column < 0 ? '' : this.source.sheet.cell(this.source.firstRow + index, slot.column);
  }

  private checkCell(index: number, slot: Slot): Checked {
    const raw = this.rawOf(index, slot);
    const kind = this.kindFor(index, slot, raw);
    if (kind === 'percent') return slot.check(this.exactPercent(index, slot) ?? raw, kind);
    if (kind !== 'text' || slot.memo === null) return slot.check(raw, kind);
    let checked = slot.memo.get(raw);
    if (!checked) {
      checked = slot.check(raw, kind);
      if (slot.memo.size < MEMO_LIMIT) slot.memo.set(raw, checked);
    }
    return checked;
  }

  /** What the cell was, asked of the sheet only where the answer changes the meaning of its text. */
  private kindFor(index: number, slot: Slot, raw: string): CellKind {
    const matters = slot.field === 'ratePpm' || raw.startsWith('#') || (raw.length > 15 && LONG_NUMBER.test(raw));
    if (!matters || slot.column < 0 || this.edits.get(index)?.has(slot.field)) return 'text';
    return this.source.sheet.kind(this.source.firstRow + index, slot.column);
  }

  /** The rate a percent cell holds, unrounded by its format; undefined where the reader cannot say. */
  private exactPercent(index: number, slot: Slot): string | undefined {
    const exact = this.source.sheet.exact?.(this.source.firstRow + index, slot.column);
    return exact === undefined || exact < 0 ? undefined : `${Number((exact * 100).toPrecision(12))}%`;
  }

  private checkRegions(index: number, found: FieldComplaint[] | undefined): FieldComplaint[] | undefined {
    const province = this.rawAt(index, 'province');
    const city = this.rawAt(index, 'city');
    const district = this.rawAt(index, 'district');
    const key = `${province}\u0001${city}\u0001${district}`;
    let checked = this.regions.get(key);
    if (!checked) {
      checked = checkRegion(province, city, district);
      if (this.regions.size < MEMO_LIMIT) this.regions.set(key, checked);
    }
    for (const field of REGION_FIELDS) {
      const slot = this.slotOf.get(field);
      if (!slot) continue;
      slot.values[index] = checked[field];
      if (checked[field] === '') (found ??= []).push({ ...issue('required', 'error'), field });
    }
    if (checked.issues.length > 0) (found ??= []).push(...checked.issues);
    return found;
  }

  /** Required fields that neither the file nor anybody's typing has given a column. */
  private addAbsent(found: FieldComplaint[] | undefined): FieldComplaint[] | undefined {
    for (const one of this.absent) if (!this.slotOf.has(one.field)) (found ??= []).push(one);
    return found;
  }
}

function inFieldOrder(found: FieldComplaint[]): FieldComplaint[] {
  if (found.length < 2) return found;
  const rank = (one: FieldComplaint) => MERCHANT_INPUT_FIELDS.indexOf(one.field);
  return found.sort((a, b) => rank(a) - rank(b));
}
