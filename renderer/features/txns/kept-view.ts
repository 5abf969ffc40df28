import type { TxnFilter } from '@shared/contracts/txns';
import { daysOf, PERIODS, readTxnQuery, toTxnQuery, type Period } from '@shared/txns/filter';
import { mendLayout, type ListLayout } from '@renderer/ui/list-layout';
import { TXN_COLUMNS } from './columns';

/** A list as it was kept: `period` where its days were one that moves on with the day. */
export interface KeptView {
  filter: TxnFilter;
  view: ListLayout;
}

/** Without what was searched for and without a single import: neither is of use to others, or for long. */
export function toKeptJson({ filter, view }: KeptView, now: number): string {
  const rest = { ...filter };
  delete rest.text;
  delete rest.batchId;
  const period = PERIODS.find((one) => {
    const { from, to } = daysOf(one, now);
    return from === rest.from && to === rest.to;
  });
  return JSON.stringify({ query: toTxnQuery(rest), ...(period && { period }), view });
}

/** A stored view, mended like an address: what makes no sense in it is left out. Null where nothing is left. */
export function readKeptJson(json: string, now: number): KeptView | null {
  try {
    const { query, period, view } = JSON.parse(json) as {
      query: Record<string, unknown>;
      period?: Period;
      view: unknown;
    };
    const filter = readTxnQuery(query);
    if (!filter) return null;
    const days = period && PERIODS.includes(period) ? daysOf(period, now) : {};
    return { filter: { ...filter, ...days }, view: mendLayout(view, TXN_COLUMNS) };
  } catch {
    return null;
  }
}
