import { computed, reactive, ref, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AppError } from '@shared/kernel/result';
import { useNewPassword, type NewPassword } from '@renderer/platform/new-password';
import { saveRecoveryCode } from '@renderer/platform/save-recovery-code';
import { useSessionStore } from '@renderer/platform/session-store';
import { useCommand } from '@renderer/platform/use-command';
import { useErrorText } from '@renderer/platform/use-error-text';
import { clearOnEdit } from '@renderer/ui/clear-on-edit';
import { useCountdown } from './use-countdown';

export interface RecoverFlow {
  texts: { loginName: string; recoveryCode: string };
  errors: Record<'loginName' | 'recoveryCode' | 'password' | 'repeated', string>;
  newPassword: NewPassword;
  failed: Ref<AppError | null>;
  busy: ShallowRef<boolean>;
  countdown: ReturnType<typeof useCountdown>;
  company: ComputedRef<string>;
  /** The new code, once the old one was accepted. */
  newCode: Ref<string>;
  savedAs: Ref<string>;
  recover: () => Promise<boolean>;
  saveCode: () => Promise<void>;
  finish: () => Promise<void>;
  forget: () => void;
}

/** A forgotten password: the recovery code opens, sets a new password, and is replaced by a new code. */
export function useRecover(loginName: string): RecoverFlow {
  const { t } = useI18n();
  const errorText = useErrorText();
  const store = useSessionStore();
  const command = useCommand('session.recover');
  const countdown = useCountdown();
  const texts = reactive({ loginName, recoveryCode: '' });
  const errors = reactive({ loginName: '', recoveryCode: '', password: '', repeated: '' });
  // Only a super administrator's code opens anything, so theirs are the rules.
  const newPassword = useNewPassword(
    () => 'strong',
    () => [texts.loginName, store.setup?.companyName ?? ''].filter((word) => word !== ''),
    (key, values) => t(key, values ?? {}),
  );
  clearOnEdit(errors, {
    loginName: () => texts.loginName,
    recoveryCode: () => texts.recoveryCode,
    password: () => newPassword.password.value,
    repeated: () => newPassword.repeated.value,
  });
  const failed = ref<AppError | null>(null);
  const newCode = ref('');
  const savedAs = ref('');

  function check(): boolean {
    errors.loginName = texts.loginName.trim() === '' ? t('session.signIn.nameNeeded') : '';
    errors.recoveryCode = texts.recoveryCode.trim() === '' ? t('session.recover.codeNeeded') : '';
    Object.assign(errors, newPassword.check());
    return Object.values(errors).every((text) => text === '');
  }

  async function recover(): Promise<boolean> {
    failed.value = null;
    if (command.busy.value || countdown.seconds.value > 0 || !check()) return false;
    store.pinned = 'signIn';
    const result = await command.run({
      loginName: texts.loginName.trim(),
      recoveryCode: texts.recoveryCode.trim(),
      newPassword: newPassword.password.value,
    });
    if (result.ok) {
      newCode.value = result.value.recoveryCode;
      forgetSecrets();
      return true;
    }
    store.pinned = null;
    if (result.error.code.startsWith('password.')) errors.password = errorText(result.error);
    else failed.value = result.error;
    const seconds = Number(result.error.params?.['seconds'] ?? 0);
    if (seconds > 0) countdown.start(seconds);
    return false;
  }

  function forgetSecrets(): void {
    texts.recoveryCode = '';
    newPassword.password.value = '';
    newPassword.repeated.value = '';
  }

  return {
    texts,
    errors,
    newPassword,
    failed,
    busy: command.busy,
    countdown,
    company: computed(() => store.setup?.companyName ?? ''),
    newCode,
    savedAs,
    recover,
    async saveCode() {
      const lines = [
        `${t('app.name')} - ${t('session.code.title')}`,
        `${t('session.code.company')}: ${store.setup?.companyName ?? ''}`,
        `${t('session.loginName')}: ${texts.loginName}`,
        '',
        newCode.value,
        '',
        t('session.code.sheetNote'),
      ];
      const saved = await saveRecoveryCode(lines, t('session.code.fileName'));
      if (!saved.ok) failed.value = saved.error;
      else if (saved.value) savedAs.value = saved.value.displayName;
    },
    async finish() {
      newCode.value = '';
      store.pinned = null;
      await store.refresh();
    },
    forget: forgetSecrets,
  };
}
