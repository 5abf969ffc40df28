import { round, type RowResult } from '../host/report';
import { inTurns, mid, type BenchSession } from '../host/session';

/** Committing merchants through the gate. */
export async function p2Commit(session: BenchSession): Promise<RowResult[]> {
  const { n } = session;
  const tenth = n / 10;
  const page = await session.openPage();
  try {
    const measured = await inTurns(session.times(2, 5), {
      program: () => page.run({ job: 'commit.program', n }),
      floor: () => page.run({ job: 'commit.floor', n }),
      tenth: () => page.run({ job: 'commit.program', n: tenth }),
    });
    const naiveMs = mid(await session.naiveImport(), 'put');
    const value = mid(measured.program, 'commit');
    const floorMs = mid(measured.floor, 'put');
    const tenthMs = mid(measured.tenth, 'commit');
    const ratios = { naive: naiveMs / value, floor: value / floorMs };
    return [
      {
        name: 'P2',
        what: `commit ${n} merchants`,
        value,
        unit: 'ms',
        ratios,
        n,
        ok: ratios.naive >= 4 && ratios.floor <= 3,
        goal: '>= 4x Dexie bulkPut with six indexes, <= 3x bare blocks',
        detail: { floorMs: round(floorMs), naiveMs: round(naiveMs) },
      },
      {
        name: 'P2.linear',
        what: `commit ${n} over commit ${tenth}: ${round(value / tenthMs, 2)} times`,
        value: tenthMs,
        unit: 'ms',
        ratios: { naive: null, floor: null },
        n: tenth,
        ok: value / tenthMs <= 11,
        goal: '<= 11 times',
        detail: { times: round(value / tenthMs, 2) },
      },
    ];
  } finally {
    await page.close();
  }
}
