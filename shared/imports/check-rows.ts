import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField, type MerchantValues } from '../entities/merchant';
import type { ColumnBatch } from '../kernel/columns';
import { checkTogether, type CheckOptions } from '../rules/fields';
import { issue, type CellIssue } from '../rules/issues';
import { findRateUnit } from '../rules/rate';
import { checkRegion, type RegionCheck } from '../rules/regions';
import { cleanText } from '../rules/text';
import { ColumnSlot, MEMO_LIMIT } from './column-slot';
import type { RawSheet } from './define';

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

const REGION_FIELDS = ['province', 'city', 'district'] as const;
const NO_COMPLAINTS: readonly FieldComplaint[] = [];

/**
 * Checks the rows of a sheet, column by column as the mapping says. Holds the normalised values as plain columns and the
 * complaints of the few rows that have any.
 */
export class RowChecker {
  private readonly slots: ColumnSlot[] = [];
  private readonly slotOf = new Map<MerchantField, ColumnSlot>();
  private readonly complaints = new Map<number, readonly FieldComplaint[]>();
  private readonly regions = new Map<string, RegionCheck>();
  private readonly options: CheckOptions;
  private readonly absent: readonly FieldComplaint[];
  /** Slots that are checked alone; the parts of a region are checked together. */
  private readonly simple: ColumnSlot[] = [];

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
    return this.slotOf.get(field)?.valueAt(index) ?? '';
  }

  /** Columns of normalised values of some rows, in the order asked. */
  pack(indexes: readonly number[]): ColumnBatch {
    const columns = Object.fromEntries(this.slots.map((slot) => [slot.field, slot.pack(indexes)]));
    return { rows: indexes.length, columns };
  }

  valuesOf(index: number): MerchantValues {
    const values: MerchantValues = {};
    for (const slot of this.slots) values[slot.field] = slot.valueAt(index);
    return values;
  }

  /** A column for a field; also for one that the file does not have, once somebody typed into it. */
  addColumn(field: MerchantField): void {
    if (this.slotOf.has(field)) return;
    const { sheet, mapping, firstRow, rows } = this.source;
    const slot = new ColumnSlot(field, sheet, mapping[field] ?? -1, firstRow, rows, this.options);
    this.slots.push(slot);
    this.slotOf.set(field, slot);
    if (!(REGION_FIELDS as readonly string[]).includes(field)) this.simple.push(slot);
  }

  /**
   * Checks rows `from` to `to` (exclusive) a column at a time, which is several times faster than row by row. Rows nothing
   * can be said about are done; `doubtful[i]` becomes 1 where row `from + i` is to be checked alone.
   */
  checkRows(from: number, to: number, doubtful: Uint8Array): void {
    if (this.edits.size > 0 || this.absent.length > 0) return void doubtful.fill(1);
    for (const slot of this.simple) slot.checkRows(from, to, doubtful);
    for (let index = from; index < to; index++) {
      if (doubtful[index - from] === 0 && !this.fillRegions(index)) doubtful[index - from] = 1;
    }
    if (!this.slotOf.has('subjectType')) return;
    for (let index = from; index < to; index++) {
      if (doubtful[index - from] === 0 && this.checkSubject(index).length > 0) doubtful[index - from] = 1;
    }
  }

  /** Checks one row afresh; says whether it has an error. */
  checkRow(index: number): boolean {
    let found: FieldComplaint[] | undefined;
    for (const slot of this.simple) {
      const typed = this.edits.get(index)?.get(slot.field);
      const checked = typed === undefined ? slot.checkCell(index, slot.rawAt(index)) : slot.checkTyped(typed);
      slot.setValue(index, checked.value);
      if (checked.issues.length > 0) {
        for (const one of checked.issues) (found ??= []).push({ ...one, field: slot.field });
      }
    }
    found = this.checkRegions(index, found);
    found = this.addAbsent(found);
    if (this.slotOf.has('subjectType')) {
      const together = this.checkSubject(index);
      if (together.length > 0) found = [...(found ?? []), ...together];
    }
    if (found) this.complaints.set(index, inFieldOrder(found));
    else if (this.complaints.size > 0) this.complaints.delete(index);
    return found !== undefined && found.some((one) => one.severity === 'error');
  }

  /** Forgets what was said about a row: it is blank, or no record. */
  clearRow(index: number): void {
    this.complaints.delete(index);
    for (const slot of this.slots) slot.setValue(index, '');
  }

  private checkSubject(index: number): readonly FieldComplaint[] {
    return checkTogether({ uscc: this.valueAt(index, 'uscc'), subjectType: this.valueAt(index, 'subjectType') });
  }

  private rawOf(index: number, slot: ColumnSlot): string {
    if (this.edits.size > 0) {
      const typed = this.edits.get(index)?.get(slot.field);
      if (typed !== undefined) return typed;
    }
    return slot.rawAt(index);
  }

  private checkRegions(index: number, found: FieldComplaint[] | undefined): FieldComplaint[] | undefined {
    const checked = this.regionOf(index);
    for (const field of REGION_FIELDS) {
      const slot = this.slotOf.get(field);
      if (!slot) continue;
      slot.setValue(index, checked[field]);
      if (checked[field] === '') (found ??= []).push({ ...issue('required', 'error'), field });
    }
    if (checked.issues.length > 0) (found ??= []).push(...checked.issues);
    return found;
  }

  /** False when there is something to say about the region. */
  private fillRegions(index: number): boolean {
    const checked = this.regionOf(index);
    let isGood = checked.issues.length === 0;
    for (const field of REGION_FIELDS) {
      const slot = this.slotOf.get(field);
      if (!slot) continue;
      slot.setValue(index, checked[field]);
      if (checked[field] === '') isGood = false;
    }
    return isGood;
  }

  private regionOf(index: number): RegionCheck {
    const province = this.rawAt(index, 'province');
    const city = this.rawAt(index, 'city');
    const district = this.rawAt(index, 'district');
    const address = province === '' && city === '' && district === '' ? this.rawAt(index, 'address') : '';
    const key = `${province}\u0001${city}\u0001${district}\u0001${address}`;
    let checked = this.regions.get(key);
    if (!checked) {
      checked = checkRegion(province, city, district, address);
      if (this.regions.size < MEMO_LIMIT) this.regions.set(key, checked);
    }
    return checked;
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
