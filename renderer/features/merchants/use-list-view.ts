import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';
import type { DataColumn } from '@renderer/ui/data-table';
import { defaultView, LIST_VIEW_KEY, listColumns, readView, type ListView } from './columns';

const SAVE_AFTER_MS = 800;

/** Which columns a person sees and how wide they are, remembered for that person. */
export function useListView(locale: () => 'zh' | 'en'): {
  shown: Ref<string[]>;
  columns: ComputedRef<DataColumn[]>;
  resize: (key: string, width: number) => void;
  reset: () => void;
} {
  const view = ref<ListView>(defaultView());
  const stored = useQuery('view.get', () => ({ key: LIST_VIEW_KEY }));
  const save = useCommand('view.save');
  let touched = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(stored.data, (json) => {
    if (!touched && typeof json === 'string') view.value = readView(json);
  });

  function change(next: ListView): void {
    touched = true;
    view.value = next;
    clearTimeout(timer);
    timer = setTimeout(() => void save.run({ key: LIST_VIEW_KEY, json: JSON.stringify(view.value) }), SAVE_AFTER_MS);
  }

  return {
    shown: computed({
      get: () => view.value.shown,
      set: (shown) => change({ ...view.value, shown }),
    }),
    columns: computed(() => listColumns(view.value, locale())),
    resize: (key, width) => change({ ...view.value, widths: { ...view.value.widths, [key]: width } }),
    reset: () => change(defaultView()),
  };
}
