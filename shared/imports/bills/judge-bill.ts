import type { BizDate } from '../../kernel/brand';
import type { AppError } from '../../kernel/result';
import { formatFen } from '../../money/yuan';
import type { Fen } from '../../kernel/brand';
import type { RawSheet } from '../define';
import type { Measure } from '../sources/define';
import type { BillNotes } from './bill-notes';
import type { BalanceCheck } from './balance';
import type { BillIssue, BillReading, BillRowCounts, BillTotals } from './define';
import type { Claim } from './footers';
import type { BillColumns } from './header-names';
import { bothSums, findMismatch, type Mismatch } from './prove';
import type { Section } from './read-bill';
import { addSums, emptySums, type Sums } from './sums';

export interface ScannedBill {
  found: BillColumns & { row: number };
  sheet: RawSheet;
  sections: readonly Section[];
  counts: BillRowCounts;
  issues: BillIssue[];
  destroyed: { row: number; count: number };
  days: ReadonlyMap<string, number>;
  mchNos: ReadonlySet<string>;
  notes: BillNotes;
}

/** The sums of a bill held against what it states itself. */
export function judgeBill(scan: ScannedBill): BillReading {
  const { found, counts, notes } = scan;
  const { source } = found;
  const sums = emptySums();
  for (const section of scan.sections) addSums(sums, section.sums);
  const balances = source.kind === 'bank' ? notes.balances() : [];
  const claims = [...scan.sections.flatMap((s) => s.claims), ...notes.claims];
  const verdict = judge(scan, balances, sums);
  // Balances say nothing of a row that was left out at either end.
  const isProven = claims.length > 0 || (balances.length > 0 && counts.invalid === 0);
  const proof = verdict.isMismatch ? 'mismatch' : isProven && !verdict.error ? 'ok' : 'none';
  return {
    kind: source.kind,
    source,
    sheet: scan.sheet.name,
    headerRow: found.row + 1,
    headers: found.labels,
    columns: found.columns,
    rows: counts,
    issues: scan.issues,
    totals: {
      ...toTotals(source.kind === 'bank', sums),
      proof,
      claimed: toClaimed(claims),
      ...movements(source, sums, balances),
    },
    days: [...scan.days].sort(([a], [b]) => (a < b ? -1 : 1)) as [BizDate, number][],
    account: notes.account,
    mchNos: [...scan.mchNos],
    error: verdict.error,
  };
}

interface Verdict {
  error: AppError | null;
  isMismatch: boolean;
}

function judge(scan: ScannedBill, balances: readonly BalanceCheck[], sums: Sums): Verdict {
  const { found, sections, destroyed, counts, notes } = scan;
  const refuse = (error: AppError, isMismatch = false): Verdict => ({ error, isMismatch });
  if (destroyed.count > 0)
    return refuse({ code: 'bill.resaved', params: { row: destroyed.row, count: destroyed.count } });
  for (const section of sections) {
    if (found.source.footer.isRequired && isCutOff(section, found.source.footer))
      return refuse({ code: 'bill.truncated', params: { rows: counts.total } });
    const mismatch = findMismatch(section.claims, section.sums);
    if (!mismatch) continue;
    const withRepeated = bothSums(section.sums, section.repeated);
    const isDoubled = counts.duplicate > 0 && !findMismatch(section.claims, withRepeated);
    // The second of two equal bills in one file: all its rows have been read before.
    if (isDoubled && section.sums.rows === 0 && sections.length > 1) continue;
    if (isDoubled) return refuse({ code: 'bill.rows_doubled', params: { count: counts.duplicate } }, true);
    return refuse(mismatchError(mismatch), true);
  }
  const stated = findMismatch(notes.claims, sums);
  if (stated) return refuse(mismatchError(stated), true);
  return judgeBalances(balances, notes, sums) ?? judgeRows(scan);
}

