import { shallowRef, type ShallowRef } from 'vue';
import type { CallOptions, CommandIo, CommandName } from '@shared/contracts/core';
import { fail, type AppError, type Result } from '@shared/kernel/result';
import { noteRefusal } from './desk-store';
import { noteSessionLoss } from './session-store';
import { withProof } from './step-up';
import { runCommand } from './workers';

export interface CommandState<N extends CommandName> {
  run(input: CommandIo[N]['input'], options?: CallOptions): Promise<Result<CommandIo[N]['output']>>;
  busy: ShallowRef<boolean>;
  error: ShallowRef<AppError | null>;
}

/** One command for one place of the screen: whether it is running, and what it last answered when it failed. */
export function useCommand<N extends CommandName>(name: N): CommandState<N> {
  const busy = shallowRef(false);
  const error = shallowRef<AppError | null>(null);
  let running = 0;

  async function run(input: CommandIo[N]['input'], options?: CallOptions): Promise<Result<CommandIo[N]['output']>> {
    busy.value = true;
    running++;
    error.value = null;
    try {
      const call = () => runCommand(name, input, options).catch(() => fail('internal.unexpected'));
      const result = await withProof(call);
      if (!result.ok) {
        error.value = result.error;
        noteSessionLoss(result.error);
        noteRefusal(result.error);
      }
      return result;
    } finally {
      running--;
      busy.value = running > 0;
    }
  }

  return { run, busy, error };
}
