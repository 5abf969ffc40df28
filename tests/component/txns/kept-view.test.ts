import { describe, expect, it } from 'vitest';
import { NEWEST_FIRST } from '@shared/contracts/txns';
import { TXN_COLUMNS } from '@renderer/features/txns/columns';
import { readKeptJson, toKeptJson } from '@renderer/features/txns/kept-view';
import { toAsked } from '@renderer/features/txns/sort';
import { homeLayout } from '@renderer/ui/list-layout';

const DAY = 86_400_000;
const BY_AMOUNT = { field: 'settleFen' as const, descending: true };
const NOW = Date.UTC(2026, 10, 27, 4);

it('what was given back stands below nought in the list and above it in the core', () => {
  expect(toAsked({ field: 'refundFen', descending: false })).toEqual({ field: 'refundFen', descending: true });
  expect(toAsked(BY_AMOUNT)).toEqual(BY_AMOUNT);
});

describe('a kept view of transactions', () => {
  it('moves its days on where they were days that move, and keeps fixed ones', () => {
    const view = { shown: ['at', 'memo'], widths: { memo: 300 } };
    const lately = toKeptJson(
      { filter: { from: '2026-10-29', to: '2026-11-27', kinds: ['refund'] }, sort: BY_AMOUNT, view },
      NOW,
    );
    expect(readKeptJson(lately, NOW + 3 * DAY)).toEqual({
      filter: { from: '2026-11-01', to: '2026-11-30', kinds: ['refund'] },
      sort: BY_AMOUNT,
      view,
    });
    const fixed = toKeptJson(
      { filter: { from: '2026-01-05', to: '2026-01-09', payers: 'fresh' }, sort: NEWEST_FIRST, view },
      NOW,
    );
    expect(readKeptJson(fixed, NOW + 3 * DAY)!.filter).toEqual({
      from: '2026-01-05',
      to: '2026-01-09',
      payers: 'fresh',
    });
  });

  it('holds neither what was searched for nor a single import', () => {
    const filter = { from: '2026-01-05', to: '2026-01-09', text: '13800000000', batchId: 'b1' };
    const json = toKeptJson({ filter, sort: NEWEST_FIRST, view: homeLayout(TXN_COLUMNS) }, NOW);
    expect(json).not.toMatch(/13800000000|b1/);
  });

  it('is mended where it makes no sense, and nothing where nothing is left of it', () => {
    const odd = {
      query: { from: '2026-01-05', to: '2026-01-09', kinds: 'gift', sort: '-memo' },
      view: { shown: ['x'], widths: { at: 9 } },
    };
    expect(readKeptJson(JSON.stringify(odd), NOW)).toEqual({
      filter: { from: '2026-01-05', to: '2026-01-09' },
      sort: NEWEST_FIRST,
      view: { shown: ['at'], widths: {} },
    });
    expect([readKeptJson('{', NOW), readKeptJson('{"query":{}}', NOW)]).toEqual([null, null]);
  });
});
