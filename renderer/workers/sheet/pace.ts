import type { OnProgress } from '@shared/contracts/sheet';
import { nextTask } from '@renderer/core/next-task';
import { FileFailure } from './limits';

/** Called between two portions of a long writing: reports how far it is, and throws `FileFailure` once it was cancelled. */
export type Pace = (done: number, total: number) => Promise<void>;

export function paceOf(isCancelled: () => boolean, onProgress?: OnProgress): Pace {
  return async (done, total) => {
    onProgress?.({ phase: 'export', done, total });
    await nextTask();
    if (isCancelled()) throw new FileFailure('operation.cancelled');
  };
}
