import { round, type RowResult } from '../host/report';
import { mid, type BenchSession } from '../host/session';
import { percentile } from '../host/stats';

/** One ordinary command beside a bare strict put. */
export async function p8Update(session: BenchSession): Promise<RowResult[]> {
  const repeats = session.times(100, 300);
  const page = await session.openPage();
  try {
    const measured = await page.run({ job: 'update.program', n: session.n, repeats });
    const value = mid(measured, 'update');
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
        detail: { putMs: round(put, 2), updateP95: round(percentile(measured['update']!, 0.95), 2) },
      },
    ];
  } finally {
    await page.close();
  }
}
