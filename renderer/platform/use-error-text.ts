import { toErrorText } from '@shared/kernel/error-texts';
import type { AppError } from '@shared/kernel/result';
import { shownLanguage } from './language';

/** An error in the words of the language shown now. */
export function useErrorText(): (error: AppError) => string {
  return (error) => toErrorText(error, shownLanguage.value);
}
