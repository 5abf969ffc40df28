import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { LocationQuery } from 'vue-router';
import { isPermission, type Permission } from '@shared/access/resources';
import type { AuditFilter, AuditLog, AuditRow } from '@shared/contracts/audit';
import type { AppError } from '@shared/kernel/result';
import { useQuery } from '@renderer/platform/use-query';

const PAGE_SIZE = 50;

/** What the page can narrow the log down by. */
export interface Wanted {
  action: string;
  actorId: string;
  result: string;
  target: string;
  permission: Permission | '';
  /** One object by its id, chosen from an entry. */
  object: { id: string; label: string } | null;
  days: [string, string] | null;
}

export interface AuditState {
  wanted: Wanted;
  /** As the core understands it: for exports, too. */
  filter: ComputedRef<AuditFilter>;
  rows: ComputedRef<AuditRow[]>;
  total: ComputedRef<number>;
  /** Number of the first row shown among all that pass, from 1. */
  first: ComputedRef<number>;
  loading: Ref<boolean>;
  error: Ref<AppError | null>;
  hasOlder: ComputedRef<boolean>;
  hasNewer: ComputedRef<boolean>;
  older: () => void;
  newer: () => void;
  newest: () => void;
  clear: () => void;
}

const nothing = (): Wanted => ({
  action: '',
  actorId: '',
  result: '',
  target: '',
  permission: '',
  object: null,
  days: null,
});

/** What an address asks for: other pages lead here with it. */
export function wantedOf(query: LocationQuery): Partial<Wanted> {
  const asked = (['action', 'actorId', 'result'] as const).map((name) => [name, query[name]] as const);
  const { permission } = query;
  return {
    ...Object.fromEntries(asked.filter(([, value]) => typeof value === 'string')),
    ...(typeof permission === 'string' && isPermission(permission) && { permission }),
  };
}

/** One log as the page shows it: filtered, newest first. A page is found by the entry it follows on, so none moves. */
export function useAudit(log: () => AuditLog, begin: Partial<Wanted> = {}): AuditState {
  const wanted = reactive<Wanted>({ ...nothing(), ...begin });
  /** Where each page begins that was turned, oldest page last. */
  const turned = ref<number[]>([]);
  const filter = computed(() => toFilter(log(), wanted));
  const { data, error, loading } = useQuery('audit.list', () => {
    const before = turned.value.at(-1);
    return { ...filter.value, ...(before !== undefined && { before }), limit: PAGE_SIZE };
  });

  watch(filter, () => (turned.value = []), { flush: 'sync' });

  return {
    wanted,
    filter,
    rows: computed(() => data.value?.rows ?? []),
    total: computed(() => data.value?.total ?? 0),
    first: computed(() => turned.value.length * PAGE_SIZE + 1),
    loading,
    error,
    hasOlder: computed(() => (data.value?.next ?? null) !== null),
    hasNewer: computed(() => turned.value.length > 0),
    older: () => {
      const next = data.value?.next;
      if (next && !loading.value) turned.value = [...turned.value, next];
    },
    newer: () => (turned.value = turned.value.slice(0, -1)),
    newest: () => (turned.value = []),
    clear: () => void Object.assign(wanted, nothing()),
  };
}

function toFilter(log: AuditLog, wanted: Wanted): AuditFilter {
  const target = wanted.target.trim();
  return {
    log,
    ...(wanted.action && { action: wanted.action }),
    ...(wanted.actorId && { actorId: wanted.actorId }),
    ...(wanted.result && { result: wanted.result }),
    ...(target && { target }),
    ...(log === 'rights' && wanted.permission && { permission: wanted.permission }),
    ...(wanted.object && { targetId: wanted.object.id }),
    ...(wanted.days && toSpan(wanted.days)),
  };
}

/** First to last instant of the chosen days, by this computer's clock, as the entries were timed. */
function toSpan([first, last]: [string, string]): { from: number; to: number } {
  return { from: new Date(`${first}T00:00:00`).getTime(), to: new Date(`${last}T23:59:59.999`).getTime() };
}
