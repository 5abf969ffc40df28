import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField, type MerchantValues } from '../entities/merchant';
import type { ColumnBatch } from '../kernel/columns';
import { checkTogether, type CheckOptions } from '../rules/fields';
import { issue, type CellIssue } from '../rules/issues';
import { findRateUnit } from '../rules/rate';
import { cleanText } from '../rules/text';
import { ColumnSlot } from './column-slot';
import type { RawSheet } from './define';
import { RegionColumns, isRegionField } from './region-columns';

export type FieldComplaint = CellIssue & { field: MerchantField };

export interface RowSource {
  sheet: RawSheet;
  /** 0-based row of the first data row. */
  firstRow: number;
  rows: number;
  labels: readonly string[];
  mapping: Readonly<Partial<Record<MerchantField, number>>>;
  today: string;
  /** Regions rows may lie in, as `import.reach` gives them; none: anywhere. */
  reach?: readonly (readonly string[])[];
}

/** A complaint that several fields together give rise to. */
const TOGETHER = 'uscc.subject_mismatch';
const NO_COMPLAINTS: readonly FieldComplaint[] = [];

/**
 * Checks the rows of a sheet, column by column as the mapping says. Holds the normalised values as plain columns and the
 * complaints of the few rows that have any.
 */
export class RowChecker {
  private readonly slots: ColumnSlot[] = [];
  private readonly slotOf = new Map<MerchantField, ColumnSlot>();
  private readonly complaints = new Map<number, readonly FieldComplaint[]>();
  private readonly regions: RegionColumns;
  private readonly options: CheckOptions;
  private readonly absent: readonly FieldComplaint[];
  /** Slots that are checked alone; the parts of a region are checked together. */
  private readonly simple: ColumnSlot[] = [];

  constructor(private readonly source: RowSource) {
    this.regions = new RegionColumns((field) => this.slotOf.get(field), source.reach ?? []);
    const rateColumn = source.mapping.ratePpm;
    const rateUnit = rateColumn === undefined ? 0 : findRateUnit(source.labels[rateColumn] ?? '');
    this.options = { rateUnit, today: source.today };
    for (const field of MERCHANT_INPUT_FIELDS) if (source.mapping[field] !== undefined) this.addColumn(field);
    this.absent = MERCHANT_INPUT_FIELDS.filter(
      (f) => source.mapping[f] === undefined && merchant.fields[f].required,
    ).map((field) => ({ ...issue('required', 'error'), field }));
  }

  /** Columns of the file, and of fields it lacks as long as something is typed into them. */
  get columns(): ColumnSlot[] {
    return this.slots.filter((slot) => slot.isUsed);
  }

  column(field: MerchantField): ColumnSlot | undefined {
    return this.slotOf.get(field);
  }

  /** The column of a field, made when the file has none. */
  addColumn(field: MerchantField): ColumnSlot {
    const known = this.slotOf.get(field);
    if (known) return known;
    const { sheet, mapping, firstRow, rows } = this.source;
    const slot = new ColumnSlot(field, sheet, mapping[field] ?? -1, firstRow, rows, this.options);
    this.slots.push(slot);
    this.slotOf.set(field, slot);
    if (!isRegionField(field)) this.simple.push(slot);
    return slot;
  }

  /** Text of a cell as in the file, or as typed over it. */
  rawAt(index: number, field: MerchantField): string {
    return this.slotOf.get(field)?.rawAt(index) ?? '';
  }

  isBlank(index: number): boolean {
    for (const slot of this.slots) {
      const raw = slot.rawAt(index);
      if (raw !== '' && cleanText(raw) !== '') return false;
    }
    return true;
  }

  complaintsOf(index: number): readonly FieldComplaint[] {
    return this.complaints.get(index) ?? NO_COMPLAINTS;
  }

  /** Rows that something is said about. */
  complainedRows(): IterableIterator<[number, readonly FieldComplaint[]]> {
    return this.complaints.entries();
  }

  hasErrorIn(index: number, field: MerchantField): boolean {
    return this.complaintsOf(index).some((one) => one.field === field && one.severity === 'error');
  }

  valueAt(index: number, field: MerchantField): string {
    return this.slotOf.get(field)?.valueAt(index) ?? '';
  }

