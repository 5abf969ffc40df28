import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { createI18n } from 'vue-i18n';
import type { Entity } from '@shared/entities/define';
import { merchant, type MerchantField } from '@shared/entities/merchant';
import { issueMessage } from '@shared/imports/issue-texts';
import { checkField } from '@shared/rules/fields';
import ui from '@renderer/app/locale/zh/ui';
import EntityForm from '@renderer/ui/EntityForm.vue';
import { formFieldOrder, layoutForm, type FieldComplaint } from '@renderer/ui/entity-form';
import { showInForm } from '@renderer/ui/show-field';
import { useEntityForm, type EntityFormState } from '@renderer/ui/use-entity-form';

const GOOD_USCC = '91350100M000100Y43';
let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

/** Keys and errors work the same over nine fields as over twenty-five, and a form of nine is up in no time. */
const SHOWN: readonly string[] = [
  'name',
  'shortName',
  'merchantType',
  'uscc',
  'province',
  'city',
  'district',
  'ratePpm',
  'onboardedOn',
];
const FEW: Entity = {
  ...merchant,
  fields: Object.fromEntries(Object.entries(merchant.fields).filter(([name]) => SHOWN.includes(name))),
};

function newForm(initial: Record<string, string> = {}, masked: Record<string, string> = {}): EntityFormState {
  return useEntityForm({
    entity: merchant,
    check: (field, text) => checkField(field as MerchantField, text),
    show: (field, value) => showInForm(merchant.fields[field as MerchantField], value),
    initial,
    masked: () => masked,
  });
}

function mountForm(form: EntityFormState, masked: Record<string, string> = {}): VueWrapper {
  const wrapper = mount(EntityForm, {
    attachTo: document.body,
    props: {
      entity: FEW,
      form,
      locale: 'zh',
      masked,
      complaintText: (field: string, complaint: FieldComplaint) => issueMessage({ ...complaint, field }, 'zh'),
      sectionTitle: (section: string) => section,
    },
    global: { plugins: [createI18n({ legacy: false, locale: 'zh', messages: { zh: { ui } } })] },
  }) as VueWrapper;
  mounted = wrapper;
  return wrapper;
}

function inputOf(wrapper: VueWrapper, field: string): HTMLInputElement {
  return wrapper.find(`[data-fields~="${field}"] input, [data-fields~="${field}"] textarea`)
    .element as HTMLInputElement;
}

function press(element: HTMLElement, key: string, init: KeyboardEventInit = {}): void {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
}

