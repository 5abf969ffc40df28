import { cellAt } from '@shared/kernel/columns';
import type { SheetBytes } from './sheet-bytes';
import type { SheetColumn } from './table';
import { textXml } from './xlsx-parts';
import { STYLE } from './xlsx-styles';

/** Writes the column's cell of a row, or nothing where it is empty. `row` counts from 0 below the header. */
export type CellWriter = (row: number) => void;

/** Number of the first row below the header. */
export const FIRST_ROW = 2;
const SAMPLE = 1_000;
/** Dates and rates remembered as they are written. */
const MAX_REMEMBERED = 20_000;
const encoder = new TextEncoder();

/**
 * Values that repeat (a province, a type) go into the shared strings, unique ones (a name, a code) stay in their cells:
 * either choice for all costs more bytes to deflate, which is where the time goes. `letters` is the column's name.
 */
export function cellWriter(out: SheetBytes, column: SheetColumn, letters: string, strings: string[]): CellWriter {
  const open = encoder.encode(`<c r="${letters}`);
  const write = (row: number, rest: Uint8Array): void => {
    out.add(open);
    out.addNumber(row + FIRST_ROW);
    out.add(rest);
  };
  const isShared = repeats(column);
  if (column.kind === 'text' && !isShared) return uniqueWriter(out, write, column);
  const { values } = column;
  const known = new Map<string, Uint8Array>();
  return (row) => {
    const value = cellAt(values, row);
    if (value === '') return;
    let rest = known.get(value);
    if (!rest) {
      rest = encoder.encode(
        numberRest(column.kind, value) ?? (isShared ? sharedRest(strings, value) : textRest(value)),
      );
      if (isShared || known.size < MAX_REMEMBERED) known.set(value, rest);
    }
    write(row, rest);
  };
}

type Write = (row: number, rest: Uint8Array) => void;

function uniqueWriter(out: SheetBytes, write: Write, { values }: SheetColumn): CellWriter {
  const { text, ends } = values;
  const before = encoder.encode(`" s="${STYLE.text}" t="inlineStr"><is><t>`);
  const after = encoder.encode('</t></is></c>');
  return (row) => {
    const from = row === 0 ? 0 : ends[row - 1]!;
    const to = ends[row]!;
    if (from === to) return;
    const start = out.length;
    write(row, before);
    if (out.addPlain(text, from, to)) out.add(after);
    else {
      out.cut(start);
      write(row, encoder.encode(textRest(text.slice(from, to))));
    }
  };
}

/** A date, rate or number as what follows a cell's reference; undefined where the value is none. */
function numberRest(kind: SheetColumn['kind'], value: string): string | undefined {
  switch (kind) {
    case 'text':
      return undefined;
    case 'date': {
      const serial = dateSerial(value);
      return serial === undefined ? undefined : `" s="${STYLE.date}"><v>${serial}</v></c>`;
    }
    case 'rate':
      return /^\d{1,7}$/.test(value) ? `" s="${STYLE.rate}"><v>${Number(value) / 1e6}</v></c>` : undefined;
    case 'number':
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? `" s="${STYLE.number}"><v>${value}</v></c>` : undefined;
  }
}

function sharedRest(strings: string[], value: string): string {
  return `" s="${STYLE.text}" t="s"><v>${strings.push(value) - 1}</v></c>`;
}

function textRest(value: string): string {
  return `" s="${STYLE.text}" t="inlineStr"><is>${textXml(value)}</is></c>`;
}

/** Whether a sample of the column holds few different values. */
function repeats({ values }: SheetColumn): boolean {
  const sample = Math.min(SAMPLE, values.ends.length);
  const distinct = new Set<string>();
  for (let i = 0; i < sample; i++) distinct.add(cellAt(values, i));
  return distinct.size * 2 < sample;
}

function dateSerial(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // Before 1900-03-01 Excel's own calendar is a day off.
  const serial = ms / 86_400_000 + 25_569;
  return serial >= 61 ? serial : undefined;
}
