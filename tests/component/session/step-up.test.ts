import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { fail, ok } from '@shared/kernel/result';
import PinDialog from '@renderer/features/session/PinDialog.vue';
import PinForm from '@renderer/features/session/PinForm.vue';
import SignInForm from '@renderer/features/session/parts/SignInForm.vue';
import StepUpDialog from '@renderer/features/session/StepUpDialog.vue';
import { useSessionStore } from '@renderer/platform/session-store';
import { useStepUpStore } from '@renderer/platform/step-up';
import { useCommand } from '@renderer/platform/use-command';
import { double, sessionOf, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

let view: VueWrapper | undefined;
const inBody = (selector: string) => [...document.body.querySelectorAll<HTMLInputElement>(selector)];

beforeEach(double.reset);
afterEach(() => {
  view?.unmount();
  view = undefined;
  document.body.replaceChildren();
});

async function typeInto(selector: string, text: string): Promise<void> {
  const input = inBody(selector)[0]!;
  input.value = text;
  input.dispatchEvent(new Event('input'));
  await flushPromises();
}

async function submit(): Promise<void> {
  document.body.querySelector('form')!.dispatchEvent(new Event('submit'));
  await flushPromises();
}

describe('a command that asks who is there', () => {
  it('is repeated by itself once the person has proved it, and the page never hears of the question', async () => {
    let proved = false;
    double.commands['admin.setRights'] = () => (proved ? ok('done') : fail('access.step_up'));
    const command = useCommand('admin.setRights');
    const running = command.run({} as never);
    await flushPromises();
    expect(useStepUpStore().question).toEqual({ kind: 'proof' });
    proved = true;
    useStepUpStore().settle(true);
    expect(await running).toEqual({ ok: true, value: 'done' });
    expect(command.error.value).toBeNull();
    expect(double.ran).toHaveBeenCalledTimes(2);
  });

  it('stays refused when the person changes their mind', async () => {
    double.commands['admin.setRights'] = () => fail('access.step_up');
    const command = useCommand('admin.setRights');
    const running = command.run({} as never);
    await flushPromises();
    useStepUpStore().settle(false);
    expect(await running).toMatchObject({ error: { code: 'access.step_up' } });
    expect(double.ran).toHaveBeenCalledTimes(1);
  });

  it('may ask for a proof and then for the PIN, each once, and never for ever', async () => {
    const answers = ['access.step_up', 'access.pin'] as const;
    let asked = 0;
    double.commands['factor.reset'] = () =>
      asked < 2 ? fail(answers[asked++]!, { params: { command: 'factor.reset' } }) : ok();
    const kinds: string[] = [];
    const running = useCommand('factor.reset').run({ id: 'a', reason: 'b' });
    for (let i = 0; i < 2; i++) {
      await flushPromises();
      kinds.push(useStepUpStore().question?.kind ?? '');
      useStepUpStore().settle(true);
    }
    expect((await running).ok).toBe(true);
    expect(kinds).toEqual(['proof', 'pin']);

    double.commands['factor.reset'] = () => fail('access.step_up');
    const circling = useCommand('factor.reset').run({ id: 'a', reason: 'b' });
    for (let i = 0; i < 3; i++) {
      await flushPromises();
      useStepUpStore().settle(true);
    }
    expect((await circling).ok).toBe(false);
  });
});

describe('the dialog', () => {
  it('takes the password, and a code only from who has a second factor', async () => {
    useSessionStore().session = sessionOf('super');
    const settled = useStepUpStore().ask({ kind: 'proof' });
    view = show(StepUpDialog);
    await flushPromises();
    expect(document.body.textContent).not.toContain('改用验证码');
    double.commands['session.prove'] = () => fail('session.wrong_credentials');
    await typeInto('input[type="password"]', 'not this');
    await submit();
    expect(document.body.textContent).toContain('密码不正确');
    expect(inBody('input[type="password"]')[0]!.value).toBe('');
    double.commands['session.prove'] = () => ok();
    await typeInto('input[type="password"]', 'this one');
    await submit();
    expect(double.ran).toHaveBeenLastCalledWith('session.prove', { password: 'this one' });
    expect(await settled).toBe(true);
  });

  it('offers the code to who has one', async () => {
    useSessionStore().session = sessionOf('super', { secondFactor: 'on' });
    void useStepUpStore().ask({ kind: 'proof' });
    view = show(StepUpDialog);
    await flushPromises();
    [...document.body.querySelectorAll('button')].find((one) => one.textContent?.includes('改用验证码'))!.click();
    await flushPromises();
    await typeInto('input[autocomplete="one-time-code"]', '123456');
    await submit();
    expect(double.ran).toHaveBeenLastCalledWith('session.prove', { code: '123456' });
  });

  it('gives the PIN for the very command that asked', async () => {
    const settled = useStepUpStore().ask({ kind: 'pin', command: 'pin.reset' });
    view = show(PinDialog, { command: 'pin.reset' });
    await flushPromises();
    await typeInto('input[type="password"]', '73a8462');
    await submit();
    expect(double.ran).toHaveBeenLastCalledWith('session.provePin', { pin: '738462', command: 'pin.reset' });
    expect(await settled).toBe(true);
  });
});

describe('signing in with a second factor', () => {
  it('asks for the code once the password was right, and gives both together', async () => {
    double.commands['session.signIn'] = (input) =>
      (input as { code?: string }).code ? fail('session.wrong_code') : fail('session.code_needed');
    view = show(SignInForm, { loginName: 'chen' });
    await view.findAll('input')[1]!.setValue('the password');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(view.text()).toContain('这个账号还需要验证码');
    expect(view.findAll('input')).toHaveLength(1);
    await view.find('input').setValue('123456');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(double.ran).toHaveBeenLastCalledWith('session.signIn', {
      loginName: 'chen',
      password: 'the password',
      code: '123456',
    });
    expect(view.text()).toContain('验证码不正确');
    expect((view.find('input').element as HTMLInputElement).value).toBe('');
    await view.findAll('button').at(-1)!.trigger('click');
    await flushPromises();
    expect(view.findAll('input')).toHaveLength(2);
    expect((view.findAll('input')[1]!.element as HTMLInputElement).value).toBe('');
  });
});

describe('choosing an action PIN', () => {
  it('refuses a weak one and two that differ before asking the core', async () => {
    useSessionStore().session = sessionOf('super');
    view = show(PinForm, { replacing: false });
    const [pin, repeated] = view.findAll('input');
    await pin!.setValue('123456');
    await repeated!.setValue('123457');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(view.text()).toContain('太容易猜');
    expect(view.text()).toContain('不一致');
    expect(double.ran).not.toHaveBeenCalled();
    await pin!.setValue('738462');
    await repeated!.setValue('738462');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(double.ran).toHaveBeenCalledWith('pin.set', { pin: '738462' });
    expect(view.emitted('done')).toHaveLength(1);
  });
});
