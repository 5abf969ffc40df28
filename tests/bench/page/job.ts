/** What a job is told. */
export interface JobInput {
  /** Rows. */
  n: number;
  /** The spreadsheet under test, as a person's picked file. */
  file?: File | undefined;
  /** Repeats inside the job, where it measures something short. */
  repeats?: number | undefined;
}

/** Series of measurements by name: milliseconds, or counts where the name says so. */
export type Measured = Record<string, number[]>;

export type Job = (input: JobInput) => Promise<Measured>;

/** Milliseconds `work` took, and what it gave. */
export async function timed<T>(work: () => Promise<T> | T): Promise<[ms: number, value: T]> {
  const start = performance.now();
  const value = await work();
  return [performance.now() - start, value];
}

/** A bench that measured wrong work would be worse than none. */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what}: expected ${String(expected)}, got ${String(actual)}`);
}

export function pickedFile(input: JobInput): File {
  if (!input.file) throw new Error('this job needs a file');
  return input.file;
}

const READY_CHANNEL = 'bench-ready';

/** Preparation is over: the host takes the memory of now for the idle level. */
export async function atRest(): Promise<void> {
  const channel = new BroadcastChannel(READY_CHANNEL);
  const heard = new Promise((resolve) => (channel.onmessage = resolve));
  channel.postMessage('ready');
  await heard;
  channel.close();
}

/** The page's side: passes it on to the host, and answers once that has looked. */
export function hearRest(look: () => Promise<void> | undefined): void {
  const channel = new BroadcastChannel(READY_CHANNEL);
  channel.onmessage = () => void Promise.resolve(look()).then(() => channel.postMessage('seen'));
}
