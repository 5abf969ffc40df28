import type { Job } from '../job';

/** Everything measured inside a worker of the bench, loaded only when asked for. */
export const JOBS = {
  'read.floor': async () => (await import('./read-floor')).readFloor,
  'import.naive': async () => (await import('./import-naive')).importNaive,
  'import.floor': async () => (await import('./import-floor')).importFloor,
  'commit.program': async () => (await import('./commit-program')).commitProgram,
  'commit.floor': async () => (await import('./commit-floor')).commitFloor,
  'bill.program': async () => (await import('./bill-program')).billProgram,
  'bill.naive': async () => (await import('./bill-naive')).billNaive,
  'txn.program': async () => (await import('./txn-program')).txnProgram,
  'query.program': async () => (await import('./query-program')).queryProgram,
  'backup.fill': async () => (await import('./backup-program')).backupFill,
  'backup.program': async () => (await import('./backup-program')).backupProgram,
  'restore.program': async () => (await import('./backup-program')).restoreProgram,
  'update.program': async () => (await import('./update-program')).updateProgram,
  'start.program': async () => (await import('./start-program')).startProgramCore,
  'export.naive': async () => (await import('./export-naive')).exportNaive,
  'export.floor': async () => (await import('./export-floor')).exportFloor,
} satisfies Record<string, () => Promise<Job>>;

export type JobName = keyof typeof JOBS;
