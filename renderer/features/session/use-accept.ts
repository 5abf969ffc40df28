import { reactive, ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AppError } from '@shared/kernel/result';
import { useNewPassword, type NewPassword } from '@renderer/platform/new-password';
import { useSessionStore } from '@renderer/platform/session-store';
import { useCommand, type CommandState } from '@renderer/platform/use-command';
import { useErrorText } from '@renderer/platform/use-error-text';
import { clearOnEdit } from '@renderer/ui/clear-on-edit';
import { useCountdown } from './use-countdown';

export interface AcceptFlow {
  texts: { loginName: string; code: string };
  errors: Record<'loginName' | 'code' | 'password' | 'repeated', string>;
  newPassword: NewPassword;
  failed: Ref<AppError | null>;
  countdown: ReturnType<typeof useCountdown>;
  accepting: CommandState<'invite.accept'>;
  declining: CommandState<'invite.decline'>;
  declined: Ref<boolean>;
  accept: () => Promise<boolean>;
  decline: () => Promise<boolean>;
  forget: () => void;
}

/** Somebody invited: the code from the paper, a password of their own, and in; or no, thank you. */
export function useAccept(loginName: string): AcceptFlow {
  const { t } = useI18n();
  const errorText = useErrorText();
  const store = useSessionStore();
  const accepting = useCommand('invite.accept');
  const declining = useCommand('invite.decline');
  const countdown = useCountdown();
  const texts = reactive({ loginName, code: '' });
  const errors = reactive({ loginName: '', code: '', password: '', repeated: '' });
  const declined = ref(false);
  const failed = ref<AppError | null>(null);
  // What the person will be is known only to the core: the rest of the rules is its word.
  const newPassword = useNewPassword(
    () => 'plain',
    () => [texts.loginName, store.setup?.companyName ?? ''].filter((word) => word !== ''),
    (key, values) => t(key, values ?? {}),
  );
  clearOnEdit(errors, {
    loginName: () => texts.loginName,
    code: () => texts.code,
    password: () => newPassword.password.value,
    repeated: () => newPassword.repeated.value,
  });

  function hasCode(): boolean {
    Object.assign(errors, { password: '', repeated: '' });
    errors.loginName = texts.loginName.trim() === '' ? t('session.signIn.nameNeeded') : '';
    errors.code = texts.code.trim() === '' ? t('session.accept.codeNeeded') : '';
    return errors.loginName === '' && errors.code === '';
  }

  function refused(error: AppError): false {
    if (error.code.startsWith('password.')) errors.password = errorText(error);
    else failed.value = error;
    const seconds = Number(error.params?.['seconds'] ?? 0);
    if (seconds > 0) countdown.start(seconds);
    return false;
  }

  const isBusy = (): boolean => accepting.busy.value || declining.busy.value || countdown.seconds.value > 0;
  const typed = (): { loginName: string; code: string } => ({
    loginName: texts.loginName.trim(),
    code: texts.code.trim(),
  });

  return {
    texts,
    errors,
    newPassword,
    failed,
    countdown,
    accepting,
    declining,
    declined,
    async accept() {
      failed.value = null;
      if (isBusy()) return true;
      const complete = hasCode();
      Object.assign(errors, newPassword.check());
      if (!complete || errors.password !== '' || errors.repeated !== '') return false;
      const result = await accepting.run({ ...typed(), password: newPassword.password.value });
      if (!result.ok) return refused(result.error);
      await store.refresh();
      return true;
    },
    async decline() {
      failed.value = null;
      if (isBusy()) return true;
      if (!hasCode()) return false;
      const result = await declining.run(typed());
      if (!result.ok) return refused(result.error);
      declined.value = true;
      return true;
    },
    forget() {
      texts.code = '';
      newPassword.password.value = '';
      newPassword.repeated.value = '';
    },
  };
}
