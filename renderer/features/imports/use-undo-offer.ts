import { onBeforeUnmount } from 'vue';
import { useI18n } from 'vue-i18n';
import { showUndo } from '@renderer/ui/undo-toast';
import type { ImportFlow } from './use-import';

/** Says what a change of many cells did and offers to take it back, for as long as the rows are on screen. */
export function useUndoOffer(flow: ImportFlow): { offer: (key: string, count: number) => void } {
  const { t, n } = useI18n();
  let close: (() => void) | null = null;

  function offer(key: string, count: number): void {
    // Only the last change is what undo takes back.
    close?.();
    close = showUndo(
      t(`imports.did.${key}`, { count: n(count) }, count),
      t('imports.check.undo'),
      () => void flow.change.undo(),
    );
  }

  onBeforeUnmount(() => close?.());
  return { offer };
}
