import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { checkPassword, PASSWORD_MIN, STRICT_KINDS, type PasswordClass } from '@shared/rules/password';
import { estimateStrength } from './password-strength';
import { useErrorText } from './use-error-text';

const PAUSE_MS = 200;

export interface NewPassword {
  password: Ref<string>;
  repeated: Ref<string>;
  /** Null until there is something to say. */
  strength: ShallowRef<0 | 1 | 2 | 3 | 4 | null>;
  hint: ComputedRef<string>;
  strengthText: ComputedRef<string>;
  /** What is wrong now, in words; '' when nothing. The core has the last word (common passwords). */
  check: () => { password: string; repeated: string };
}

/** Choosing a password, wherever that happens: the same rules as the core's, and how hard it would be to guess. */
export function useNewPassword(
  passwordClass: () => PasswordClass,
  words: () => readonly string[],
  t: (key: string, values?: Record<string, number>) => string,
  strict: () => boolean = () => false,
): NewPassword {
  const errorText = useErrorText();
  const password = ref('');
  const repeated = ref('');
  const strength = shallowRef<0 | 1 | 2 | 3 | 4 | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  watch([password, words], ([typed]) => {
    clearTimeout(timer);
    const mine = ++turn;
    if (typed === '') {
      strength.value = null;
      return;
    }
    timer = setTimeout(() => {
      void estimateStrength(typed, words()).then((score) => {
        if (mine === turn) strength.value = score;
      });
    }, PAUSE_MS);
  });

  return {
    password,
    repeated,
    strength,
    hint: computed(() => {
      const min = PASSWORD_MIN[passwordClass()];
      if (strict()) return t('session.password.hintStrict', { min, kinds: STRICT_KINDS });
      return t(passwordClass() === 'plain' ? 'session.password.hintPlain' : 'session.password.hint', { min });
    }),
    strengthText: computed(() => (strength.value === null ? '' : t(`session.password.strength${strength.value}`))),
    check() {
      const wrong = checkPassword(password.value, { class: passwordClass(), words: words(), strict: strict() });
      return {
        password: wrong ? errorText(wrong) : '',
        repeated: password.value === repeated.value ? '' : t('session.password.different'),
      };
    },
  };
}
