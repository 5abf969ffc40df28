import { ElMessage } from 'element-plus';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ReviewSummary } from '@shared/contracts/reviews';
import type { AppError } from '@shared/kernel/result';
import { useLanguage } from '@renderer/platform/language';
import { saveFile } from '@renderer/platform/save-file';
import { sheet } from '@renderer/platform/workers';

/** A review as a workbook: the core gives it and keeps a record, the sheet worker writes it. */
export function useReviewExport(): {
  save: (review: ReviewSummary) => Promise<void>;
  busy: Ref<boolean>;
  error: ShallowRef<AppError | null>;
} {
  const { t } = useI18n();
  const { language } = useLanguage();
  const busy = ref(false);
  const error = shallowRef<AppError | null>(null);

  async function save({ id, no, title }: ReviewSummary): Promise<void> {
    busy.value = true;
    error.value = null;
    const name = `${no} ${title}.xlsx`;
    const saved = await saveFile('xlsx', name, async () => (await sheet()).exportReview(id, language.value));
    busy.value = false;
    if (!saved.ok) error.value = saved.error;
    else if (saved.value) ElMessage({ type: 'success', message: t('reviews.page.exported') });
  }

  return { save, busy, error };
}
