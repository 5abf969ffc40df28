import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { fail, ok } from '@shared/kernel/result';
import SetupWizard from '@renderer/features/setup/SetupWizard.vue';
import { useSessionStore } from '@renderer/platform/session-store';
import { double, sessionOf, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

const CODE = 'AGFE-BJRZ-ZJNV-94PP-W9JN-K048-CET1-WQTE';
const PASSWORD = 'paper lantern river 42';
let view: VueWrapper;

const inputs = () => view.findAll('input');
const press = async (label: string): Promise<void> => {
  await view
    .findAll('button')
    .find((button) => button.text() === label)!
    .trigger('click');
  await flushPromises();
};

beforeEach(async () => {
  double.reset();
  double.answers['setup.status'] = () => ok({ state: 'virgin', companyName: '', loginNames: [] });
  await useSessionStore().start();
  view = show(SetupWizard);
  await press('开始设置');
});
afterEach(() => view.unmount());

async function fill(password = PASSWORD): Promise<void> {
  for (const [i, text] of ['青禾示例收单', '陈测试', 'chen', password, password].entries())
    await inputs()[i]!.setValue(text);
  await view.find('form').trigger('submit');
  await flushPromises();
}

describe('the first run', () => {
  it('asks for everything at once and goes to the first gap', async () => {
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(view.findAll('[aria-invalid="true"]').length).toBeGreaterThanOrEqual(4);
    expect(document.activeElement).toBe(inputs()[0]!.element);
    expect(double.ran).not.toHaveBeenCalled();
  });

  it('shows the refusal of a common password at the password', async () => {
    double.commands['setup.create'] = () => fail('password.too_common');
    await fill();
    const wrong = view.find('[aria-invalid="true"]');
    expect(wrong.attributes('name')).toBe('new-password');
    expect(view.text()).toContain('太常见');
    expect(useSessionStore().screen).toBe('setup');
  });

  it('goes on only when two groups of the code were typed back, and then offers sample data', async () => {
    double.commands['setup.create'] = () => ok({ recoveryCode: CODE, session: sessionOf('super') });
    await fill();
    double.answers['setup.status'] = () => ok({ state: 'ready', companyName: '青禾示例收单', loginNames: [] });
    double.answers['session.current'] = () => ok(sessionOf('super'));
    await useSessionStore().refresh();
    // The session has begun; the code is still to be kept.
    expect(useSessionStore().screen).toBe('setup');
    expect(view.findAll('.recovery-code__groups code').map((c) => c.text())).toEqual(CODE.split('-'));
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(view.text()).toContain('与恢复码不符');
    const asked = view.findAll('.recovery-code__fields label').map((label) => Number(/\d+/.exec(label.text())![0]));
    expect(new Set(asked).size).toBe(2);
    for (const [i, group] of asked.entries()) await inputs()[i]!.setValue(CODE.split('-')[group - 1]!.toLowerCase());
    await view.find('form').trigger('submit');
    await flushPromises();
    double.commands['sample.load'] = () => ok({ created: 60 });
    await press('装入示例');
    expect(double.ran).toHaveBeenLastCalledWith('sample.load', {});
    expect(useSessionStore().screen).toBe('desk');
  });
});
