import { useI18n } from 'vue-i18n';
import { toAge, toSize } from './figures';

/** Ages and sizes in the user's language. */
export function useWords(): { age: (at: number, now?: number) => string; size: (bytes: number) => string } {
  const { t, n } = useI18n();
  return {
    age(at, now = Date.now()) {
      const { unit, count } = toAge(at, now);
      return t(`backups.age.${unit}`, { n: n(count) });
    },
    size(bytes) {
      const { unit, count } = toSize(bytes);
      return t(`backups.size.${unit}`, { n: n(count) });
    },
  };
}