describe('the form over an entity', () => {
  it('shows every field a person may enter once, province, city and district as one control', () => {
    const controls = layoutForm(merchant).flatMap((section) => section.controls);
    expect(controls.find((control) => control.fields.length > 1)?.fields).toEqual(['province', 'city', 'district']);
    const inputs = Object.entries(merchant.fields).filter(([, field]) => !('system' in field && field.system));
    expect([...formFieldOrder(merchant)].sort()).toEqual(inputs.map(([name]) => name).sort());
  });

  it('goes to the next field with Enter and back with Shift+Enter', () => {
    const wrapper = mountForm(newForm());
    const name = inputOf(wrapper, 'name');
    name.focus();
    press(name, 'Enter');
    expect(document.activeElement).toBe(inputOf(wrapper, 'shortName'));
    press(inputOf(wrapper, 'shortName'), 'Enter', { shiftKey: true });
    expect(document.activeElement).toBe(name);
  });

  it('leaves Enter to the input method while it composes', () => {
    const wrapper = mountForm(newForm());
    const name = inputOf(wrapper, 'name');
    name.focus();
    press(name, 'Enter', { isComposing: true });
    press(name, 'Enter', { keyCode: 229 });
    expect(document.activeElement).toBe(name);
  });

  it('leaves Enter to an open list', () => {
    const wrapper = mountForm(newForm());
    const type = inputOf(wrapper, 'merchantType');
    type.focus();
    type.setAttribute('aria-expanded', 'true');
    press(type, 'Enter');
    expect(document.activeElement).toBe(type);
  });

  it('saves with Enter on the last field, and with Ctrl+S anywhere', () => {
    const wrapper = mountForm(newForm());
    const all = wrapper.findAll('input:not([tabindex="-1"]), textarea').map((found) => found.element as HTMLElement);
    const last = all.at(-1)!;
    last.focus();
    press(last, 'Enter');
    expect(wrapper.emitted('save')).toHaveLength(1);
    press(inputOf(wrapper, 'name'), 's', { ctrlKey: true });
    expect(wrapper.emitted('save')).toHaveLength(2);
  });

  it('asks to leave with Escape', () => {
    const wrapper = mountForm(newForm());
    press(inputOf(wrapper, 'name'), 'Escape');
    expect(wrapper.emitted('cancel')).toHaveLength(1);
  });

  it('ties an error to its field and shows its words when the field is left', async () => {
    const form = newForm();
    const wrapper = mountForm(form);
    const uscc = inputOf(wrapper, 'uscc');
    await nextTick();
    uscc.focus();
    form.type('uscc', '91350100M000100Y44');
    uscc.blur();
    await nextTick();
    expect(uscc.getAttribute('aria-invalid')).toBe('true');
    const note = document.getElementById(uscc.getAttribute('aria-describedby')!);
    expect(note?.textContent).toContain(merchant.fields.uscc.zh);
    form.type('uscc', GOOD_USCC);
    await nextTick();
    expect(uscc.getAttribute('aria-invalid')).toBe('false');
  });

  it('shows the tidied value when a field is left, and what was typed', async () => {
    const form = newForm();
    const wrapper = mountForm(form);
    form.type('onboardedOn', '2024年1月5日');
    form.settle('onboardedOn');
    form.type('ratePpm', '6‰');
    form.settle('ratePpm');
    await nextTick();
    expect(form.texts['onboardedOn']).toBe('2024-01-05');
    expect(form.texts['ratePpm']).toBe('0.60%');
    expect(wrapper.find('[data-fields~="onboardedOn"]').text()).toContain('2024年1月5日');
    expect(form.values(['ratePpm', 'onboardedOn'])).toEqual({ ratePpm: '6000', onboardedOn: '2024-01-05' });
  });

  it('finds the first invalid field in the order of the form', () => {
    const form = newForm({ name: '青禾便利店', merchantType: 'RETAIL', mcc: '5499', onboardedOn: '2024-01-05' });
    expect(form.checkAll()).toBe('uscc');
  });

  it('focuses the field it is told to', async () => {
    const wrapper = mountForm(newForm());
    await (wrapper.vm as unknown as { focusField(field: string): Promise<void> }).focusField('city');
    expect(document.activeElement).toBe(inputOf(wrapper, 'province'));
  });
});

describe('the state of a form', () => {
  it('knows what was changed, and forgets it when the change is taken back', () => {
    const form = newForm({ name: '甲' });
    expect(form.dirty.value).toBe(false);
    form.type('name', '乙');
    expect(form.changed.value).toEqual(['name']);
    form.type('name', '甲');
    expect(form.dirty.value).toBe(false);
  });

  it('neither checks nor sends a masked field left empty', () => {
    const masked = { contactPhone: '138****0000' };
    const form = newForm({}, masked);
    form.checkAll();
    expect(form.complaints['contactPhone']).toEqual([]);
    expect(form.values(['contactPhone'])).toEqual({});
    form.type('contactPhone', '139 0000 0000');
    expect(form.changed.value).toEqual(['contactPhone']);
    expect(form.values(form.changed.value)).toEqual({ contactPhone: '13900000000' });
  });

  it('does not complain about a field nobody has left yet', () => {
    const form = newForm();
    form.type('uscc', '9');
    expect(form.complaints['uscc']).toEqual([]);
    form.settle('uscc');
    expect(form.complaints['uscc']?.[0]?.severity).toBe('error');
  });

  it('shows what the gate complained about on the field it is about', () => {
    const form = newForm();
    expect(
      form.showIssues([
        { field: 'uscc', code: 'uscc.checksum' },
        { field: 'unknown', code: 'x' },
      ]),
    ).toBe('uscc');
    expect(form.complaints['uscc']).toEqual([{ code: 'uscc.checksum', severity: 'error' }]);
  });

  it('fills a draft in as changes of its own', () => {
    const form = newForm({ name: '甲' });
    form.fill({ name: '乙', remark: '草稿' });
    expect(form.changed.value).toEqual(['name', 'remark']);
    form.reset({ name: '丙' });
    expect(form.dirty.value).toBe(false);
    expect(form.texts['name']).toBe('丙');
  });
});
