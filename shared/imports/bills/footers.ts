import { readFen } from '../../money/read-fen';
import { compact } from '../../rules/text';
import type { BillField, BillFooter, Measure } from '../sources/define';
import { cellText, rowCells } from './bill-row';
import { readCount } from './read-line';
import type { RawSheet } from '../define';
import type { BillColumns } from './header-names';

/** A sum that the file states: under which names it may stand, and where. */
export interface Claim {
  measures: readonly Measure[];
  /** Fen, or a number of rows. */
  value: number;
  label: string;
}

const COUNTS: ReadonlySet<Measure> = new Set<Measure>([
  'rows',
  'payments',
  'refunds',
  'revoked',
  'incomes',
  'expenses',
]);
const TOTAL = /^(?:人民币|本次|本期|全部)?(?:合计|总计|共计|总合计)/;
/** Sums of a page, carried over or signed: they state nothing about the whole. */
const NO_CLAIM =
  /^(?:本页|小计|页小计|承前|过次|期初|期末|上期|本期余额|制表|打印|复核|经办|第\d+页|备注[:：]|注[:：]|说明|(?:借方|贷方|收入|支出)(?:总|合计|笔数|发生额)|【示例】|\[example\])/i;

/** What the row is in the foot of a bill. */
export type FootRow =
  { kind: 'titles'; names: (string | undefined)[] } | { kind: 'claims'; claims: Claim[] } | { kind: 'note' };

/** `undefined` when the row is none of the foot of the table above. */
export function readFootRow(cells: readonly string[], table: BillColumns): FootRow | undefined {
  const { footer } = table.source;
  const first = compact(cells.find((cell) => cell.trim() !== '') ?? '');
  if (footer.titled) {
    const names = cells.map((cell) => titledName(cell, footer.titled!));
    if (names.filter(Boolean).length >= 2) return { kind: 'titles', names };
  }
  if (footer.sentences) {
    const claims = readSentences(cells, footer);
    if (claims.length > 0) return { kind: 'claims', claims };
  }
  if (first.startsWith('#')) return { kind: 'note' };
  if (footer.totalRow && TOTAL.test(first)) return { kind: 'claims', claims: readTotalRow(cells, table) };
  return TOTAL.test(first) || NO_CLAIM.test(first) ? { kind: 'note' } : undefined;
}

/** The numbers under a line of titles; `undefined` when they are not all there: the file ends before. */
export function readTitled(
  sheet: RawSheet,
  row: number,
  names: readonly (string | undefined)[],
  footer: BillFooter,
): Claim[] | undefined {
  const cells = row < sheet.rowCount ? rowCells(sheet, row) : [];
  const claims: Claim[] = [];
  for (const [column, name] of names.entries()) {
    if (!name) continue;
    const claim = toClaim(cells[column] ?? '', footer.titled![name]!, name);
    if (!claim) return undefined;
    claims.push(claim);
  }
  return claims;
}

function titledName(cell: string, titled: NonNullable<BillFooter['titled']>): string | undefined {
  if (cell === '' || cell.length > 40) return undefined;
  const name = compact(cell).replace(/\([^)]*\)$/, '');
  return name in titled ? name : undefined;
}

function readSentences(cells: readonly string[], footer: BillFooter): Claim[] {
  const line = compact(cells.join(','));
  if (!line.includes('合计')) return [];
  return footer.sentences!.flatMap(({ pattern, numbers }) => {
    const match = pattern.exec(line);
    if (!match) return [];
    return numbers.flatMap((number, i) => {
      const text = match[i + 1];
      const claim =
        text === undefined ? undefined : toClaim(text.replace(/,+$/, ''), number, pattern.source.slice(0, 4));
      return claim ? [claim] : [];
    });
  });
}

function readTotalRow(cells: readonly string[], { source, columns, labels }: BillColumns): Claim[] {
  return Object.entries(source.footer.totalRow!).flatMap(([field, number]) => {
    const column = columns[field as BillField];
    const text = column === undefined ? '' : cellText(cells[column] ?? '');
    const claim = text === '' ? undefined : toClaim(text, number, labels[column!] ?? field);
    return claim ? [claim] : [];
  });
}

function toClaim(
  cell: string,
  { measures, isNegative, isUnsigned }: { measures: readonly Measure[]; isNegative?: boolean; isUnsigned?: boolean },
  label: string,
): Claim | undefined {
  const text = cellText(cell);
  if (text === '') return undefined;
  const value = COUNTS.has(measures[0]!) ? readCount(text) : readFen(text);
  if (value === undefined) return undefined;
  return { measures, value: isUnsigned ? Math.abs(value) : isNegative ? 0 - value : value, label };
}
