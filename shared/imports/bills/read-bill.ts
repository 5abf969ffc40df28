import { compact } from '../../rules/text';
import type { RawSheet } from '../define';
import type { BillSource } from '../sources/define';
import { BillRow, cellText, rowCells } from './bill-row';
import { BillNotes } from './bill-notes';
import { findDateOrder, YEAR_LAST } from './date-order';
import { MOST_ISSUES, type BillIssue, type BillLine, type BillReading } from './define';
import { readFootRow, readTitled, type Claim } from './footers';
import { readBillHeader, type BillColumns, type BillSort } from './header-names';
import { judgeBill } from './judge-bill';
import { readLine } from './read-line';
import { addLine, emptySums, type Sums } from './sums';

const SEARCH_ROWS = 80;

export interface BillOptions {
  /** What the user says the file is. */
  as?: BillSort;
  /** 1-based row of the header, where somebody points at it. */
  headerRow?: number;
  /** Layouts that somebody gave names to: the source for a row of headers that is one of theirs. */
  own?: (labels: readonly string[]) => BillSource | undefined;
  /** Called for each good row that has not been read before in this file, in the order of the file. */
  onLine?: (line: BillLine) => void;
}

/** One table of a sheet with what its foot states of it. A file made of several bills, one under the other, has several. */
export interface Section {
  sums: Sums;
  /** Of the rows that stand in the file before. */
  repeated: Sums;
  claims: Claim[];
  /** The line of titles has no numbers under it. */
  isCut: boolean;
}

/** Where the header of a bill stands in a sheet, and whose it is; `undefined` when there is none. */
export function findBill(sheet: RawSheet, options: BillOptions = {}): (BillColumns & { row: number }) | undefined {
  const from = options.headerRow ? options.headerRow - 1 : 0;
  const to = options.headerRow ?? Math.min(sheet.rowCount, SEARCH_ROWS);
  for (let row = from; row < to; row++) {
    const found = readBillHeader(rowCells(sheet, row), options.as, options.own);
    if (found) return { ...found, source: withDateOrder(sheet, found, row), row };
  }
  return undefined;
}

const ORDER_ROWS = 2_000;

/** Tables of banks and acquirers abroad write the day first, or the month: the days themselves tell. Providers never do. */
function withDateOrder(sheet: RawSheet, { source, columns }: BillColumns, header: number): BillSource {
  const column = columns.date ?? columns.time;
  if (column === undefined || source.footer.isRequired || source.dateOrder) return source;
  const textAt = (row: number) => cellText(rowCells(sheet, row)[column] ?? '');
  if (header + 1 >= sheet.rowCount || !YEAR_LAST.test(textAt(header + 1))) return source;
  const rows = Math.min(sheet.rowCount - header - 1, ORDER_ROWS);
  const dateOrder = findDateOrder(Array.from({ length: rows }, (_, n) => textAt(header + 1 + n)));
  return dateOrder ? { ...source, dateOrder } : source;
}

/**
 * Reads a bill whole: every row once, its sums, its foot, and whether the two agree. `undefined` when the sheet is no bill that is
 * known. Throws nothing; what is wrong with the file as a whole is in `error`, with the row's own complaints in `issues`.
 */
export function readBill(sheet: RawSheet, options: BillOptions = {}): BillReading | undefined {
  const found = findBill(sheet, options);
  if (!found) return undefined;
  const first = new SheetScan(sheet, found, found.source.kind === 'bank' ? undefined : options.onLine);
  first.run();
  if (found.source.kind !== 'bank') return first.reading();
  // Which side of the account a column means is only known when all balances have been read.
  const areSidesSwapped = first.notes.areSidesSwapped();
  if (!areSidesSwapped && !options.onLine) return first.reading();
  const second = new SheetScan(sheet, found, options.onLine, areSidesSwapped);
  second.run();
  return second.reading();
}

