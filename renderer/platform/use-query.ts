import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { QueryIo, QueryName } from '@shared/contracts/core';
import { fail, type AppError } from '@shared/kernel/result';
import { noteRefusal } from './desk-store';
import { noteSessionLoss } from './session-store';
import { askCore, core } from './workers';

/** Several commits in a row are one reason to ask again. */
const SETTLE_MS = 100;

export interface LiveQuery<T> {
  /** The last good answer; stays while a newer one is on its way. */
  data: ShallowRef<T | null>;
  error: ShallowRef<AppError | null>;
  loading: ShallowRef<boolean>;
  reload(): Promise<void>;
}

/**
 * A query that stays true: asked again when its input changes, and when the core says one of its tables did.
 * An answer that was overtaken by a later question is dropped. `input` returning null means: do not ask now.
 */
export function useQuery<N extends QueryName>(
  name: N,
  input: () => QueryIo[N]['input'] | null,
): LiveQuery<QueryIo[N]['output']> {
  const data = shallowRef<QueryIo[N]['output'] | null>(null);
  const error = shallowRef<AppError | null>(null);
  const loading = shallowRef(false);
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function reload(): Promise<void> {
    clearTimeout(timer);
    const asked = input();
    const turn = ++latest;
    if (asked === null) {
      loading.value = false;
      return;
    }
    loading.value = true;
    const answer = await askCore(name, asked).catch(() => fail('internal.unexpected'));
    if (turn !== latest) return;
    loading.value = false;
    error.value = answer.ok ? null : answer.error;
    if (answer.ok) data.value = answer.value;
    else {
      noteSessionLoss(answer.error);
      noteRefusal(answer.error);
    }
  }

  // As text: the same question in a new object is no reason to ask again.
  watch(
    () => JSON.stringify(input()),
    () => void reload(),
    { immediate: true },
  );

  const stop = core().onChange(({ tables }) => {
    const concerned = core().tablesOf(name);
    const unlocked = tables.includes('session') && error.value !== null;
    if (!unlocked && !tables.some((table) => concerned.includes(table))) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), SETTLE_MS);
  });
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
    latest++;
  });

  return { data, error, loading, reload };
}
