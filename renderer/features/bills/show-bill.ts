import type { BillDraft } from '@shared/contracts/bill-sheet';
import type { BillTotals } from '@shared/imports/bills/define';
import type { Fen } from '@shared/kernel/brand';
import { formatFenGrouped } from '@shared/money/yuan';

export type DraftState = 'refused' | 'repeated' | 'earlier' | 'known' | 'noBill' | 'proven' | 'unproven';

export function stateOf({ kind, error, earlier, totals, fresh }: BillDraft): DraftState {
  if (error) return error.code === 'bill.repeated_file' ? 'repeated' : 'refused';
  if (earlier) return 'earlier';
  if (fresh === 0) return 'known';
  if (kind === 'no-bill') return 'noBill';
  return totals?.proof === 'ok' ? 'proven' : 'unproven';
}

/** '' where there is no amount at all: that is not nought. */
export function yuanText(fen: number | undefined): string {
  return fen === undefined ? '' : formatFenGrouped(fen as Fen);
}

/** `08:01:02`; '' for midnight sharp, where the table tells no time. */
export function clockText(second: number): string {
  if (second === 0) return '';
  return new Date(second * 1_000).toISOString().slice(11, 19);
}

export function periodText(from: string, to: string): string {
  return from === to ? from : `${from} – ${to}`;
}

export interface ClaimRow {
  name: string;
  claimed: string;
  computed: string;
  isEqual: boolean;
}

const COUNTS: ReadonlySet<string> = new Set(['rows', 'payments', 'refunds', 'revoked', 'incomes', 'expenses']);

/** What the file states beside what its lines come to, as far as both are known under one name. */
export function claimRows(totals: BillTotals, rows: number): ClaimRow[] {
  const computed: Record<string, number | undefined> = { ...(totals as unknown as Record<string, number>), rows };
  return Object.entries(totals.claimed ?? {}).flatMap(([name, claimed]) => {
    const value = computed[name];
    if (value === undefined) return [];
    const text = (amount: number) => (COUNTS.has(name) ? String(amount) : yuanText(amount));
    return [{ name, claimed: text(claimed), computed: text(value), isEqual: claimed === value }];
  });
}
