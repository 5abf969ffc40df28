import { round, type RowResult } from '../host/report';
import { mid, type BenchSession } from '../host/session';
import { percentile } from '../host/stats';

/** One ordinary command beside a bare strict put. */
export async function p8Update(session: BenchSession): Promise<RowResult[]> {
  const repeats = session.times(100, 300);
  const page = await session.openPage();
  try {
    const measured = await page.run({ job: 'update.program', n: session.n, repeats });
    const value = mid(measured, 'plain');
    const journaled = mid(measured, 'update');
    const put = mid(measured, 'put');
    return [
      {
        name: 'P8',
        what: `edit one merchant of ${session.n}`,
        value,
        unit: 'ms',
        ratios: { naive: put / value, floor: value / put },
        n: repeats,
        ok: value / put <= 3,
        goal: '<= 3x a bare strict put',
        detail: { putMs: round(put, 2), updateP95: round(percentile(measured['plain']!, 0.95), 2) },
      },
      {
        name: 'P8.journal',
        what: 'the same, written down outside the database as well',
        value: journaled,
        unit: 'ms',
        ratios: { naive: value / journaled, floor: journaled / value },
        n: repeats,
        ok: journaled / value <= 1.5,
        goal: '<= 1.5x the edit without it',
        detail: { updateP95: round(percentile(measured['update']!, 0.95), 2) },
      },
    ];
  } finally {
    await page.close();
  }
}
