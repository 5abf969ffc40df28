import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { AuditVerdict } from '@shared/contracts/audit';
import { fail, type AppError } from '@shared/kernel/result';
import { askCore } from '@renderer/platform/workers';

export interface VerifyState {
  verdict: ShallowRef<AuditVerdict | null>;
  error: ShallowRef<AppError | null>;
  running: Ref<boolean>;
  done: Ref<number>;
  total: Ref<number>;
  verify: () => Promise<void>;
  cancel: () => void;
}

/** The check of the whole chain: long with many entries, so it tells how far it is and can be stopped. */
export function useVerify(): VerifyState {
  const verdict = shallowRef<AuditVerdict | null>(null);
  const error = shallowRef<AppError | null>(null);
  const running = ref(false);
  const done = ref(0);
  const total = ref(0);
  let isCancelled = false;

  async function verify(): Promise<void> {
    if (running.value) return;
    [running.value, isCancelled, done.value, total.value, error.value] = [true, false, 0, 0, null];
    const onProgress = (now: number, all: number): void => void ([done.value, total.value] = [now, all]);
    const call = { onProgress, isCancelled: () => isCancelled };
    const asked = await askCore('audit.verify', {}, call).catch(() => fail('internal.unexpected'));
    running.value = false;
    if (asked.ok) verdict.value = asked.value;
    else if (asked.error.code !== 'operation.cancelled') error.value = asked.error;
  }

  return { verdict, error, running, done, total, verify, cancel: () => (isCancelled = true) };
}
