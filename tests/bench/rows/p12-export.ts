import { round, type RowResult } from '../host/report';
import { inTurns, mid, type BenchSession } from '../host/session';

/** Exporting the list: the command, its audit, masking and the writing of the workbook. */
export async function p12Export(session: BenchSession): Promise<RowResult[]> {
  const { n } = session;
  const page = await session.openPage(n);
  try {
    // The page announces when the merchants are loaded; memory is counted from there.
    const program = await page.runWatched({ job: 'export.program', n, file: 'picked', repeats: session.times(3, 6) });
    const others = await inTurns(session.times(1, 3), {
      floor: () => page.run({ job: 'export.floor', n, file: 'output' }),
      naive: () => page.run({ job: 'export.naive', n }),
    });
    const value = mid(program.measured, 'export');
    const naiveMs = mid(others.naive, 'write');
    const floorMs = mid(others.floor, 'deflate');
    const ratios = { naive: naiveMs / value, floor: value / floorMs };
    return [
      {
        name: 'P12',
        what: `export ${n} x 20 .xlsx`,
        value,
        unit: 'ms',
        ratios,
        n,
        ok: ratios.naive >= 4 && ratios.floor <= 2,
        goal: '>= 4x exceljs writeBuffer, <= 2x deflate alone',
        detail: {
          firstMs: round(program.measured['export']![0]!),
          floorMs: round(floorMs),
          naiveAddMs: round(mid(others.naive, 'add')),
          naiveWriteMs: round(naiveMs),
          rawMb: round(mid(others.floor, 'rawBytes') / 2 ** 20),
          fileMb: round(mid(others.floor, 'packedBytes') / 2 ** 20),
        },
      },
      {
        name: 'P12.memory',
        what: 'peak above idle over all exports',
        value: program.peakMb ?? Number.NaN,
        unit: 'MB',
        ratios: { naive: null, floor: null },
        n,
        ok: program.peakMb === null ? null : program.peakMb <= 500,
        goal: '<= 500 MB',
        detail: {},
      },
    ];
  } finally {
    await page.close();
  }
}
