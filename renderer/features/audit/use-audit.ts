import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { AuditRow, QueryIo } from '@shared/contracts/core';
import type { AppError } from '@shared/kernel/result';
import { useQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';

export const PAGE_SIZE = 50;

export interface AuditFilter {
  action: string;
  actorId: string;
  result: string;
  days: [string, string] | null;
}

export type Verdict = QueryIo['audit.verify']['output'];

export interface AuditState {
  filter: AuditFilter;
  page: Ref<number>;
  rows: ComputedRef<AuditRow[]>;
  total: ComputedRef<number>;
  loading: Ref<boolean>;
  error: Ref<AppError | null>;
  verdict: Ref<Verdict | null>;
  verifying: Ref<boolean>;
  verifyError: Ref<AppError | null>;
  verify: () => Promise<void>;
  clear: () => void;
}

/** The log as the page shows it: filtered, in pages, newest first; and the check of its chain. */
export function useAudit(): AuditState {
  const filter = reactive<AuditFilter>({ action: '', actorId: '', result: '', days: null });
  const page = ref(1);
  const verdict = ref<Verdict | null>(null);
  const verifying = ref(false);
  const verifyError = ref<AppError | null>(null);
  const { data, error, loading } = useQuery('audit.list', () => ({
    ...(filter.action && { action: filter.action }),
    ...(filter.actorId && { actorId: filter.actorId }),
    ...(filter.result && { result: filter.result }),
    ...(filter.days && toSpan(filter.days)),
    offset: (page.value - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  }));

  watch(filter, () => (page.value = 1), { flush: 'sync' });

  async function verify(): Promise<void> {
    verifying.value = true;
    verifyError.value = null;
    const asked = await askCore('audit.verify', {});
    verifying.value = false;
    if (asked.ok) verdict.value = asked.value;
    else verifyError.value = asked.error;
  }

  return {
    filter,
    page,
    rows: computed(() => data.value?.rows ?? []),
    total: computed(() => data.value?.total ?? 0),
    loading,
    error,
    verdict,
    verifying,
    verifyError,
    verify,
    clear: () => void Object.assign(filter, { action: '', actorId: '', result: '', days: null }),
  };
}

/** First to last instant of the chosen days, by this computer's clock, as the entries were timed. */
export function toSpan([first, last]: [string, string]): { from: number; to: number } {
  return { from: new Date(`${first}T00:00:00`).getTime(), to: new Date(`${last}T23:59:59.999`).getTime() };
}
