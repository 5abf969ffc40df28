import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AppError } from '@shared/kernel/result';
import { useLanguage } from '@renderer/platform/language';
import { isLoginName } from '@renderer/platform/login-name';
import { useNewPassword, type NewPassword } from '@renderer/platform/new-password';
import { saveRecoveryCode } from '@renderer/platform/save-recovery-code';
import { useSessionStore } from '@renderer/platform/session-store';
import { useCommand } from '@renderer/platform/use-command';
import { useErrorText } from '@renderer/platform/use-error-text';
import { clearOnEdit } from '@renderer/ui/clear-on-edit';

export type SetupStep = 'welcome' | 'company' | 'code' | 'finish';
export const SETUP_STEPS: readonly SetupStep[] = ['welcome', 'company', 'code', 'finish'];

export interface SetupFlow {
  step: Ref<SetupStep>;
  form: { companyName: string; adminName: string; loginName: string };
  newPassword: NewPassword;
  errors: Record<'companyName' | 'adminName' | 'loginName' | 'password' | 'repeated', string>;
  failed: Ref<AppError | null>;
  busy: ComputedRef<boolean>;
  recoveryCode: Ref<string>;
  savedAs: Ref<string>;
  /** Checks the form and creates the company; false when a field is to be corrected. */
  create: () => Promise<boolean>;
  saveCode: () => Promise<void>;
  finish: (withSample: boolean) => Promise<void>;
}

/** The first run: company and first administrator, the recovery code, then the desk. */
export function useSetup(): SetupFlow {
  const { t } = useI18n();
  const errorText = useErrorText();
  const { language } = useLanguage();
  const store = useSessionStore();
  const create = useCommand('setup.create');
  const loadSample = useCommand('sample.load');
  const step = ref<SetupStep>('welcome');
  const form = reactive({ companyName: '', adminName: '', loginName: '' });
  const errors = reactive({ companyName: '', adminName: '', loginName: '', password: '', repeated: '' });
  const newPassword = useNewPassword(
    () => 'strong',
    () => [form.companyName, form.adminName, form.loginName].filter((word) => word !== ''),
    (key, values) => t(key, values ?? {}),
  );
  clearOnEdit(errors, {
    companyName: () => form.companyName,
    adminName: () => form.adminName,
    loginName: () => form.loginName,
    password: () => newPassword.password.value,
    repeated: () => newPassword.repeated.value,
  });
  const recoveryCode = ref('');
  const savedAs = ref('');
  const failed = ref<AppError | null>(null);

  function check(): boolean {
    errors.companyName = form.companyName.trim() === '' ? t('setup.company.nameNeeded') : '';
    errors.adminName = form.adminName.trim() === '' ? t('setup.company.adminNeeded') : '';
    errors.loginName = isLoginName(form.loginName.trim()) ? '' : t('session.loginNameRule');
    Object.assign(errors, newPassword.check());
    return Object.values(errors).every((text) => text === '');
  }

  async function run(): Promise<boolean> {
    failed.value = null;
    if (!check()) return false;
    // Held here until the code is kept: the session begins with the company.
    store.pinned = 'setup';
    const made = await create.run({
      companyName: form.companyName.trim(),
      adminName: form.adminName.trim(),
      loginName: form.loginName.trim(),
      password: newPassword.password.value,
      locale: language.value,
    });
    if (made.ok) {
      recoveryCode.value = made.value.recoveryCode;
      newPassword.password.value = '';
      newPassword.repeated.value = '';
      step.value = 'code';
      return true;
    }
    store.pinned = null;
    if (made.error.code.startsWith('password.')) errors.password = errorText(made.error);
    else failed.value = made.error;
    return false;
  }

  return {
    step,
    form,
    newPassword,
    errors,
    failed,
    busy: computed(() => create.busy.value || loadSample.busy.value),
    recoveryCode,
    savedAs,
    create: run,
    async saveCode() {
      const lines = [
        `${t('app.name')} - ${t('session.code.title')}`,
        `${t('session.code.company')}: ${form.companyName.trim()}`,
        `${t('session.loginName')}: ${form.loginName.trim()}`,
        '',
        recoveryCode.value,
        '',
        t('session.code.sheetNote'),
      ];
      const saved = await saveRecoveryCode(lines, t('session.code.fileName'));
      if (!saved.ok) failed.value = saved.error;
      else if (saved.value) savedAs.value = saved.value.displayName;
    },
    async finish(withSample) {
      failed.value = null;
      if (withSample) {
        const loaded = await loadSample.run({});
        if (!loaded.ok) return void (failed.value = loaded.error);
      }
      recoveryCode.value = '';
      store.pinned = null;
      await store.refresh();
    },
  };
}
