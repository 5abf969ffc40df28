import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { AppError } from '@shared/kernel/result';
import { printPage, savePageAsPdf } from './print-page';
import { useSystemInfo } from './use-system-info';

interface Paper {
  savesPdf: ComputedRef<boolean>;
  busy: Ref<boolean>;
  print: () => Promise<void>;
  savePdf: (fileName: string) => Promise<void>;
}

/** The page printed, or saved as a PDF; `told` gets the name it was saved under, or what went wrong. */
export function usePaper(told: { saved: Ref<string>; error: Ref<AppError | null> }): Paper {
  const info = useSystemInfo();
  const busy = ref(false);

  async function savePdf(fileName: string): Promise<void> {
    [told.error.value, told.saved.value] = [null, ''];
    busy.value = true;
    const saved = await savePageAsPdf(fileName);
    busy.value = false;
    if (!saved.ok) told.error.value = saved.error;
    else if (saved.value) told.saved.value = saved.value.displayName;
  }

  return { savesPdf: computed(() => info.value?.kind === 'electron'), busy, print: printPage, savePdf };
}
