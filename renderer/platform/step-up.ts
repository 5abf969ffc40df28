import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Result } from '@shared/kernel/result';

/** The one dialog that asks again who is at the desk. Whatever runs into the question meanwhile waits for the same answer. */
export const useStepUpStore = defineStore('stepUp', () => {
  const asking = shallowRef(false);
  let waiting: ((proved: boolean) => void)[] = [];

  function ask(): Promise<boolean> {
    asking.value = true;
    return new Promise((resolve) => waiting.push(resolve));
  }

  function settle(proved: boolean): void {
    asking.value = false;
    const answered = waiting;
    waiting = [];
    for (const resolve of answered) resolve(proved);
  }

  return { asking, ask, settle };
});

/** Runs `call`; when it asks for a fresh proof, asks the person for one and runs it once more. Cancelled: as it was refused. */
export async function withProof<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  const result = await call();
  if (result.ok || result.error.code !== 'access.step_up') return result;
  return (await useStepUpStore().ask()) ? call() : result;
}
