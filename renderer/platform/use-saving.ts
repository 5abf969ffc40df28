import { ref, type Ref } from 'vue';
import type { FileKind } from '@shared/contracts/bridge';
import type { AppError } from '@shared/kernel/result';
import { saveFile } from './save-file';

export interface Saving {
  error: Ref<AppError | null>;
  /** Name of what was saved last; '' for nothing. */
  saved: Ref<string>;
  save: (kind: FileKind, fileName: string, make: Parameters<typeof saveFile>[2]) => Promise<void>;
}

/** Files being saved from one place of the screen: what came of the last one. */
export function useSaving(): Saving {
  const error = ref<AppError | null>(null);
  const saved = ref('');

  async function save(kind: FileKind, fileName: string, make: Parameters<typeof saveFile>[2]): Promise<void> {
    [error.value, saved.value] = [null, ''];
    const done = await saveFile(kind, fileName, make);
    if (!done.ok) error.value = done.error;
    else if (done.value) saved.value = done.value.displayName;
  }

  return { error, saved, save };
}
