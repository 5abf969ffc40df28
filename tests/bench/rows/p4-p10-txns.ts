import { round, type RowResult } from '../host/report';
import { inTurns, mid, type BenchSession } from '../host/session';
import { percentile } from '../host/stats';

const PAGES = ['page', 'page.oldest', 'page.amount', 'page.hour'];

/** The overview, profit and loss, and the list of transactions at two sizes: what must not grow with the lines. */
export async function p4p10Txns(session: BenchSession): Promise<RowResult[]> {
  const [small, large] = [10_000, session.options.quick ? 100_000 : 1_000_000];
  const page = await session.openPage();
  try {
    const measured = await inTurns(1, {
      small: () => page.run({ job: 'txn.program', n: small }),
      large: () => page.run({ job: 'txn.program', n: large }),
    });
    const [atSmall, atLarge] = [mid(measured.small, 'dashboard'), mid(measured.large, 'dashboard')];
    const naive = mid(measured.large, 'scan') / atLarge;
    const [yearAtSmall, yearAtLarge] = [mid(measured.small, 'profit'), mid(measured.large, 'profit')];
    const find = percentile(measured.large['find']!, 0.95);
    return [
      {
        name: 'P4',
        what: `the overview of ${large} transactions`,
        value: atLarge,
        unit: 'ms',
        ratios: { naive, floor: null },
        n: large,
        ok: atLarge <= 1.3 * atSmall && naive >= 200,
        goal: `<= 1.3x its time at ${small}, >= 200x a scan`,
        detail: {
          atSmall: round(atSmall),
          times: round(atLarge / atSmall, 2),
          scanMs: round(mid(measured.large, 'scan')),
        },
      },
      {
        name: 'P4.profit',
        what: `twelve months of profit and loss over ${large} transactions`,
        value: yearAtLarge,
        unit: 'ms',
        ratios: { naive: mid(measured.large, 'scan') / yearAtLarge, floor: null },
        n: large,
        ok: yearAtLarge <= 1.3 * yearAtSmall,
        goal: `<= 1.3x its time at ${small}`,
        detail: { atSmall: round(yearAtSmall), times: round(yearAtLarge / yearAtSmall, 2) },
      },
      ...PAGES.map((kind): RowResult => {
        const [few, many] = [mid(measured.small, kind), mid(measured.large, kind)];
        return {
          name: `P10.${kind}`,
          what: `${kind} of ${large} transactions`,
          value: many,
          unit: 'ms',
          ratios: { naive: null, floor: null },
          n: large,
          ok: many <= 2 * few,
          goal: `<= 2x its time at ${small}`,
          detail: { atSmall: round(few), times: round(many / few, 2) },
        };
      }),
      {
        name: 'P10.byAmount',
        what: `the first page by amount of a day of ${large / 25} transactions`,
        value: mid(measured.large, 'page.byAmount'),
        unit: 'ms',
        ratios: { naive: null, floor: null },
        n: large / 25,
        ok: mid(measured.large, 'page.byAmount') <= 1_000,
        goal: '<= 1 s',
        detail: { atSmall: round(mid(measured.small, 'page.byAmount')) },
      },
      {
        name: 'P10.find',
        what: `any number among ${large} transactions, p95`,
        value: find,
        unit: 'ms',
        ratios: { naive: null, floor: null },
        n: large,
        ok: find <= 20,
        goal: '<= 20 ms',
        detail: { first: round(mid(measured.large, 'find.cold')) },
      },
    ];
  } finally {
    await page.close();
  }
}
