import { injectProbe, openBrowser } from '../host/browser';
import { ROW } from '../host/desk';
import { round, type RowResult } from '../host/report';
import { mid, type BenchSession } from '../host/session';
import { median } from '../host/stats';

/** Starting: to a usable sign-in beside pages with nothing but a form; then to the first list. */
export async function p11Start(session: BenchSession): Promise<RowResult[]> {
  const desk = await session.desk();
  const rounds = session.times(3, 11);
  const usable: number[] = [];
  const list: number[] = [];
  const lean: number[] = [];
  const usual: number[] = [];
  const core = await coreShare(session);
  const empty = await openBrowser();
  try {
    await injectProbe(empty.context);
    for (let round = 0; round < rounds; round++) {
      lean.push(await emptyPage(session.origin, 'on-demand'));
      usual.push(await emptyPage(session.origin, 'all'));
      usable.push(await desk.navigate());
      list.push(await desk.signIn(ROW));
    }
  } finally {
    await empty.close();
  }
  return [
    {
      name: 'P11.usable',
      what: 'navigation -> sign-in usable',
      value: median(usable),
      unit: 'ms',
      ratios: { naive: median(usual) / median(usable), floor: median(usable) / median(lean) },
      n: rounds,
      ok: median(usable) / median(lean) <= 1.5,
      goal: '<= 1.5x an empty Vue + Element Plus page (components on demand)',
      detail: {
        emptyOnDemandMs: round(median(lean)),
        emptyAllMs: round(median(usual)),
        timesAll: round(median(usable) / median(usual), 2),
      },
    },
    {
      name: 'P11.list',
      what: `sign-in -> first list of ${session.n}`,
      value: median(list),
      unit: 'ms',
      ratios: { naive: null, floor: null },
      n: rounds,
      ok: median(list) <= 1_000,
      goal: '<= 1 s',
      detail: { max: round(Math.max(...list)), ...core },
    },
  ];

  async function emptyPage(origin: string, name: 'all' | 'on-demand'): Promise<number> {
    await empty.page.goto('about:blank');
    await empty.page.goto(`${origin}/bench/empty/${name}.html`, { waitUntil: 'commit' });
    return empty.page.evaluate(() => window.windowProbe.appeared('input[type=password]'));
  }
}

/** What of these times the core alone takes, measured in a worker. */
async function coreShare(session: BenchSession): Promise<Record<string, number>> {
  const page = await session.openPage();
  try {
    const measured = await page.run({ job: 'start.program', n: session.n });
    return {
      coreStartMs: round(mid(measured, 'start')),
      coreSignInMs: round(mid(measured, 'signIn')),
      coreListMs: round(mid(measured, 'list')),
    };
  } finally {
    await page.close();
  }
}
