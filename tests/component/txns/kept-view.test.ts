import { describe, expect, it } from 'vitest';
import { TXN_COLUMNS } from '@renderer/features/txns/columns';
import { readKeptJson, toKeptJson } from '@renderer/features/txns/kept-view';
import { homeLayout } from '@renderer/ui/list-layout';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 4);

describe('a kept view of transactions', () => {
  it('moves its days on where they were days that move, and keeps fixed ones', () => {
    const view = { shown: ['at', 'memo'], widths: { memo: 300 } };
    const lately = toKeptJson({ filter: { from: '2026-10-29', to: '2026-11-27', kinds: ['refund'] }, view }, NOW);
    expect(readKeptJson(lately, NOW + 3 * DAY)).toEqual({
      filter: { from: '2026-11-01', to: '2026-11-30', kinds: ['refund'] },
      view,
    });
    const fixed = toKeptJson({ filter: { from: '2026-01-05', to: '2026-01-09', payers: 'fresh' }, view }, NOW);
    expect(readKeptJson(fixed, NOW + 3 * DAY)!.filter).toEqual({
      from: '2026-01-05',
      to: '2026-01-09',
      payers: 'fresh',
    });
  });

  it('holds neither what was searched for nor a single import', () => {
    const filter = { from: '2026-01-05', to: '2026-01-09', text: '13800000000', batchId: 'b1' };
    const json = toKeptJson({ filter, view: homeLayout(TXN_COLUMNS) }, NOW);
    expect(json).not.toMatch(/13800000000|b1/);
  });

  it('is mended where it makes no sense, and nothing where nothing is left of it', () => {
    const odd = {
      query: { from: '2026-01-05', to: '2026-01-09', kinds: 'gift' },
      view: { shown: ['x'], widths: { at: 9 } },
    };
    expect(readKeptJson(JSON.stringify(odd), NOW)).toEqual({
      filter: { from: '2026-01-05', to: '2026-01-09' },
      view: { shown: ['at'], widths: {} },
    });
    expect([readKeptJson('{', NOW), readKeptJson('{"query":{}}', NOW)]).toEqual([null, null]);
  });
});
