import { ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AppError } from '@shared/kernel/result';
import { saveRecoveryCode } from '@renderer/platform/save-recovery-code';
import { useSessionStore } from '@renderer/platform/session-store';

export interface FactorCodes {
  /** Empty until there are some to show. */
  codes: Ref<string[]>;
  notes: () => string[];
  saved: Ref<string>;
  failed: Ref<AppError | null>;
  save: () => Promise<void>;
}

/** Recovery codes of a second factor, for the one time they are shown. */
export function useFactorCodes(): FactorCodes {
  const { t } = useI18n();
  const store = useSessionStore();
  const codes = ref<string[]>([]);
  const saved = ref('');
  const failed = ref<AppError | null>(null);
  const notes = (): string[] => [
    `${t('session.code.company')}: ${store.session?.companyName ?? ''} · ${t('session.loginName')}: ${store.session?.loginName ?? ''}`,
    t('session.factor.sheetNote'),
  ];

  return {
    codes,
    notes,
    saved,
    failed,
    async save() {
      const lines = [`${t('app.name')} - ${t('session.factor.codesTitle')}`, ...notes(), '', ...codes.value];
      const done = await saveRecoveryCode(lines, t('session.factor.fileName'));
      if (!done.ok) failed.value = done.error;
      else if (done.value) saved.value = t('session.code.saved', { name: done.value.displayName });
    },
  };
}
