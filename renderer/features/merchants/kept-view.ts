import type { MerchantFilter, MerchantSort } from '@shared/contracts/core';
import { mendLayout, type ListLayout } from '@renderer/ui/list-layout';
import { queryToSort, sortToQuery } from '@renderer/ui/sort-query';
import { HOME_SORT, isSortable, MERCHANT_COLUMNS } from './columns';
import { filterToQuery, queryToFilter } from './filter-query';

/** A list as it was kept. */
export interface KeptView {
  filter: MerchantFilter;
  sort: MerchantSort;
  view: ListLayout;
}

/** Without what was searched for and without a single import: neither is of use to others, or for long. */
export function toKeptJson({ filter, sort, view }: KeptView): string {
  return JSON.stringify({ query: { ...filterToQuery(lasting(filter)), ...sortToQuery(sort, HOME_SORT) }, view });
}

/** A stored view, mended like an address: what makes no sense in it is left out. Null for what is none. */
export function readKeptJson(json: string): KeptView | null {
  try {
    const { query, view } = JSON.parse(json) as { query?: Record<string, unknown>; view?: unknown };
    if (typeof query !== 'object' || query === null) return null;
    return {
      filter: lasting(queryToFilter(query)),
      sort: queryToSort(query, HOME_SORT, isSortable),
      view: mendLayout(view, MERCHANT_COLUMNS),
    };
  } catch {
    return null;
  }
}

function lasting(filter: MerchantFilter): MerchantFilter {
  const rest = { ...filter };
  delete rest.text;
  delete rest.importBatchId;
  return rest;
}
