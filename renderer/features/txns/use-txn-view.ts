import { computed, ref, watch, type ComputedRef, type WritableComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';
import type { DataColumn } from '@renderer/ui/data-table';
import { homeView, readTxnView, TXN_VIEW_KEY, txnColumns, type TxnListView } from './columns';

const SAVE_AFTER_MS = 800;

/** Which columns a person sees and how wide they are, remembered for that person. */
export function useTxnView(): {
  shown: WritableComputedRef<string[]>;
  columns: ComputedRef<DataColumn[]>;
  resize: (key: string, width: number) => void;
  reset: () => void;
  /** As it is now, to be kept; and one that was kept, put in its place. */
  current: () => TxnListView;
  use: (kept: TxnListView) => void;
} {
  const { t } = useI18n();
  const view = ref<TxnListView>(homeView());
  const stored = useQuery('view.get', () => ({ key: TXN_VIEW_KEY }));
  const save = useCommand('view.save');
  let touched = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(stored.data, (json) => {
    if (!touched && typeof json === 'string') view.value = readTxnView(json);
  });

  function change(next: TxnListView): void {
    touched = true;
    view.value = next;
    clearTimeout(timer);
    timer = setTimeout(() => void save.run({ key: TXN_VIEW_KEY, json: JSON.stringify(view.value) }), SAVE_AFTER_MS);
  }

  return {
    shown: computed({
      get: () => view.value.shown,
      set: (shown) => change({ ...view.value, shown }),
    }),
    columns: computed(() => txnColumns(view.value, t)),
    resize: (key, width) => change({ ...view.value, widths: { ...view.value.widths, [key]: width } }),
    reset: () => change(homeView()),
    current: () => view.value,
    use: change,
  };
}