class SheetScan {
  readonly notes: BillNotes;
  readonly issues: BillIssue[] = [];
  private readonly row: BillRow;
  private readonly sections: Section[] = [newSection()];
  private readonly keys = new Map<string, number>();
  private readonly days = new Map<string, number>();
  private readonly mchNos = new Set<string>();
  private readonly counts = { total: 0, valid: 0, invalid: 0, duplicate: 0, skipped: 0 };
  private readonly destroyed = { row: 0, count: 0 };
  private readonly source: BillSource;
  private earlier: BillRow | undefined;

  constructor(
    private readonly sheet: RawSheet,
    private readonly found: BillColumns & { row: number },
    private readonly onLine: ((line: BillLine) => void) | undefined,
    private readonly areSidesSwapped = false,
  ) {
    this.source = found.source;
    this.row = new BillRow(sheet, found);
    this.notes = new BillNotes(sheet, found);
  }

  run(): void {
    const { sheet, source, found } = this;
    for (let row = found.row + 1; row < sheet.rowCount; row++) {
      const cells = rowCells(sheet, row);
      const filled = countFilled(cells);
      if (filled === 0) continue;
      if (this.isHeaderAgain(cells)) {
        // A new page of a statement goes on with the same sums; a provider's bill begins anew.
        if (source.footer.isRequired) this.sections.push(newSection());
        continue;
      }
      const foot = mayBeFoot(cells, source) ? readFootRow(cells, found) : undefined;
      if (foot?.kind === 'titles') {
        do row++;
        while (row < sheet.rowCount && countFilled(rowCells(sheet, row)) === 0);
        const claims = readTitled(sheet, row, foot.names, source.footer);
        if (claims) this.section.claims.push(...claims);
        else this.section.isCut = true;
      } else if (foot?.kind === 'claims') {
        this.section.claims.push(...foot.claims);
      } else if (!foot && !this.isRemark(cells, filled)) {
        this.readRow(row);
      } else {
        this.notes.readFoot(cells);
      }
    }
  }

  reading(): BillReading {
    return judgeBill({
      found: this.found,
      sheet: this.sheet,
      sections: this.sections,
      counts: this.counts,
      issues: this.issues,
      destroyed: this.destroyed,
      days: this.days,
      mchNos: this.mchNos,
      notes: this.notes,
    });
  }

  private get section(): Section {
    return this.sections.at(-1)!;
  }

  private readRow(row: number): void {
    this.counts.total++;
    if (!this.row.load(row)) return this.refuse(row, { field: '', code: 'row.columns' });
    const line = readLine(this.row, this.source, { areSidesSwapped: this.areSidesSwapped });
    if ('code' in line) return this.refuse(row, line);
    const repeated = this.findRepeated(line);
    if (repeated) {
      const field = this.source.keys[line.kind]?.by[0] ?? '';
      if (!repeated.isSame) return this.refuse(row, { field, code: 'row.number_twice' }, repeated.row);
      this.counts.duplicate++;
      addLine(this.section.repeated, line);
      return this.complain(row, { field, code: 'duplicate.in_file' }, { row: repeated.row + 1 });
    }
    this.keys.set(line.key, row);
    this.counts.valid++;
    addLine(this.section.sums, line);
    if (line.bizDate) this.days.set(line.bizDate, (this.days.get(line.bizDate) ?? 0) + 1);
    const mchNo = this.row.text('mchNo');
    if (mchNo !== '' && this.mchNos.size < 1_000) this.mchNos.add(mchNo);
    if (this.source.kind === 'bank') this.notes.readBalance(this.row, line);
    this.onLine?.(line);
  }

  /**
   * The row that has the line's number already: the same movement again, or (in a provider's bill) a forgery or a slip. Elsewhere the
   * same number over other money is another part of the order, and rows without any number are told apart by their place among
   * their equals, so the line's key is moved on to one that is free.
   */
  private findRepeated(line: BillLine): { row: number; isSame: boolean } | undefined {
    const key = line.key;
    for (let n = 2; ; n++) {
      const row = this.keys.get(line.key);
      if (row === undefined) return undefined;
      if (line.isTold && this.isSameAs(row, line)) return { row, isSame: true };
      if (this.source.footer.isRequired) return { row, isSame: false };
      line.key = `${key}#${line.isTold ? `${line.bizDate}T${line.second}=${line.amountFen}#` : ''}${n}`;
    }
  }

