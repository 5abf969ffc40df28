import { round, type RowResult } from '../host/report';
import { inTurns, mid, type BenchSession } from '../host/session';

/** Bills from the file to what is stored. */
export async function p5Bills(session: BenchSession): Promise<RowResult[]> {
  const { n } = session;
  const tenth = n / 10;
  const page = await session.openPage();
  try {
    const measured = await inTurns(session.times(1, 3), {
      program: () => page.run({ job: 'bill.program', n }),
      naive: () => page.run({ job: 'bill.naive', n }),
      tenth: () => page.run({ job: 'bill.program', n: tenth }),
    });
    const value = mid(measured.program, 'import');
    const naiveMs = mid(measured.naive, 'put');
    const tenthMs = mid(measured.tenth, 'import');
    const naive = naiveMs / value;
    return [
      {
        name: 'P5',
        what: `import a bill of ${n} lines`,
        value,
        unit: 'ms',
        ratios: { naive, floor: null },
        n,
        ok: naive >= 8,
        goal: '>= 8x a bare Dexie bulkPut with four indexes',
        detail: { naiveMs: round(naiveMs) },
      },
      {
        name: 'P5.linear',
        what: `import ${n} lines over ${tenth}: ${round(value / tenthMs, 2)} times`,
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
