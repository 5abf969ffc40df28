import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { ElInput, ElInputNumber, ElOption, ElSelect } from 'element-plus';
import { afterEach, describe, expect, it } from 'vitest';
import { h, type VNode } from 'vue';
import FormField from '@renderer/ui/FormField.vue';

let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
  required?: boolean;
}

const CONTROLS = {
  'a text': (control) => h(ElInput, control),
  'a number': (control) => h(ElInputNumber, control),
  'one of a list': (control) => h(ElSelect, control, () => h(ElOption, { value: 'a', label: 'A' })),
  'one of a list that is searched': (control) => h(ElSelect, { ...control, filterable: true }),
} satisfies Record<string, (control: { id: string }) => VNode>;

async function show(name: keyof typeof CONTROLS, props: FieldProps): Promise<VueWrapper> {
  const form = (given: FieldProps): VNode =>
    h(FormField, given, { default: ({ control }: { control: { id: string } }) => CONTROLS[name](control) });
  form.props = ['label', 'hint', 'error', 'required'];
  mounted = mount(form, { attachTo: document.body, props });
  await flushPromises();
  return mounted;
}

describe.each(Object.keys(CONTROLS) as (keyof typeof CONTROLS)[])('a field for %s', (name) => {
  it('is found by its label and says on the control itself that it is needed', async () => {
    const field = await show(name, { label: '币种', required: true });
    const control = field.get(`[id="${field.get('label').attributes('for')}"]`);
    expect(control.element.tagName).toBe('INPUT');
    expect(control.attributes('aria-required')).toBe('true');
    expect(field.findAll('[aria-required]')).toHaveLength(1);
  });

  it('has the control described by its hint, then by what is wrong, and marked as wrong no longer than it is', async () => {
    const field = await show(name, { label: '币种', hint: '三个字母' });
    const control = field.get('input');
    const described = (): string => field.get(`[id="${control.attributes('aria-describedby')}"]`).text();
    expect(described()).toBe('三个字母');
    expect(control.attributes('aria-required')).toBeUndefined();
    await field.setProps({ error: '请选择' });
    await flushPromises();
    expect(described()).toBe('请选择');
    expect(control.attributes('aria-invalid')).toBe('true');
    expect(field.findAll('[aria-invalid]')).toHaveLength(1);
    await field.setProps({ error: '', hint: '' });
    await flushPromises();
    expect(control.attributes('aria-describedby')).toBeUndefined();
    expect(control.attributes('aria-invalid')).toBeUndefined();
  });
});
