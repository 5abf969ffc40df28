import { useI18n } from 'vue-i18n';
import { toErrorText } from '@shared/kernel/error-texts';
import type { AppError } from '@shared/kernel/result';

/** An error in the words of the language shown now. */
export function useErrorText(): (error: AppError) => string {
  const { locale } = useI18n({ useScope: 'global' });
  return (error) => toErrorText(error, locale.value === 'en' ? 'en' : 'zh');
}
