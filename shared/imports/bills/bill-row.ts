import { readFen } from '../../money/read-fen';
import { cleanText, toHalfWidth } from '../../rules/text';
import { parseClock, parseDateTime, type DayTime } from '../../time/date-time';
import type { RawSheet } from '../define';
import { MONEY_FIELDS, type BillField, type MoneyField } from '../sources/define';
import { YEAR_LAST } from './date-order';
import type { BillColumns } from './header-names';

const BACKTICK = 96;
const MOST_COLUMNS = 300;
/** More commas than these are not shared out over two columns. */
const MOST_SHARED = 8;
/** A balance made unreadable by whoever passed the statement on. */
const MASKED = /[x*]{2}/i;
/** How a cell of a column of times begins. */
const DATED = /^(?:\d{4}[-/.年]?\d|\d{5}(?:\.|$)|\d{1,2}[:：时]\d|\d{5,6}$)/;
/** What bills write where a row has no such time. */
const NO_TIME = /^(?:[*\-/0]|--|\\N|null)$/i;
const MONEY: ReadonlySet<string> = new Set(MONEY_FIELDS);
const TIME_FIELDS = ['time', 'createdAt', 'date'] as const satisfies readonly BillField[];

/** The text of a bill's cell: without the backtick or tab that keeps spreadsheets from taking it for a number. */
export function cellText(raw: string): string {
  const first = raw.charCodeAt(0);
  const text = (first === BACKTICK ? raw.slice(1) : raw).trim();
  // Quotes, apostrophes, invisible signs and entities are the exception.
  return first === 39 || first === 61 || first === 0xfeff || first === 34 || first === 0x201c ? cleanText(text) : text;
}

/** One row of a bill at a time, its cells by the names of their fields. Moved on with `load`; nothing is kept of the row before. */
export class BillRow {
  row = -1;
  private raw: readonly string[] = [];
  private readonly money: MoneyField[];
  /** By column, of this row: each is asked for several times. */
  private texts: (string | undefined)[] = [];
  private amounts: (number | undefined)[] = [];

  constructor(
    private readonly sheet: RawSheet,
    readonly layout: BillColumns,
  ) {
    this.money = Object.keys(layout.columns).filter((field): field is MoneyField => MONEY.has(field));
  }

  get cells(): readonly string[] {
    return this.raw;
  }

  private set cells(cells: readonly string[]) {
    this.raw = cells;
    this.texts = [];
    this.amounts = [];
  }

  /** `false` when the row has more cells than columns and there is no telling which belong together. */
  load(row: number): boolean {
    this.row = row;
    this.cells = rowCells(this.sheet, row);
    const width = this.layout.labels.length;
    if (this.cells.length <= width) return true;
    if (this.cells[0]!.charCodeAt(0) === BACKTICK) this.cells = joinUnmarked(this.cells);
    const isWithin = this.cells.length <= width || this.cells.slice(width).every((cell) => cell.trim() === '');
    if (isWithin && this.looksRight()) return true;
    const aligned = this.align(this.cells, width);
    if (aligned) this.cells = aligned;
    return isWithin || aligned !== undefined;
  }

  has(field: BillField): boolean {
    return this.layout.columns[field] !== undefined;
  }

  text(field: BillField): string {
    const column = this.layout.columns[field];
    return column === undefined ? '' : (this.texts[column] ??= cellText(this.raw[column] ?? ''));
  }

  /** 0 for an empty cell or a column that the bill does not have; `undefined` for what is no exact amount. */
  fen(field: MoneyField): number | undefined {
    const column = this.layout.columns[field];
    if (column === undefined) return 0;
    const known = this.amounts[column];
    if (known !== undefined) return known;
    const isFen = this.layout.source.isInFen ?? this.layout.fenColumns.has(column);
    return (this.amounts[column] = readFen(this.text(field), isFen ? 'fen' : 'yuan'));
  }

