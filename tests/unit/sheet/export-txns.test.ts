import { describe, expect, it } from 'vitest';
import type { CoreClient } from '@shared/contracts/core';
import { packColumn } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { exportTxns } from '@renderer/workers/sheet/export-txns';

const VALUES = {
  bizDate: ['2025-06-16', '2025-06-17'],
  kind: ['pay', 'refund'],
  settleYuan: ['1234.56', '0.00'],
  feeYuan: ['7.41', '-0.06'],
  subject: ['他说 "好"', '=2+3'],
};
const TOTALS = {
  lines: 2,
  payments: 1,
  refunds: 1,
  revoked: 0,
  orderFen: 123_456,
  settleFen: 123_456,
  refundFen: 1_000,
};

async function exported(format: 'csv' | 'json', rows = 2): Promise<string> {
  const columns = Object.fromEntries(Object.entries(VALUES).map(([name, list]) => [name, packColumn(list)]));
  const totals = { ...TOTALS, feeFen: 735, netFen: 121_721 };
  const core = {
    execute: () => Promise.resolve({ ok: true, value: { batch: { rows, columns }, totals } }),
  } as unknown as CoreClient;
  const filter = { from: '2025-06-16', to: '2025-06-17' };
  const { chunks } = unwrap(await exportTxns(core, { format, filter, locale: 'zh', fileName: 'x' }));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

describe('transactions for other systems', () => {
  it('CSV: names, codes and amounts as they are, nothing that a spreadsheet would work out', async () => {
    expect((await exported('csv')).split('\r\n')).toEqual([
      '\ufeff"bizDate","kind","settleYuan","feeYuan","subject"',
      '"2025-06-16","pay","1234.56","7.41","他说 ""好"""',
      '"2025-06-17","refund","0.00","-0.06","\'=2+3"',
      '',
    ]);
  });

  it('JSON: whole fen, texts to the letter, and the sums', async () => {
    const found = JSON.parse(await exported('json')) as Record<string, unknown>;
    expect(found).toMatchObject({ format: 'merchant-desk.transactions', version: 1, from: '2025-06-16' });
    expect(found['rows']).toEqual([
      { bizDate: '2025-06-16', kind: 'pay', settleFen: 123_456, feeFen: 741, subject: '他说 "好"' },
      { bizDate: '2025-06-17', kind: 'refund', settleFen: 0, feeFen: -6, subject: '=2+3' },
    ]);
    expect(found['totals']).toMatchObject({ netFen: 121_721 });
  });

  it('fewer lines than were counted are no export', async () => {
    await expect(exported('json', 1)).rejects.toThrow('internal.unexpected');
  });
});