function judgeBalances(balances: readonly BalanceCheck[], notes: BillNotes, sums: Sums): Verdict | undefined {
  const broken = balances.find((b) => !b.isSound)?.brokenAt;
  if (broken) {
    const params = { row: broken.row, expected: yuan(broken.expectedFen), found: yuan(broken.foundFen) };
    return { error: { code: 'bill.balance_broken', params }, isMismatch: true };
  }
  const { openingFen, closingFen } = notes;
  if (openingFen === undefined || closingFen === undefined || balances.length > 1) return undefined;
  const reached = openingFen + sums.incomeFen - sums.expenseFen;
  if (reached === closingFen) return undefined;
  return {
    error: mismatchError({ measure: 'netFen', label: '期末余额', claimed: closingFen, computed: reached }),
    isMismatch: true,
  };
}

/** A provider's bill is taken whole or not at all; of other tables the good rows are told apart from the bad. */
function judgeRows({ found, counts, issues }: ScannedBill): Verdict {
  const isRefused = counts.invalid > 0 && (found.source.footer.isRequired || counts.valid === 0);
  const row = issues.find((issue) => issue.severity === 'error')?.row ?? 0;
  return {
    error: isRefused ? { code: 'bill.rows_unreadable', params: { count: counts.invalid, row } } : null,
    isMismatch: false,
  };
}

function isCutOff({ claims, isCut }: Section, footer: ScannedBill['found']['source']['footer']): boolean {
  if (isCut || claims.length === 0) return true;
  const sentences = footer.sentences ?? [];
  return sentences.some(({ numbers }) => !claims.some((c) => c.measures === numbers[0]!.measures));
}

function mismatchError({ measure, label, claimed, computed }: Mismatch): AppError {
  const isMoney = measure.endsWith('Fen');
  return {
    code: 'bill.totals_mismatch',
    params: {
      what: label,
      claimed: isMoney ? yuan(claimed) : claimed,
      computed: isMoney ? yuan(computed) : computed,
    },
  };
}

function yuan(fen: number): string {
  return formatFen(fen as Fen);
}

type PlainTotals = Omit<BillTotals, 'proof' | 'claimed'>;

export function toTotals(isBank: boolean, sums: Sums): PlainTotals {
  if (isBank) {
    return {
      payments: sums.incomes,
      refunds: sums.expenses,
      revoked: 0,
      settleFen: sums.incomeFen,
      refundFen: sums.expenseFen,
      feeFen: 0,
      orderFen: sums.incomeFen,
      netFen: sums.incomeFen - sums.expenseFen,
    };
  }
  const { payments, refunds, revoked, settleFen, refundFen, feeFen, orderFen } = sums;
  return { payments, refunds, revoked, settleFen, refundFen, feeFen, orderFen, netFen: settleFen - refundFen - feeFen };
}

/** Sums of an account, for bills that tell of one. */
function movements(
  { kind }: BillReading['source'],
  sums: Sums,
  balances: readonly BalanceCheck[],
): Partial<BillTotals> {
  if (kind !== 'bank' && kind !== 'wechat-fund' && !kind.startsWith('alipay-account')) return {};
  const { incomes, incomeFen, expenses, expenseFen } = sums;
  const only = balances.length === 1 ? balances[0]! : undefined;
  return {
    incomes,
    incomeFen,
    expenses,
    expenseFen,
    ...(only?.isSound && { openingFen: only.openingFen, closingFen: only.closingFen }),
  };
}

/** Claims of several tables in one file add up. `refundFen` is positive, as in the totals. */
function toClaimed(claims: readonly Claim[]): Record<string, number> | null {
  if (claims.length === 0) return null;
  const claimed: Partial<Record<Measure, number>> = {};
  for (const { measures, value } of claims) {
    const measure = measures[0]!;
    const amount = measure === 'refundFen' || measure === 'refundDiscountFen' ? Math.abs(value) : value;
    claimed[measure] = (claimed[measure] ?? 0) + amount;
  }
  return claimed;
}
