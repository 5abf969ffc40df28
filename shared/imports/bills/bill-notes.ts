import { readFen } from '../../money/read-fen';
import { compact, toHalfWidth } from '../../rules/text';
import type { RawSheet } from '../define';
import { checkBalances, type BalanceCheck, type Movement } from './balance';
import { rowCells, type BillRow } from './bill-row';
import type { BillLine } from './define';
import type { Claim } from './footers';
import type { BillColumns } from './header-names';

const ACCOUNT = /(?:账号|帐号|卡号|账户|户口号|商户号)[^\d]{0,6}(\d[\d* ]{6,30}\d)/;
const MONEY = String.raw`[^\d\-(]{0,12}(-?[\d,]+(?:\.\d+)?)`;
const OPENING = new RegExp(`(?:期初|上期|承前|起始)(?:账户)?余额${MONEY}`);
const CLOSING = new RegExp(`(?:期末|本期|截止|终止)(?:账户)?余额${MONEY}`);
const SENTENCES: readonly { pattern: RegExp; measures: Claim['measures'] }[] = [
  { pattern: /(?:借方|支出)(?:总|交易)?笔数[^\d]{0,6}(\d+)/, measures: ['expenses'] },
  { pattern: /(?:贷方|收入)(?:总|交易)?笔数[^\d]{0,6}(\d+)/, measures: ['incomes'] },
  {
    pattern: new RegExp(`(?:借方|支出)(?:发生额)?(?:合计|总额|总金额|合计金额)(?:\\([^)]*\\))?${MONEY}`),
    measures: ['expenseFen'],
  },
  {
    pattern: new RegExp(`(?:贷方|收入)(?:发生额)?(?:合计|总额|总金额|合计金额)(?:\\([^)]*\\))?${MONEY}`),
    measures: ['incomeFen'],
  },
];

/** What stands above and below the table, and how its balances follow from each other. */
export class BillNotes {
  account = '';
  /** Of a statement: counts and sums stated in sentences. */
  readonly claims: Claim[] = [];
  openingFen: number | undefined;
  closingFen: number | undefined;
  private readonly moves: Movement[] = [];
  private readonly isBank: boolean;

  constructor(sheet: RawSheet, { row, source }: BillColumns & { row: number }) {
    this.isBank = source.kind === 'bank';
    for (let above = 0; above < row; above++) {
      const text = rowText(rowCells(sheet, above));
      this.account ||= ACCOUNT.exec(text)?.[1]?.replaceAll(' ', '') ?? '';
      if (this.isBank) this.readSentences(text);
    }
  }

  /** A row below the table that is none of it. */
  readFoot(cells: readonly string[]): void {
    if (this.isBank) this.readSentences(rowText(cells));
  }

  readBalance(row: BillRow, line: BillLine): void {
    const text = row.text('balanceFen');
    const balanceFen = text === '' ? undefined : row.fen('balanceFen');
    if (balanceFen === undefined) return;
    const second = String(line.second).padStart(5, '0');
    this.moves.push({
      row: line.row,
      account: row.text('ownAccount'),
      at: `${line.bizDate}T${second}`,
      amountFen: line.amountFen,
      balanceFen,
    });
  }

  /** The balances follow from each other only when what the bank calls 借 comes in. */
  areSidesSwapped(): boolean {
    const { moves } = this;
    if (moves.length < 2 || moves.every((m) => m.amountFen === 0)) return false;
    if (this.checkAll(moves).every((c) => c.isSound)) return false;
    return this.checkAll(moves.map((m) => ({ ...m, amountFen: 0 - m.amountFen }))).every((c) => c.isSound);
  }

  /** One check per account of the statement; none when it has no balances. */
  balances(): BalanceCheck[] {
    return this.checkAll(this.moves);
  }

  private checkAll(moves: readonly Movement[]): BalanceCheck[] {
    const accounts = new Set(moves.map((m) => m.account));
    return [...accounts].flatMap((account) => checkBalances(moves.filter((m) => m.account === account)) ?? []);
  }

  private readSentences(text: string): void {
    for (const { pattern, measures } of SENTENCES) {
      const match = pattern.exec(text)?.[1];
      const isCount = measures[0] === 'incomes' || measures[0] === 'expenses';
      const value = match === undefined ? undefined : isCount ? Number(match) : readFen(match);
      if (value !== undefined) this.claims.push({ measures, value, label: pattern.source.slice(3, 8) });
    }
    this.openingFen ??= readMoney(OPENING, text);
    this.closingFen ??= readMoney(CLOSING, text);
  }
}

/** Cells kept apart by a bar, so that a comma stays part of its number. */
function rowText(cells: readonly string[]): string {
  return cells
    .slice(0, 60)
    .map((cell) => compact(toHalfWidth(cell.slice(0, 400))))
    .filter((cell) => cell !== '')
    .join('|');
}

function readMoney(pattern: RegExp, text: string): number | undefined {
  const match = pattern.exec(text)?.[1];
  return match === undefined ? undefined : readFen(match);
}
