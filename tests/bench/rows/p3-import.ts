import { round, type RowResult } from '../host/report';
import { inTurns, mid, type BenchSession } from '../host/session';

/** The whole import, from the picked file to the first page of the list. */
export async function p3Import(session: BenchSession): Promise<RowResult[]> {
  const { n } = session;
  const page = await session.openPage(n);
  try {
    const call = { n, file: 'picked' } as const;
    const measured = await inTurns(session.times(2, 5), {
      program: () => page.run({ ...call, job: 'import.program' }),
      floor: () => page.run({ ...call, job: 'import.floor' }),
    });
    const naive = await session.naiveImport();
    const naiveMs = ['load', 'grid', 'map', 'put'].reduce((sum, phase) => sum + mid(naive, phase), 0);
    const [plan, commit, list] = ['plan', 'commit', 'list'].map((phase) => mid(measured.program, phase));
    const value = plan! + commit! + list!;
    const floorMs = mid(measured.floor, 'read') + mid(measured.floor, 'put');
    const ratios = { naive: naiveMs / value, floor: value / floorMs };
    return [
      {
        name: 'P3',
        what: `file picked -> rows visible, ${n} x 20 .xlsx`,
        value,
        unit: 'ms',
        ratios,
        n,
        ok: ratios.naive >= 6 && ratios.floor <= 2.5,
        goal: '>= 6x exceljs + bulkPut unchecked, <= 2.5x fast reader + bare blocks',
        detail: {
          planMs: round(plan!),
          commitMs: round(commit!),
          listMs: round(list!),
          floorReadMs: round(mid(measured.floor, 'read')),
          floorPutMs: round(mid(measured.floor, 'put')),
          naiveMs: round(naiveMs),
        },
      },
    ];
  } finally {
    await page.close();
  }
}
