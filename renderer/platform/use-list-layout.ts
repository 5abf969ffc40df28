import { computed, ref, watch, type Ref, type WritableComputedRef } from 'vue';
import { useCommand } from './use-command';
import { useQuery } from './use-query';

const SAVE_AFTER_MS = 800;

interface Layout {
  shown: string[];
  widths: Record<string, number>;
}

export interface ListLayoutState {
  layout: Readonly<Ref<Layout>>;
  shown: WritableComputedRef<string[]>;
  resize: (key: string, width: number) => void;
  reset: () => void;
  /** In place of the one there is. */
  use: (layout: Layout) => void;
}

/**
 * Which columns of a list a person sees and how wide they are, remembered for that person.
 * @param read makes a layout of what is stored; of null the one a list begins with
 */
export function useListLayout(key: string, read: (json: string | null) => Layout): ListLayoutState {
  const layout = ref<Layout>(read(null));
  const stored = useQuery('view.get', () => ({ key }));
  const save = useCommand('view.save');
  let touched = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(stored.data, (json) => {
    if (!touched && typeof json === 'string') layout.value = read(json);
  });

  function use(next: Layout): void {
    touched = true;
    layout.value = next;
    clearTimeout(timer);
    timer = setTimeout(() => void save.run({ key, json: JSON.stringify(layout.value) }), SAVE_AFTER_MS);
  }

  return {
    layout,
    shown: computed({
      get: () => layout.value.shown,
      set: (shown) => use({ ...layout.value, shown }),
    }),
    resize: (column, width) => use({ ...layout.value, widths: { ...layout.value.widths, [column]: width } }),
    reset: () => use(read(null)),
    use,
  };
}
