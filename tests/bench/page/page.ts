import { wrap } from 'comlink';
import { hearRest, type Measured } from './job';
import type { JobName } from './jobs';
import type { JobWorkerApi } from './jobs.worker';
import JobsWorker from './jobs.worker?worker';
import { WINDOW_JOBS, type WindowJobName } from './window-jobs';

export interface BenchCall {
  job: JobName | WindowJobName;
  n: number;
  repeats?: number | undefined;
  /** `picked`: the file in the page's input. `output`: what the last export wrote. */
  file?: 'picked' | 'output' | undefined;
}

declare global {
  interface Window {
    bench: { run(call: BenchCall): Promise<Measured> };
    /** Bound by the host where it wants to know that preparation is over. */
    benchReady?: () => Promise<void>;
    benchOutput?: File;
  }
}

window.bench = {
  async run(call) {
    const picked = document.querySelector<HTMLInputElement>('#file')?.files?.[0];
    const file = call.file === 'output' ? window.benchOutput : call.file === 'picked' ? picked : undefined;
    const input = { n: call.n, repeats: call.repeats, file };
    if (isWindowJob(call.job)) return WINDOW_JOBS[call.job](input);
    // A worker of its own for each job: no job inherits the warmth or the memory of another.
    const worker = new JobsWorker();
    try {
      return await wrap<JobWorkerApi>(worker).run(call.job, input);
    } finally {
      worker.terminate();
    }
  },
};

hearRest(() => window.benchReady?.());

function isWindowJob(job: BenchCall['job']): job is WindowJobName {
  return job in WINDOW_JOBS;
}