  /** Columns of normalised values of some rows, in the order asked. */
  pack(indexes: readonly number[], fields?: readonly MerchantField[]): ColumnBatch {
    const wanted = fields ? this.slots.filter((slot) => fields.includes(slot.field)) : this.columns;
    const columns = Object.fromEntries(wanted.map((slot) => [slot.field, slot.pack(indexes)]));
    return { rows: indexes.length, columns };
  }

  valuesOf(index: number): MerchantValues {
    const values: MerchantValues = {};
    for (const slot of this.columns) values[slot.field] = slot.valueAt(index);
    return values;
  }

  /** 1 for every row with a tidied cell. */
  tidiedRows(): Uint8Array {
    const rows = new Uint8Array(this.source.rows);
    for (const slot of this.slots) slot.markTidied(rows);
    return rows;
  }

  /**
   * Checks rows `from` to `to` (exclusive) a column at a time, which is several times faster than row by row. Rows nothing
   * can be said about are done; `doubtful[i]` becomes 1 where row `from + i` is to be checked alone.
   */
  checkRows(from: number, to: number, doubtful: Uint8Array): void {
    if (this.absent.length > 0) return void doubtful.fill(1);
    for (const slot of this.simple) slot.checkRows(from, to, doubtful);
    for (let index = from; index < to; index++) {
      if (doubtful[index - from] === 0 && !this.regions.fill(index)) doubtful[index - from] = 1;
    }
    if (!this.slotOf.has('subjectType')) return;
    for (let index = from; index < to; index++) {
      if (doubtful[index - from] === 0 && this.checkSubject(index).length > 0) doubtful[index - from] = 1;
    }
  }

  /** Checks one row afresh; says whether it has an error. */
  checkRow(index: number): boolean {
    const found: FieldComplaint[] = [];
    for (const slot of this.simple) checkInto(found, slot, index);
    found.push(...this.regions.check(index));
    for (const one of this.absent) if (!this.slotOf.has(one.field)) found.push(one);
    if (this.slotOf.has('subjectType')) found.push(...this.checkSubject(index));
    return this.keepComplaints(index, found);
  }

  /** The same for a row that was checked before, when only cells of these fields changed. */
  recheckRow(index: number, fields: ReadonlySet<MerchantField>): boolean {
    const withRegion = this.regions.dependsOn(fields, index);
    const isAffected = (field: MerchantField) => fields.has(field) || (withRegion && isRegionField(field));
    const withSubject = fields.has('uscc') || fields.has('subjectType');
    const found = this.complaintsOf(index).filter(
      (one) => !isAffected(one.field) && !(withSubject && one.code === TOGETHER),
    );
    for (const slot of this.simple) if (fields.has(slot.field)) checkInto(found, slot, index);
    if (withRegion) found.push(...this.regions.check(index));
    for (const one of this.absent) if (isAffected(one.field) && !this.slotOf.has(one.field)) found.push(one);
    if (withSubject && this.slotOf.has('subjectType')) found.push(...this.checkSubject(index));
    return this.keepComplaints(index, found);
  }

  /** Forgets what was said about a row: it is blank, or no record. */
  clearRow(index: number): void {
    this.complaints.delete(index);
    for (const slot of this.slots) slot.setValue(index, '');
  }

  private keepComplaints(index: number, found: FieldComplaint[]): boolean {
    if (found.length > 0) this.complaints.set(index, inFieldOrder(found));
    else if (this.complaints.size > 0) this.complaints.delete(index);
    return found.some((one) => one.severity === 'error');
  }

  private checkSubject(index: number): readonly FieldComplaint[] {
    return checkTogether({ uscc: this.valueAt(index, 'uscc'), subjectType: this.valueAt(index, 'subjectType') });
  }
}

function checkInto(found: FieldComplaint[], slot: ColumnSlot, index: number): void {
  const { issues } = slot.check(index);
  if (issues.length > 0) for (const one of issues) found.push({ ...one, field: slot.field });
}

function inFieldOrder(found: FieldComplaint[]): FieldComplaint[] {
  if (found.length < 2) return found;
  const rank = (one: FieldComplaint) => MERCHANT_INPUT_FIELDS.indexOf(one.field);
  return found.sort((a, b) => rank(a) - rank(b));
}
