import { ROW } from '../host/desk';
import { round, type RowResult } from '../host/report';
import type { BenchSession } from '../host/session';
import { percentile } from '../host/stats';

/** Positions of columns whose values differ from row to row: name, short name, USCC. Three clicks: up, down, as it was. */
const HEADERS = [2, 5, 7];
const CLICKS = 3;

/** From a click on a column's header to the frame with the list in its new order, in the program's own window. */
export async function p6Pixels(session: BenchSession): Promise<RowResult[]> {
  const desk = await session.desk();
  await desk.openList();
  const times: number[] = [];
  const rounds = session.times(3, 10) + 1;
  for (let round = 0; round < rounds; round++) {
    for (const nth of HEADERS) {
      for (let click = 0; click < CLICKS; click++) {
        const button = `.data-table [role=columnheader]:nth-child(${nth}) .data-table__sort`;
        const ms = await desk.page.evaluate(([b, row]) => window.windowProbe.clickUntilChanged(b, row), [
          button,
          ROW,
        ] as const);
        if (round > 0) times.push(ms); // the first round computes each order; P6.sort.cold tells what that costs
      }
    }
  }
  return [
    {
      name: 'P6.pixels',
      what: `sort ${session.n} by a click: to the frame that shows it, p95`,
      value: percentile(times, 0.95),
      unit: 'ms',
      ratios: { naive: null, floor: null },
      n: times.length,
      ok: percentile(times, 0.95) <= 50,
      goal: 'p95 <= 50 ms to pixels',
      detail: { p50: round(percentile(times, 0.5)), max: round(Math.max(...times)) },
    },
  ];
}
