import { describe, expect, it } from 'vitest';
import { HOME_SORT, isSortable, MERCHANT_COLUMNS } from '@renderer/features/merchants/columns';
import { readKeptJson, toKeptJson } from '@renderer/features/merchants/kept-view';
import { homeLayout } from '@renderer/ui/list-layout';
import { queryToSort, sortToQuery } from '@renderer/ui/sort-query';

const VIEW = { shown: ['name', 'status', 'merchantNo'], widths: { status: 120 } };

describe('a kept view of merchants', () => {
  it('holds filter, order, columns as they were put, and their widths', () => {
    const kept = {
      filter: {
        status: ['ACTIVE' as const],
        province: '广东省',
        onboardedFrom: '2026-01-01',
        onboardedTo: '2026-03-31',
      },
      sort: { field: 'onboardedOn', descending: true },
      view: VIEW,
    };
    expect(readKeptJson(toKeptJson(kept))).toEqual(kept);
  });

  it('holds neither what was searched for nor a single import', () => {
    const filter = { text: '13800000000', importBatchId: 'b1', city: '深圳市' };
    const json = toKeptJson({ filter, sort: HOME_SORT, view: VIEW });
    expect(json).not.toMatch(/13800000000|b1/);
    expect(readKeptJson(json)?.filter).toEqual({ city: '深圳市' });
  });

  it('is mended where it makes no sense, and nothing where nothing is left of it', () => {
    const odd = { query: { status: 'GONE', sort: '-legalIdNo' }, view: { shown: ['x'], widths: { name: 9 } } };
    expect(readKeptJson(JSON.stringify(odd))).toEqual({
      filter: {},
      sort: HOME_SORT,
      view: { shown: ['name'], widths: {} },
    });
    expect(readKeptJson('{"query":{}}')?.view).toEqual(homeLayout(MERCHANT_COLUMNS));
    expect([readKeptJson('{'), readKeptJson('null'), readKeptJson('{"view":{}}')]).toEqual([null, null, null]);
  });
});

it('the order of a list stands in its address, but for the one it begins with and those that would say what is masked', () => {
  for (const sort of [
    { field: 'name', descending: false },
    { field: 'name', descending: true },
    { field: 'createdAt', descending: false },
  ])
    expect(queryToSort(sortToQuery(sort, HOME_SORT), HOME_SORT, isSortable)).toEqual(sort);
  expect(sortToQuery(HOME_SORT, HOME_SORT)).toEqual({});
  for (const odd of ['contactPhone', '-nothing', '--name', '', ['name']])
    expect(queryToSort({ sort: odd }, HOME_SORT, isSortable)).toEqual(HOME_SORT);
});
