import { round, type RowResult } from '../host/report';
import { inTurns, mid, type BenchSession } from '../host/session';

/** Reading, mapping and checking a list in the sheet worker. */
export async function p1Read(session: BenchSession): Promise<RowResult[]> {
  const { n } = session;
  const page = await session.openPage(n);
  try {
    const call = { n, file: 'picked' } as const;
    const first = await page.runWatched({ ...call, job: 'read.program' });
    const measured = await inTurns(session.times(2, 5), {
      program: () => page.run({ ...call, job: 'read.program' }),
      floor: () => page.run({ ...call, job: 'read.floor' }),
    });
    const naive = await session.naiveImport();
    const naiveMs = mid(naive, 'load') + mid(naive, 'grid') + mid(naive, 'check');
    const value = mid(measured.program, 'read');
    const floorMs = mid(measured.floor, 'read');
    const ratios = { naive: naiveMs / value, floor: value / floorMs };
    return [
      {
        name: 'P1',
        what: `read + map + check ${n} x 20 .xlsx`,
        value,
        unit: 'ms',
        ratios,
        n,
        ok: ratios.naive >= 6 && ratios.floor <= 3,
        goal: '>= 6x exceljs load + checks, <= 3x inflate + decode',
        detail: {
          firstMs: round(first.measured['read']![0]!),
          floorMs: round(floorMs),
          naiveLoadMs: round(mid(naive, 'load')),
          naiveCheckMs: round(mid(naive, 'grid') + mid(naive, 'check')),
        },
      },
      {
        name: 'P1.memory',
        what: 'peak above idle while reading',
        value: first.peakMb ?? Number.NaN,
        unit: 'MB',
        ratios: { naive: first.peakMb ? mid(naive, 'peakMb') / first.peakMb : null, floor: null },
        n,
        ok: first.peakMb === null ? null : first.peakMb <= 450,
        goal: '<= 450 MB',
        detail: { naiveMb: round(mid(naive, 'peakMb')) },
      },
    ];
  } finally {
    await page.close();
  }
}
