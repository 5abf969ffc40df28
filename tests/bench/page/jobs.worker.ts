import { expose } from 'comlink';
import type { JobInput, Measured } from './job';
import { JOBS, type JobName } from './jobs';

export interface JobWorkerApi {
  run(name: JobName, input: JobInput): Promise<Measured>;
}

const api: JobWorkerApi = {
  run: async (name, input) => (await JOBS[name]())(input),
};
expose(api);