  /** The first of the fields that has a text; '' when none has. */
  first(fields: readonly BillField[]): string {
    for (const field of fields) {
      const text = this.text(field);
      if (text !== '') return text;
    }
    return '';
  }

  moment(): DayTime | undefined {
    const date = this.yearFirst(this.text('date'));
    const told = this.yearFirst(this.text('time'));
    const time = NO_TIME.test(told) ? '' : told;
    const day = date === '' ? undefined : parseDateTime(toHalfWidth(date));
    // A time of day stands in a column of its own beside the date: `080102` is then no date.
    if (day && time !== '' && time.length < 13) return { date: day.date, second: parseClock(time) ?? day.second };
    return (time === '' ? undefined : parseDateTime(toHalfWidth(time))) ?? day ?? parseDateTime(this.text('createdAt'));
  }

  private yearFirst(text: string): string {
    const { dateOrder } = this.layout.source;
    const match = dateOrder && YEAR_LAST.exec(text);
    if (!match) return text;
    const [, first, second, year, rest] = match as unknown as [string, string, string, string, string];
    const [month, day] = dateOrder === 'dmy' ? [second, first] : [first, second];
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest}`;
  }

  badMoney(): MoneyField | undefined {
    return this.money.find(
      (field) => this.fen(field) === undefined && !(field === 'balanceFen' && MASKED.test(this.text(field))),
    );
  }

  /** Whether a cell was a number to the spreadsheet: long ones have lost their last digits then. */
  isNumber(field: BillField): boolean {
    const column = this.layout.columns[field];
    return column !== undefined && this.sheet.kind(this.row, column) === 'number';
  }

  private looksRight(): boolean {
    const isTime = (text: string) => text === '' || NO_TIME.test(text) || DATED.test(text);
    const isDated = TIME_FIELDS.every((field) => !this.has(field) || isTime(this.yearFirst(this.text(field))));
    return isDated && this.moment() !== undefined && this.badMoney() === undefined;
  }

  /** Text with the delimiter in it, not quoted, takes more cells than its column: which one, the others tell by fitting or not. */
  private align(cells: readonly string[], width: number): readonly string[] | undefined {
    const spare = cells.length - width;
    const columns = this.layout.source.freeText.flatMap((field) => this.layout.columns[field] ?? []);
    for (const [one, other, atOne] of sharings(columns, spare)) {
      // From the right, so that the left one still stands where it stood.
      this.cells = joined(joined(cells, other + atOne, spare - atOne), one, atOne);
      if (this.looksRight()) return this.cells;
    }
    this.cells = cells;
    return undefined;
  }
}

/** Every way in which `spare` parts too many may belong to one text column, or to two. */
function* sharings(columns: readonly number[], spare: number): Generator<[number, number, number]> {
  for (const column of columns) yield [column, column, spare];
  if (spare > MOST_SHARED) return;
  for (const one of columns)
    for (const other of columns) if (one < other) for (let atOne = 1; atOne < spare; atOne++) yield [one, other, atOne];
}

function joined(cells: readonly string[], column: number, spare: number): readonly string[] {
  if (spare === 0) return cells;
  return [
    ...cells.slice(0, column),
    cells.slice(column, column + spare + 1).join(','),
    ...cells.slice(column + spare + 1),
  ];
}

/** All cells of a row, as many as the file has. */
export function rowCells(sheet: RawSheet, row: number): readonly string[] {
  const line = sheet.line?.(row);
  if (line) return line;
  const width = Math.min(sheet.width?.(row) ?? sheet.columnCount, MOST_COLUMNS);
  return Array.from({ length: width }, (_, column) => sheet.cell(row, column));
}

/** In a bill whose values all begin with a backtick, a part without one is the rest of the value before. */
function joinUnmarked(cells: readonly string[]): string[] {
  const joined: string[] = [];
  for (const cell of cells) {
    if (cell.charCodeAt(0) === BACKTICK || joined.length === 0) joined.push(cell);
    else joined[joined.length - 1] += `,${cell}`;
  }
  return joined;
}
