import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { RevertOutcome } from '@shared/contracts/core';
import { fail, type AppError } from '@shared/kernel/result';
import { useCommand } from '@renderer/platform/use-command';
import { askCore } from '@renderer/platform/workers';

export interface Revert {
  /** What undoing would do, and once it is done, what it did; null while being worked out. */
  outcome: ShallowRef<RevertOutcome | null>;
  error: ShallowRef<AppError | null>;
  isDone: Ref<boolean>;
  busy: ShallowRef<boolean>;
  look: (batchId: string) => Promise<void>;
  /** False when it was refused. */
  run: (batchId: string) => Promise<boolean>;
}

/** Undoing one import: first a look at what it would do, then the deed. Merchants changed since then are kept, and listed. */
export function useRevert(): Revert {
  const command = useCommand('import.revert');
  const outcome = shallowRef<RevertOutcome | null>(null);
  const error = shallowRef<AppError | null>(null);
  const isDone = ref(false);

  async function look(batchId: string): Promise<void> {
    outcome.value = null;
    error.value = null;
    isDone.value = false;
    const asked = await askCore('import.revertPreview', { batchId }).catch(() => fail('internal.unexpected'));
    if (asked.ok) outcome.value = asked.value;
    else error.value = asked.error;
  }

  async function run(batchId: string): Promise<boolean> {
    const done = await command.run({ batchId });
    if (!done.ok) {
      error.value = done.error;
      return false;
    }
    outcome.value = done.value;
    isDone.value = true;
    return true;
  }

  return { outcome, error, isDone, busy: command.busy, look, run };
}
