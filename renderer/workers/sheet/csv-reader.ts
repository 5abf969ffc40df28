import Papa from 'papaparse';
import type { RawSheet } from '@shared/imports/define';
import { GUARD_MARK, unguardText } from './guard';
import { FileFailure, LIMITS } from './limits';
import type { ReadWarning } from './port';

export type Delimiter = ',' | '\t' | ';' | '|';

interface DelimitedText {
  sheet: RawSheet;
  delimiter: Delimiter;
  warnings: ReadWarning[];
}

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|'];
/** Line ends inside quotes count too, so this is well above the row limit. */
const MAX_LINES = 2_000_000;
const MAX_FIRST_LINE = 8 * 1024 * 1024;

const UNQUOTED_BILL = /(?:支付宝交易号|账务流水号|支付宝流水号|微信订单号|资金流水单号),/;

/** Splits delimited text. Row numbers are record numbers: a quoted line break starts no row, a blank line is one. */
export function readDelimited(source: string, name: string, fixed?: Delimiter): DelimitedText {
  const separator = /^sep=(.)\r?\n/.exec(source);
  const text = (separator ? source.slice(separator[0].length) : source).replace(/\r\n?/g, '\n').replace(/\x1a+$/, '');
  checkLines(text);
  const declared = DELIMITERS.find((d) => d === separator?.[1]);
  const delimiter = fixed ?? declared ?? guessDelimiter(text);
  if (!text.includes('"') && !isGuarded(text))
    return { sheet: linesAsSheet(name, text, delimiter), delimiter, warnings: [] };
  const options = { delimiter, newline: '\n', header: false, preview: LIMITS.rows + 2 } as const;
  const quoted = Papa.parse<string[]>(text, options);
  // Providers write their bills without quoting anything: a quote there is part of what was sold.
  const isPlain = quoted.errors.some((e) => e.type === 'Quotes') && UNQUOTED_BILL.test(text.slice(0, 8_000));
  const parsed = isPlain ? Papa.parse<string[]>(text, { ...options, quoteChar: '\0' }) : quoted;
  const warnings: ReadWarning[] = [];
  for (const error of parsed.errors) {
    const row = (error.row ?? 0) + 1;
    // An opening quote that never closes has swallowed every row behind it: there is no telling what they were.
    if (error.code === 'MissingQuotes') throw new FileFailure('file.damaged', { row });
    if (error.code === 'InvalidQuotes') warnings.push({ code: 'file.stray_quote', params: { row } });
  }
  takeGuardsAway(parsed.data);
  return { sheet: rowsAsSheet(name, parsed.data), delimiter, warnings: warnings.slice(0, 20) };
}

function isGuarded(text: string): boolean {
  const end = text.indexOf('\n');
  return (end < 0 ? text : text.slice(0, end)).endsWith(GUARD_MARK);
}

/** A file of our own, known by its mark: values come back as they were before they were guarded. */
function takeGuardsAway(rows: string[][]): void {
  const header = rows[0];
  const last = header?.at(-1);
  if (!header || !last?.endsWith(GUARD_MARK)) return;
  header[header.length - 1] = last.slice(0, -GUARD_MARK.length);
  for (const row of rows)
    for (let c = 0; c < row.length; c++) if (row[c]!.startsWith("'")) row[c] = unguardText(row[c]!);
}

/**
 * Text without quotes, where a line is a row: taken apart row by row as they are asked for, since a bill's millions of cells cost more
 * to keep than to cut. Whoever asks for single cells gets all rows cut once.
 */
