import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { AppError, Result } from '@shared/kernel/result';

/** What is asked of the person: who they are, or their action PIN for one command. */
export type Question = { kind: 'proof' } | { kind: 'pin'; command: string };

/** A proof may be followed by a PIN; anything beyond is a program that goes round in circles. */
const MOST_QUESTIONS = 3;

/** The one dialog that asks again who is at the desk. Whatever runs into the question meanwhile waits for the same answer. */
export const useStepUpStore = defineStore('stepUp', () => {
  const question = shallowRef<Question | null>(null);
  let waiting: ((proved: boolean) => void)[] = [];

  function ask(asked: Question): Promise<boolean> {
    question.value = asked;
    return new Promise((resolve) => waiting.push(resolve));
  }

  function settle(proved: boolean): void {
    question.value = null;
    const answered = waiting;
    waiting = [];
    for (const resolve of answered) resolve(proved);
  }

  return { question, ask, settle };
});

/** Runs `call`; when it asks for a fresh proof or the PIN, asks the person and runs it once more. Cancelled: as it was refused. */
export async function withProof<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  let result = await call();
  for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
    const question = result.ok ? null : questionOf(result.error);
    if (!question || !(await useStepUpStore().ask(question))) break;
    result = await call();
  }
  return result;
}

function questionOf({ code, params }: AppError): Question | null {
  if (code === 'access.step_up') return { kind: 'proof' };
  return code === 'access.pin' ? { kind: 'pin', command: String(params?.['command'] ?? '') } : null;
}
