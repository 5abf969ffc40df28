import { nextTick, ref, watch, type Ref } from 'vue';
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router';

interface Place {
  top: number;
  tables: string[];
}

/** Where somebody was when they left the page, by its address, for as long as the window is open. */
const places = new Map<string, Place>();

/** Who goes back to the page finds it scrolled as it was, and the charts they had turned into tables as tables. */
export function useReturn(root: Ref<HTMLElement | null>, isReady: () => boolean): { tables: Ref<Set<string>> } {
  const { fullPath } = useRoute();
  // Only on the way back: who comes by the menu begins at the top.
  const isBack = useRouter().options.history.state['forward'] !== null;
  const place = isBack ? places.get(fullPath) : undefined;
  const tables = ref(new Set(place?.tables));

  onBeforeRouteLeave((_to, from) => {
    places.set(from.fullPath, { top: scroller()?.scrollTop ?? 0, tables: [...tables.value] });
  });

  function scroller(): HTMLElement | null {
    return root.value?.closest('main') ?? null;
  }

  if (place) {
    const stop = watch(
      isReady,
      (ready) => {
        if (!ready) return;
        void nextTick(() => {
          scroller()?.scrollTo({ top: place.top });
          stop();
        });
      },
      { immediate: true },
    );
  }
  return { tables };
}