function linesAsSheet(name: string, text: string, delimiter: Delimiter): RawSheet {
  const { ends, rowCount, columnCount } = measureLines(text, delimiter);
  requireLimits(rowCount, columnCount);
  const cut = (row: number): string[] =>
    row < ends.length ? text.slice(row === 0 ? 0 : ends[row - 1]! + 1, ends[row]).split(delimiter) : [];
  let last = { row: -1, cells: [] as readonly string[] };
  const line = (row: number): readonly string[] => {
    if (row !== last.row) last = { row, cells: cut(row) };
    return last.cells;
  };
  const top = Array.from({ length: Math.min(rowCount, TOP_ROWS) }, (_, row) => cut(row));
  let rows: string[][] | undefined;
  return {
    name,
    hidden: false,
    rowCount,
    columnCount,
    cell: (row, column) => {
      const cells = top[row] ?? (rows ??= Array.from({ length: rowCount }, (_, r) => cut(r)))[row];
      return cells?.[column] ?? '';
    },
    line,
    kind: (row, column) => ((line(row)[column] ?? '') === '' ? 'empty' : 'text'),
  };
}

/** As many as are looked at before a file is understood. */
const TOP_ROWS = 500;

function measureLines(text: string, delimiter: Delimiter): { ends: number[]; rowCount: number; columnCount: number } {
  const comma = delimiter.charCodeAt(0);
  const ends: number[] = [];
  let [rowCount, columnCount, column, cellStart] = [0, 0, 0, 0];
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? LINE_END : text.charCodeAt(at);
    if (code === comma || code === LINE_END) {
      if (at > cellStart) {
        if (at - cellStart > LIMITS.cellText)
          throw new FileFailure('file.cell_too_long', { limit: LIMITS.cellText, row: ends.length + 1 });
        if (column >= columnCount) columnCount = column + 1;
        rowCount = ends.length + 1;
      }
      cellStart = at + 1;
      column++;
      if (code === LINE_END) {
        ends.push(at);
        column = 0;
      }
    }
  }
  return { ends, rowCount, columnCount };
}

const LINE_END = 10;

/** Rows of text as a sheet. Limits count what is filled. */
function rowsAsSheet(name: string, rows: readonly (readonly string[])[]): RawSheet {
  let rowCount = 0;
  let columnCount = 0;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    for (let c = 0; c < row.length; c++) {
      const length = row[c]!.length;
      if (length === 0) continue;
      if (length > LIMITS.cellText) throw new FileFailure('file.cell_too_long', { limit: LIMITS.cellText, row: r + 1 });
      if (c >= columnCount) columnCount = c + 1;
      rowCount = r + 1;
    }
  }
  requireLimits(rowCount, columnCount);
  const cell = (row: number, column: number): string => rows[row]?.[column] ?? '';
  return {
    name,
    hidden: false,
    rowCount,
    columnCount,
    cell,
    line: (row) => rows[row] ?? [],
    kind: (row, column) => (cell(row, column) === '' ? 'empty' : 'text'),
  };
}

function requireLimits(rowCount: number, columnCount: number): void {
  if (rowCount > LIMITS.rows) throw new FileFailure('file.too_many_rows', { limit: LIMITS.rows });
  if (columnCount > LIMITS.columns) throw new FileFailure('file.too_many_columns', { limit: LIMITS.columns });
}

function checkLines(text: string): void {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (++lines > MAX_LINES) throw new FileFailure('file.too_many_rows', { limit: LIMITS.rows });
  }
  const first = text.indexOf('\n');
  if ((first < 0 ? text.length : first) > MAX_FIRST_LINE) {
    throw new FileFailure('file.cell_too_long', { limit: LIMITS.cellText });
  }
}

/**
 * The delimiter that splits the first lines into the most equal number of parts. Bills and bank files open with lines of
 * prose, so a line counts for a delimiter only when it repeats the number of parts of the line before.
 */
function guessDelimiter(text: string): Delimiter {
  const lines = unquotedLines(text.slice(0, 200_000)).slice(0, 60);
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    let score = 0;
    counts.forEach((n, i) => {
      if (n > 0) score += n === counts[i - 1] ? n * 4 : 1;
    });
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** The text's lines with quoted fields blanked, so that what they hold does not vote; nor do tabs that only pad a cell before its comma. */
function unquotedLines(text: string): string[] {
  return text
    .replace(/\t+,/g, ',')
    .replace(/(^|[,\t;|\n])"(?:[^"]|"")*"/g, '$1')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
