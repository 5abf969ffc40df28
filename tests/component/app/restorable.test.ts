import { describe, expect, it } from 'vitest';
import type { HistoryEntry, MerchantView } from '@shared/contracts/core';
import { restorable } from '@renderer/features/merchants/restorable';

const view = { id: 'm', rev: 3, name: '新名', address: '', contactPhone: '138****0000', status: 'ACTIVE' };
const entry = (diff: HistoryEntry['diff'], action = 'merchant.update'): HistoryEntry => ({
  seq: 1,
  at: 0,
  by: '',
  action,
  reason: '',
  diff,
});
const found = (diff: HistoryEntry['diff'], action?: string) =>
  restorable(entry(diff, action), view as unknown as MerchantView);

describe('what of a merchant’s history can be restored', () => {
  it('is what a person enters and is another today, back to nothing where there was nothing', () => {
    expect(found([{ field: 'name', before: '旧名', after: '新名' }])).toEqual([
      { field: 'name', was: '旧名', now: '新名' },
    ]);
    expect(found([{ field: 'name', before: '', after: '新名' }])).toEqual([{ field: 'name', was: '', now: '新名' }]);
    expect(found([{ field: 'name', before: '新名', after: '别的' }])).toEqual([]);
  });

  it('is neither a mask nor what follows from other deeds, and nothing of the first entry', () => {
    expect(found([{ field: 'contactPhone', before: '139****1111', after: '138****0000' }])).toEqual([]);
    expect(found([{ field: 'status', before: 'SUBMITTED', after: 'ACTIVE' }])).toEqual([]);
    expect(found([{ field: 'ownerId', before: 'a', after: 'b' }])).toEqual([]);
    expect(found([{ field: 'name', before: '', after: '新名' }], 'merchant.create')).toEqual([]);
  });
});
