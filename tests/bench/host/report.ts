import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface RowResult {
  name: string;
  /** What was measured, in a few words. */
  what: string;
  value: number;
  unit: 'ms' | 'MB' | 'tasks';
  /** `naive`: how many times faster than the naive way. `floor`: how many times the floor's time. null: not compared. */
  ratios: { naive: number | null; floor: number | null };
  /** Rows (or repeats) measured. */
  n: number;
  /** Whether `goal` is met; null where there is nothing to judge (a figure, or no answer on this system). */
  ok: boolean | null;
  goal: string;
  /** The times behind the ratios, and anything worth knowing. */
  detail: Record<string, number | string>;
}

export function round(value: number, digits = 1): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

export function printTable(rows: readonly RowResult[]): void {
  const head = ['row', 'work', 'value', 'vs naive', 'x floor', 'n', 'goal', 'ok'];
  const body = rows.map((r) => [
    r.name,
    r.what,
    `${round(r.value)} ${r.unit}`,
    r.ratios.naive === null ? '-' : `${round(r.ratios.naive, 2)}x faster`,
    r.ratios.floor === null ? '-' : `${round(r.ratios.floor, 2)}x`,
    String(r.n),
    r.goal,
    r.ok === null ? '-' : r.ok ? 'yes' : 'NO',
  ]);
  const widths = head.map((h, c) => Math.max(h.length, ...body.map((line) => line[c]!.length)));
  const line = (cells: readonly string[]): string => cells.map((cell, c) => cell.padEnd(widths[c]!)).join('  ');
  console.log([line(head), widths.map((w) => '-'.repeat(w)).join('  '), ...body.map(line)].join('\n'));
  for (const row of rows) console.log(`${row.name}  ${JSON.stringify(row.detail)}`);
}

export function writeResults(file: string, rows: readonly RowResult[], run: Record<string, unknown>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...run, rows }, null, 2)}\n`);
}
