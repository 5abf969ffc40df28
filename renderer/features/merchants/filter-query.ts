import { DICTIONARIES } from '@shared/entities/dictionaries';
import type { MerchantStatus } from '@shared/entities/merchant';
import type { MerchantFilter } from '@shared/contracts/core';
import { fromAddress, toAddress } from '@renderer/platform/search-text';

/** The filter as it stands in the address bar, so that a list can be linked to, gone back to and reloaded. */
export function filterToQuery(filter: MerchantFilter): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'deleted' || value === undefined || value === '') continue;
    if (Array.isArray(value)) {
      if (value.length > 0) query[key] = value.join(',');
    } else if (typeof value === 'string') {
      query[key] = key === 'text' ? toAddress(value) : value;
    }
  }
  return query;
}

const TEXT_KEYS = [
  'text',
  'province',
  'city',
  'district',
  'mcc',
  'onboardedFrom',
  'onboardedTo',
  'importBatchId',
] as const;

export function queryToFilter(query: Readonly<Record<string, unknown>>): MerchantFilter {
  const filter: MerchantFilter = {};
  for (const key of TEXT_KEYS) {
    const value = query[key];
    const text = typeof value === 'string' ? fromAddress(value) : '';
    if (text !== '') filter[key] = text;
  }
  const status = codes(query['status'], DICTIONARIES.merchantStatus);
  if (status.length > 0) filter.status = status as MerchantStatus[];
  const type = codes(query['merchantType'], DICTIONARIES.merchantType);
  if (type.length > 0) filter.merchantType = type;
  const cycle = codes(query['settleCycle'], DICTIONARIES.settleCycle);
  if (cycle.length > 0) filter.settleCycle = cycle;
  const level = codes(query['level'], DICTIONARIES.merchantLevel);
  if (level.length > 0) filter.level = level;
  return filter;
}

/** Anything narrowing the list beside the status, which has its own tabs. */
export function isNarrowed(filter: MerchantFilter): boolean {
  return Object.keys(filterToQuery({ ...filter, status: [] })).length > 0;
}

function codes(value: unknown, dictionary: readonly { code: string }[]): string[] {
  if (typeof value !== 'string') return [];
  return value.split(',').filter((code) => dictionary.some((item) => item.code === code));
}
