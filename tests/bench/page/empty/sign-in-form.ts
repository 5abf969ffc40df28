import { ElButton, ElForm, ElFormItem, ElInput } from 'element-plus';
import { defineComponent, h, ref } from 'vue';

/** As little as a sign-in screen can be; nothing behind it. */
export const SignInForm = defineComponent(() => {
  const name = ref('');
  const password = ref('');
  const input = (label: string, value: typeof name, type: string) =>
    h(ElFormItem, { label }, () =>
      h(ElInput, { type, modelValue: value.value, 'onUpdate:modelValue': (text: string) => (value.value = text) }),
    );
  return () =>
    h(ElForm, () => [
      input('Name', name, 'text'),
      input('Password', password, 'password'),
      h(ElButton, { type: 'primary' }, () => 'Sign in'),
    ]);
});
