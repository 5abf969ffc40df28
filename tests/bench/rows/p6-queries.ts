import { round, type RowResult } from '../host/report';
import type { BenchSession } from '../host/session';
import { percentile } from '../host/stats';

const KINDS = [
  'page',
  'sort',
  'filter',
  'filter.date',
  'search.name',
  'search.initials',
  'search.number',
  'search.uscc',
];
/** Asked once after a change, then remembered: reported beside the others. */
const COLD = ['page.cold', 'sort.cold'];

/** Questions to the list, in the core; searches beside a plain `includes` loop. */
export async function p6Queries(session: BenchSession): Promise<RowResult[]> {
  const { n } = session;
  const page = await session.openPage();
  try {
    const measured = await page.run({ job: 'query.program', n, repeats: session.times(40, 200) });
    const rows = [...KINDS, ...COLD].map((kind): RowResult => {
      const times = measured[kind] ?? [];
      const loop = measured[kind.replace('search.', 'loop.')];
      const p95 = percentile(times, 0.95);
      const naive = loop && loop !== times ? percentile(loop, 0.5) / percentile(times, 0.5) : null;
      return {
        name: `P6.${kind}`,
        what: `${kind} of ${n}, p95 in the core`,
        value: p95,
        unit: 'ms',
        ratios: { naive, floor: null },
        n: times.length,
        ok: p95 <= 20 && (naive === null || naive >= 1),
        goal: naive === null ? 'p95 <= 20 ms' : 'p95 <= 20 ms, never slower than an includes loop',
        detail: {
          p50: round(percentile(times, 0.5), 2),
          max: round(Math.max(...times), 2),
          ...(naive !== null && {
            loopP50: round(percentile(loop!, 0.5), 2),
            loopP95: round(percentile(loop!, 0.95), 2),
          }),
        },
      };
    });
    return rows;
  } finally {
    await page.close();
  }
}
