import type { ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { PreviewTarget } from '@shared/contracts/rights';
import type { AppError } from '@shared/kernel/result';
import { useDeskStore } from './desk-store';
import { useCommand } from './use-command';

/** Looking through somebody's eyes: the whole window follows, as the session says so. */
export function usePreview(): {
  begin: (target: PreviewTarget) => Promise<void>;
  end: () => Promise<void>;
  error: ShallowRef<AppError | null>;
  busy: ShallowRef<boolean>;
} {
  const desk = useDeskStore();
  const router = useRouter();
  const started = useCommand('preview.begin');
  const left = useCommand('preview.end');
  return {
    begin: async (target) => {
      desk.previewFrom = router.currentRoute.value.fullPath;
      await started.run(target);
    },
    end: async () => void (await left.run({})),
    error: started.error,
    busy: started.busy,
  };
}
