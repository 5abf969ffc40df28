import { NEWEST_FIRST, type TxnFilter } from '@shared/contracts/txns';
import { daysOf, PERIODS, readTxnQuery, toTxnQuery, type Period } from '@shared/txns/filter';
import { mendLayout, type ListLayout } from '@renderer/ui/list-layout';
import { sortToQuery } from '@renderer/ui/sort-query';
import { TXN_COLUMNS } from './columns';
import { readSort, type ShownSort } from './sort';

/** A list as it was kept: `period` where its days were one that moves on with the day. */
export interface KeptView {
  filter: TxnFilter;
  sort: ShownSort;
  view: ListLayout;
}

/** Without what was searched for and without a single import: neither is of use to others, or for long. */
export function toKeptJson({ filter, sort, view }: KeptView, now: number): string {
  const rest = { ...filter };
  delete rest.text;
  delete rest.batchId;
  const period = PERIODS.find((one) => {
    const { from, to } = daysOf(one, now);
    return from === rest.from && to === rest.to;
  });
  return JSON.stringify({
    query: { ...toTxnQuery(rest), ...sortToQuery(sort, NEWEST_FIRST) },
    ...(period && { period }),
    view,
  });
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
    return { filter: { ...filter, ...days }, sort: readSort(query), view: mendLayout(view, TXN_COLUMNS) };
  } catch {
    return null;
  }
}
