import { onBeforeUnmount, onMounted } from 'vue';
import { isComposing } from '@renderer/ui/form-keys';

interface Acts {
  undo: () => void;
  redo: () => void;
  next: (by: 1 | -1) => void;
  replace: () => void;
  /** Takes the chosen rows out. */
  remove: () => void;
}

/** The keys of the check step, wherever the focus is. A field that is being typed into keeps its own, and so does a dialog. */
export function useCheckKeys(acts: Acts): void {
  const controlled: Record<string, () => void> = { z: acts.undo, y: acts.redo, h: acts.replace, f: acts.replace };

  function actionFor(event: KeyboardEvent): (() => void) | undefined {
    const { key, shiftKey } = event;
    if (event.altKey) return undefined;
    if (event.ctrlKey || event.metaKey) {
      return shiftKey ? (key.toLowerCase() === 'z' ? acts.redo : undefined) : controlled[key.toLowerCase()];
    }
    if (key === 'F8') return () => acts.next(shiftKey ? -1 : 1);
    return key === 'Delete' && shiftKey ? acts.remove : undefined;
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || isComposing(event) || isDialogOpen()) return;
    const action = actionFor(event);
    if (!action) return;
    event.preventDefault();
    action();
  }

  onMounted(() => document.addEventListener('keydown', onKeydown));
  onBeforeUnmount(() => document.removeEventListener('keydown', onKeydown));
}

/** A dialog is no part of the step: its fields have their own undo. */
function isDialogOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('[role="dialog"]')].some((dialog) => dialog.checkVisibility());
}
