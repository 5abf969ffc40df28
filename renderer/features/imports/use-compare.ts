import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ImportRowFilter, MatchKey, PlanRow, RowAction } from '@shared/imports/define';
import { fail } from '@shared/kernel/result';
import { askCore } from '@renderer/platform/workers';
import type { OtherRecord } from './compare-fields';
import { locateRow } from './locate-row';
import type { ImportFlow } from './use-import';

/** Groups of rows that have a counterpart, in the order a clerk goes through them. */
export const COMPARE_GROUPS = ['duplicate', 'existing', 'similar'] as const satisfies readonly ImportRowFilter[];
export type CompareGroup = (typeof COMPARE_GROUPS)[number];

/** A record that may be the same merchant, before it is fetched. */
export interface Counterpart {
  key: string;
  by: readonly MatchKey[];
  row?: number;
  id?: string;
  label: { no: string; name: string } | null;
}

export interface Compare {
  group: Ref<CompareGroup>;
  index: Ref<number>;
  total: Ref<number>;
  row: ShallowRef<PlanRow | null>;
  counterparts: ComputedRef<Counterpart[]>;
  chosen: Ref<number>;
  other: ShallowRef<OtherRecord | null>;
  /** The other record is no longer there: removed from the file, or not to be seen. */
  isGone: Ref<boolean>;
  start: (group: CompareGroup, row: number) => Promise<void>;
  step: (by: 1 | -1) => Promise<void>;
  act: (action: RowAction) => Promise<void>;
  /** The row stands, and the earlier one of the same code is taken out. */
  keepThis: () => Promise<void>;
  /** The same choice for every row of the group. */
  actOnAll: (action: RowAction) => Promise<void>;
}

const PAGE = 500;

/** Goes through the rows that have a counterpart, one by one, with what each is held against. */
export function useCompare(flow: ImportFlow): Compare {
  const group = ref<CompareGroup>('duplicate');
  const index = ref(0);
  const total = ref(0);
  const row = shallowRef<PlanRow | null>(null);
  const chosen = ref(0);
  const other = shallowRef<OtherRecord | null>(null);
  const isGone = ref(false);
  let turn = 0;

  const counterparts = computed(() => (row.value ? counterpartsOf(row.value, group.value) : []));

  async function load(): Promise<void> {
    const mine = ++turn;
    const page = await flow.rows(group.value, index.value, 1);
    if (mine !== turn || !page.ok) return;
    total.value = page.value.total;
    if (page.value.total > 0 && index.value >= page.value.total) {
      index.value = page.value.total - 1;
      return load();
    }
    const found = page.value.rows[0] ?? null;
    if (found?.row !== row.value?.row) chosen.value = 0;
    row.value = found;
    await loadOther();
  }

  async function loadOther(): Promise<void> {
    const mine = ++turn;
    const counterpart = counterparts.value[chosen.value];
    const found = counterpart ? await fetchOther(counterpart) : null;
    if (mine !== turn) return;
    other.value = found;
    isGone.value = found === null;
  }

  async function fetchOther(counterpart: Counterpart): Promise<OtherRecord | null> {
    if (counterpart.row !== undefined) {
      const page = await flow.rows('all', await locateRow(flow.rows, 'all', counterpart.row), 1);
      const there = page.ok ? page.value.rows[0] : undefined;
      return there?.row === counterpart.row ? { kind: 'row', row: there, by: counterpart.by } : null;
    }
    const asked = await askCore('import.existing', { ids: [counterpart.id ?? ''] }).catch(() =>
      fail('internal.unexpected'),
    );
    const stored = asked.ok ? asked.value.rows[0] : undefined;
    return stored ? { kind: 'stored', merchant: stored, by: counterpart.by } : null;
  }

  async function start(wanted: CompareGroup, at: number): Promise<void> {
    group.value = wanted;
    index.value = await locateRow(flow.rows, wanted, at);
    await load();
  }

  async function step(by: 1 | -1): Promise<void> {
    if (total.value === 0) return;
    index.value = (index.value + by + total.value) % total.value;
    await load();
  }

  async function act(action: RowAction): Promise<void> {
    if (!row.value) return;
    const target = action === 'update' || action === 'fill' ? counterparts.value[chosen.value]?.id : undefined;
    await flow.change.setAction([row.value.row], action, target);
  }

  async function keepThis(): Promise<void> {
    const instead = counterparts.value[chosen.value]?.row;
    if (instead !== undefined) await flow.change.removeRows([instead]);
  }

  async function actOnAll(action: RowAction): Promise<void> {
    const rows: number[] = [];
    for (let from = 0; from < total.value; from += PAGE) {
      const page = await flow.rows(group.value, from, PAGE);
      if (!page.ok) return;
      rows.push(...page.value.rows.map((one) => one.row));
    }
    await flow.change.setAction(rows, action);
  }

  watch(chosen, () => void loadOther());
  watch(flow.planVersion, () => void (row.value && load()));

  return { group, index, total, row, counterparts, chosen, other, isGone, start, step, act, keepThis, actOnAll };
}

export function counterpartsOf(row: PlanRow, group: CompareGroup): Counterpart[] {
  const found: Counterpart[] = [];
  const add = (counterpart: Omit<Counterpart, 'key'>): void => {
    const key = counterpart.id ?? `#${counterpart.row}`;
    if (!found.some((one) => one.key === key)) found.push({ ...counterpart, key });
  };
  if (row.duplicateOfRow !== undefined) add({ by: ['uscc'], row: row.duplicateOfRow, label: null });
  if (row.existing) {
    add({ by: ['uscc'], id: row.existing.id, label: { no: row.existing.merchantNo, name: row.existing.name } });
  }
  for (const match of row.matches) {
    if (match.existing) {
      const { id, merchantNo, name } = match.existing;
      add({ by: match.by, id, label: { no: merchantNo, name } });
    } else if (match.row !== undefined) add({ by: match.by, row: match.row, label: null });
  }
  // Whoever looks at similar rows has not come for the one of the same code.
  return group === 'similar'
    ? found.sort((a, b) => Number(a.by.includes('uscc')) - Number(b.by.includes('uscc')))
    : found;
}