  private refuse(row: number, fault: Pick<BillIssue, 'field' | 'code'>, before?: number): void {
    this.counts.invalid++;
    if (fault.code === 'text.truncated_number') {
      this.destroyed.row ||= row + 1;
      this.destroyed.count++;
    }
    this.complain(row, fault, before === undefined ? undefined : { row: before + 1 });
  }

  private complain(
    row: number,
    { field, code }: Pick<BillIssue, 'field' | 'code'>,
    params?: BillIssue['params'],
  ): void {
    if (this.issues.length >= MOST_ISSUES) return;
    const column = field === '' ? '' : (this.found.labels[this.found.columns[field] ?? -1] ?? '');
    const value = field === '' || PRIVATE.has(field) ? '' : this.row.text(field).slice(0, 60);
    this.issues.push({
      row: row + 1,
      field,
      column,
      code,
      severity: code === 'duplicate.in_file' ? 'warning' : 'error',
      ...(value !== '' && { value }),
      ...(params && { params }),
    });
  }

  /** Whether an earlier row moved the same money at the same time. */
  private isSameAs(before: number, line: BillLine): boolean {
    this.earlier ??= new BillRow(this.sheet, this.found);
    this.earlier.load(before);
    const other = readLine(this.earlier, this.source, { areSidesSwapped: this.areSidesSwapped });
    if ('code' in other) return false;
    if (this.source.kind === 'bank' && !isSameCells(this.earlier.cells, this.row.cells)) return false;
    return (
      other.bizDate === line.bizDate &&
      other.second === line.second &&
      other.amountFen === line.amountFen &&
      other.settleFen === line.settleFen &&
      other.refundFen === line.refundFen &&
      other.feeFen === line.feeFen
    );
  }

  private isHeaderAgain(cells: readonly string[]): boolean {
    const { labels } = this.found;
    let same = 0;
    for (let column = 0; column < labels.length && column < 6; column++) {
      const label = labels[column]!;
      if (label === '') continue;
      const cell = cells[column] ?? '';
      if (cell.length > label.length + 6 || compact(cell) !== compact(label)) return false;
      same++;
    }
    return same >= 2;
  }

  /** A row that is no movement: a remark in one cell, another record type, a line of a statement without a day and money. */
  private isRemark(cells: readonly string[], filled: number): boolean {
    const { columns } = this.found;
    const at = (column: number | undefined) => (column === undefined ? '' : cellText(cells[column] ?? ''));
    if (columns.recordType !== undefined && !/^BV$/i.test(at(columns.recordType))) return true;
    if (filled === 1) return true;
    if (this.source.footer.isRequired) return false;
    const when = columns.date === undefined ? at(columns.time) : at(columns.date);
    const money = [columns.inFen, columns.outFen, columns.amountFen].map(at);
    return !/\d/.test(when) && !money.some((text) => /\d/.test(text));
  }
}

/** Columns whose text names a person or an account: never in a message. */
const PRIVATE: ReadonlySet<string> = new Set(['payer', 'cardNo', 'counterAccount', 'counterName', 'ownAccount']);

function newSection(): Section {
  return { sums: emptySums(), repeated: emptySums(), claims: [], isCut: false };
}

function countFilled(cells: readonly string[]): number {
  let filled = 0;
  for (const cell of cells) if (cell !== '' && cell.trim() !== '' && ++filled > 1) break;
  return filled;
}

/** Asked of every row, so by its first sign alone: rows of a bill begin with a digit, a backtick or a code. */
function mayBeFoot(cells: readonly string[], source: BillSource): boolean {
  const first = cells.find((cell) => cell.trim() !== '') ?? '';
  const text = first.charCodeAt(0) === 96 ? first.slice(1) : first;
  return source.footer.titled ? !/^[\d`]/.test(text) : !/^\d/.test(text.trim());
}

function isSameCells(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, i) => cell === b[i]);
}
