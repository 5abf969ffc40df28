import { round, type RowResult } from '../host/report';
import type { BenchSession } from '../host/session';
import { percentile } from '../host/stats';

/** The window's thread while the workers read, check, commit and export. */
export async function p9Window(session: BenchSession): Promise<RowResult[]> {
  const desk = await session.desk();
  if (!desk.phases.some((phase) => phase.name === 'export')) await desk.exportList();
  const { phases } = desk;
  const keys = phases.flatMap((phase) => phase.keyLatencies);
  const tasks = phases.flatMap((phase) => phase.longTasks);
  const byPhase = Object.fromEntries(
    phases.map((phase) => [
      phase.name,
      `${phase.ms} ms; long tasks ${phase.longTasks.map((ms) => round(ms, 0)).join(' ') || 'none'}; key p95 ${round(percentile(phase.keyLatencies, 0.95))} ms`,
    ]),
  );
  return [
    {
      name: 'P9.tasks',
      what: `tasks over 50 ms in the window during import and export of ${session.n}`,
      value: tasks.length,
      unit: 'tasks',
      ratios: { naive: null, floor: null },
      n: session.n,
      ok: tasks.length === 0,
      goal: '0 tasks',
      detail: { longestMs: round(Math.max(0, ...tasks)), ...byPhase },
    },
    {
      name: 'P9.input',
      what: 'key to frame, p95, meanwhile',
      value: percentile(keys, 0.95),
      unit: 'ms',
      ratios: { naive: null, floor: null },
      n: keys.length,
      ok: percentile(keys, 0.95) <= 50,
      goal: '<= 50 ms',
      detail: { p50: round(percentile(keys, 0.5)), max: round(Math.max(...keys)) },
    },
  ];
}
