import { ElMessage } from 'element-plus';
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { LayoutTrial } from '@shared/contracts/bill-sheet';
import {
  checkLayout,
  LAYOUT_FIELDS,
  type BillLayout,
  type LayoutFault,
  type LayoutField,
  type LayoutKind,
} from '@shared/imports/bills/layout';
import type { ProposedLayout } from '@shared/imports/bills/propose-layout';
import type { AppError } from '@shared/kernel/result';
import { useCommand } from '@renderer/platform/use-command';
import { sheet } from '@renderer/platform/workers';

const SETTLE_MS = 150;

export interface LayoutState {
  layout: Ref<BillLayout | null>;
  headerRow: Ref<number>;
  /** Header and first rows of the table; no rows where a saved layout is changed without a file. */
  columns: ComputedRef<{ header: string; samples: string[] }[]>;
  hasTable: ComputedRef<boolean>;
  fault: ComputedRef<LayoutFault>;
  /** What the layout makes of the table; null while it cannot be tried. */
  trial: ShallowRef<LayoutTrial | null>;
  error: ComputedRef<AppError | null>;
  busy: ComputedRef<boolean>;
  openTable: (id: number) => Promise<void>;
  openSaved: (saved: BillLayout) => void;
  meaningOf: (header: string) => LayoutField | '';
  setMeaning: (header: string, field: LayoutField | '') => void;
  setKind: (kind: LayoutKind) => void;
  /** Whether it is saved now. */
  save: () => Promise<boolean>;
  close: () => void;
}

/** Naming the columns of a table: proposed, tried at once with every change, and kept for files with the same headers. */
export function useLayout(): LayoutState {
  const { t } = useI18n();
  const command = useCommand('billLayout.save');
  const layout = ref<BillLayout | null>(null);
  const table = shallowRef<(ProposedLayout & { id: number }) | null>(null);
  const headerRow = ref(0);
  const trial = shallowRef<LayoutTrial | null>(null);
  const trouble = shallowRef<AppError | null>(null);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const columns = computed(() => {
    const { headers = layout.value?.headers ?? [], samples = [] } = table.value ?? {};
    const all = headers.map((header, c) => ({ header, samples: samples.map((row) => row[c] ?? '') }));
    return all.filter(({ header }) => header !== '');
  });
  const fault = computed(() => (layout.value ? checkLayout(layout.value) : ''));

  async function openTable(id: number, row?: number): Promise<void> {
    const found = await (await sheet()).billTable(id, row);
    trouble.value = found.ok ? null : found.error;
    if (!found.ok) return;
    table.value = { ...found.value, id };
    headerRow.value = found.value.headerRow;
    layout.value = found.value.layout;
  }

  function openSaved({ id, name, kind, channel, headers, columns: named, inFen, dateOrder }: BillLayout): void {
    table.value = null;
    layout.value = { id, name, kind, channel, headers: [...headers], columns: { ...named }, inFen, dateOrder };
  }

  watch(headerRow, (row) => {
    if (table.value && row !== table.value.headerRow && row > 0) void openTable(table.value.id, row);
  });

  watch(
    layout,
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void tryIt(), SETTLE_MS);
    },
    { deep: true },
  );

  async function tryIt(): Promise<void> {
    const now = ++turn;
    if (!layout.value || !table.value || fault.value !== '') {
      trial.value = null;
      return;
    }
    const tried = await (await sheet()).tryLayout(table.value.id, table.value.headerRow, plain(layout.value));
    if (now !== turn) return;
    trial.value = tried.ok ? tried.value : null;
    trouble.value = tried.ok ? null : tried.error;
  }

  function meaningOf(header: string): LayoutField | '' {
    if (!layout.value) return '';
    const { kind, columns: named } = layout.value;
    return LAYOUT_FIELDS[kind].find((field) => named[field] === header) ?? '';
  }

  /** One column, one meaning; whatever had the meaning before loses it. */
  function setMeaning(header: string, field: LayoutField | ''): void {
    if (!layout.value) return;
    const others = Object.entries(layout.value.columns).filter(([name, h]) => h !== header && name !== field);
    layout.value.columns = Object.fromEntries(field === '' ? others : [...others, [field, header]]);
  }

  function setKind(kind: LayoutKind): void {
    if (!layout.value) return;
    const known: readonly string[] = LAYOUT_FIELDS[kind];
    const kept = Object.entries(layout.value.columns).filter(([field]) => known.includes(field));
    const channel = kind === 'bank' ? 'BANK' : 'POS_CARD';
    layout.value = { ...layout.value, kind, channel, columns: Object.fromEntries(kept) };
  }

  async function save(): Promise<boolean> {
    if (!layout.value) return false;
    const saved = await command.run(plain(layout.value));
    if (saved.ok) ElMessage({ type: 'success', message: t('bills.layout.saved') });
    return saved.ok;
  }

  function close(): void {
    clearTimeout(timer);
    turn++;
    layout.value = null;
    table.value = null;
    trial.value = null;
    trouble.value = null;
  }

  return {
    layout,
    headerRow,
    columns,
    hasTable: computed(() => table.value !== null),
    fault,
    trial,
    error: computed(() => command.error.value ?? trouble.value),
    busy: computed(() => command.busy.value),
    openTable,
    openSaved,
    meaningOf,
    setMeaning,
    setKind,
    save,
    close,
  };
}

/** Without Vue's proxies, which cannot be sent to a worker. */
function plain(layout: BillLayout): BillLayout {
  return { ...layout, headers: [...layout.headers], columns: { ...layout.columns }, name: layout.name.trim() };
}
