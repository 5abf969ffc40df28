import { JobPage } from './browser';
import { Desk } from './desk';
import { merchantsFile } from './files';
import { median } from './stats';
import type { Measured } from '../page/job';

export interface BenchOptions {
  quick: boolean;
  /** Rows of the main lists. */
  n: number;
}

/** What the rows of one run share: its size, the pages' address, and work several rows are compared with. */
export class BenchSession {
  private naive: Promise<Measured> | null = null;
  private opened: Promise<Desk> | null = null;

  constructor(
    readonly options: BenchOptions,
    readonly origin: string,
  ) {}

  get n(): number {
    return this.options.n;
  }

  /** Repeats: few when quick. */
  times(quick: number, full: number): number {
    return this.options.quick ? quick : full;
  }

  /** Opens the bench's page in a fresh browser, with a list of `rows` merchants picked where one is wanted. */
  async openPage(rows?: number): Promise<JobPage> {
    return JobPage.open(this.origin, rows === undefined ? undefined : await merchantsFile(rows));
  }

  /** The comparable product's import, phase by phase: measured once, P1, P2 and P3 are compared with it. */
  naiveImport(): Promise<Measured> {
    this.naive ??= this.measureNaive();
    return this.naive;
  }

  /** The program's own window with `n` merchants imported through it, signed in: P6, P9 and P11 look at it. */
  desk(): Promise<Desk> {
    this.opened ??= Desk.open(this.origin, this.n);
    return this.opened;
  }

  async close(): Promise<void> {
    await this.opened?.then((desk) => desk.close()).catch(() => undefined);
  }

  private async measureNaive(): Promise<Measured> {
    const runs: Measured[] = [];
    for (let k = 0; k < this.times(1, 3); k++) {
      const page = await this.openPage(this.n);
      try {
        const { measured, peakMb } = await page.runWatched({ job: 'import.naive', n: this.n, file: 'picked' });
        runs.push({ ...measured, peakMb: [peakMb ?? Number.NaN] });
      } finally {
        await page.close();
      }
    }
    return Object.fromEntries(Object.keys(runs[0]!).map((key) => [key, [median(runs.map((run) => run[key]![0]!))]]));
  }
}

/** Runs the jobs in turns, so that whatever else the machine does falls on each of them; series are joined. */
export async function inTurns<K extends string>(
  rounds: number,
  jobs: Record<K, () => Promise<Measured>>,
): Promise<Record<K, Measured>> {
  const out = Object.fromEntries(Object.keys(jobs).map((key) => [key, {}])) as Record<K, Measured>;
  for (let round = 0; round < rounds; round++) {
    for (const key of Object.keys(jobs) as K[]) {
      const series: Measured = out[key];
      for (const [name, values] of Object.entries(await jobs[key]())) (series[name] ??= []).push(...values);
    }
  }
  return out;
}

/** Median of a series; NaN where it was not measured. */
export function mid(measured: Measured, name: string): number {
  return median(measured[name] ?? []);
}
