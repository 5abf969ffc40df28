import { cleanText, compact } from '../../rules/text';
import { isBankHeader, plainWord } from '../kind-words';
import { BILL_SOURCES } from '../sources';
import type { BillField, BillSource } from '../sources/define';

export interface BillColumns {
  source: BillSource;
  /** Headers as the file has them. */
  labels: string[];
  /** Field -> 0-based column. */
  columns: Partial<Record<BillField, number>>;
  /** Columns whose header says that they hold fen and not yuan. */
  fenColumns: ReadonlySet<number>;
}

export type BillSort = 'bill' | 'bank';

/** `(元)`, `(+元)`, `(单位:元)`, `(人民币)` behind a name say in what it counts. */
const UNIT = /\((?:单位:?)?[+-]?(?:元|人民币元?|RMB|CNY|¥|￥)\)$/;
const IN_FEN = /\((?:单位:?)?分\)$/;

/** A header as the names in sources are spelt. */
export function headerName(label: string): string {
  return compact(label)
    .toUpperCase()
    .replace(/^[*#]+/, '');
}

/** The spellings of a header under which it is looked up: as it stands, without its unit, without any bracket. */
export function spellings(label: string): string[] {
  const whole = headerName(label);
  const bare = whole.replace(UNIT, '').replace(IN_FEN, '');
  return [whole, bare, plainWord(label.length > 60 ? '' : compact(label)).replaceAll('*', '')];
}

/** The source that a row of header texts satisfies, and where its columns are; `undefined` when the row is no such header. */
export function readBillHeader(
  cells: readonly string[],
  sort?: BillSort,
  own?: (labels: readonly string[]) => BillSource | undefined,
): BillColumns | undefined {
  const labels = cells.map((cell) => (cell.length > 80 ? '' : cleanText(cell)));
  if (labels.filter((label) => label !== '').length < 3) return undefined;
  const names = labels.map(spellings);
  const named = own?.(labels);
  if (named) return { source: named, labels, columns: findColumns(named, names), fenColumns: columnsInFen(labels) };
  const all = new Set(names.flat());
  for (const source of BILL_SOURCES) {
    if (sort && (source.kind === 'bank') !== (sort === 'bank')) continue;
    if (source.kind === 'bank' ? sort !== 'bank' && !isBankHeader(all) : !source.telling.some((n) => all.has(n)))
      continue;
    if (source.unless?.some((name) => all.has(name))) continue;
    const columns = findColumns(source, names);
    if (source.needed.every((need) => hasOne(columns, need)))
      return { source, labels, columns, fenColumns: columnsInFen(labels) };
  }
  return undefined;
}

function hasOne(columns: BillColumns['columns'], need: BillField | readonly BillField[]): boolean {
  return (typeof need === 'string' ? [need] : need).some((field) => columns[field] !== undefined);
}

/** The surest name of a field wins over the place of its column; two fields may share one column. */
export function findColumns(
  source: Pick<BillSource, 'fields'>,
  names: readonly (readonly string[])[],
): BillColumns['columns'] {
  const columns: BillColumns['columns'] = {};
  for (const [field, known] of Object.entries(source.fields) as [BillField, readonly string[]][]) {
    const column = findColumn(known, names);
    if (column >= 0) columns[field] = column;
  }
  return columns;
}

function findColumn(known: readonly string[], names: readonly (readonly string[])[]): number {
  for (let spelling = 0; spelling < 3; spelling++) {
    for (const name of known) {
      const column = names.findIndex((n) => n[spelling] === name.toUpperCase());
      if (column >= 0) return column;
    }
  }
  return -1;
}

function columnsInFen(labels: readonly string[]): ReadonlySet<number> {
  return new Set(labels.flatMap((label, column) => (IN_FEN.test(compact(label)) ? [column] : [])));
}
