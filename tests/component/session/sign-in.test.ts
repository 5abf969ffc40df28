import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { fail, ok } from '@shared/kernel/result';
import SignInForm from '@renderer/features/session/parts/SignInForm.vue';
import LockScreen from '@renderer/features/session/LockScreen.vue';
import ChangePasswordForm from '@renderer/features/session/ChangePasswordForm.vue';
import { useSessionStore } from '@renderer/platform/session-store';
import { double, sessionOf, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

let view: VueWrapper;

const type = async (index: number, text: string): Promise<void> => {
  await view.findAll('input')[index]!.setValue(text);
};

beforeEach(double.reset);
afterEach(() => {
  view.unmount();
  vi.useRealTimers();
});

describe('signing in', () => {
  beforeEach(() => {
    view = show(SignInForm, { loginName: '', 'onUpdate:loginName': (v: string) => view.setProps({ loginName: v }) });
  });

  it('asks for what is missing and puts the cursor there', async () => {
    await type(0, 'chen');
    await view.find('form').trigger('submit');
    await flushPromises();
    const password = view.findAll('input')[1]!;
    expect(password.attributes('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(password.element);
    const described = password.attributes('aria-describedby')!;
    expect(document.getElementById(described)?.textContent).toBe('请输入密码');
    expect(double.ran).not.toHaveBeenCalled();
  });

  it('says that name or password is wrong, empties the password and lets one try again', async () => {
    double.commands['session.signIn'] = () => fail('session.wrong_credentials');
    await type(0, ' chen ');
    await type(1, 'not this one');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(double.ran).toHaveBeenCalledWith('session.signIn', { loginName: 'chen', password: 'not this one' });
    expect(view.text()).toContain('登录名或密码不正确');
    expect((view.findAll('input')[1]!.element as HTMLInputElement).value).toBe('');
    expect(document.activeElement).toBe(view.findAll('input')[1]!.element);
  });

  it('counts the wait down and does not even ask the core meanwhile', async () => {
    vi.useFakeTimers();
    double.commands['session.signIn'] = () => fail('session.throttled', { params: { seconds: 30 } });
    await type(0, 'chen');
    await type(1, 'a guess');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(view.text()).toContain('请等待 30 秒');
    await type(1, 'another guess');
    await view.find('form').trigger('submit');
    expect(double.ran).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(view.text()).toContain('请等待 18 秒');
    await vi.advanceTimersByTimeAsync(18_500);
    expect(view.text()).not.toContain('请等待');
    await view.find('form').trigger('submit');
    expect(double.ran).toHaveBeenCalledTimes(2);
  });

  it('tells a closed account from a wrong password', async () => {
    double.commands['session.signIn'] = () => fail('session.account_disabled');
    await type(0, 'chen');
    await type(1, 'right password');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(view.text()).toContain('已停用');
  });
});

describe('the lock screen', () => {
  it('opens for the same person only with the password', async () => {
    double.answers['session.current'] = () => ok(sessionOf('entry', { locked: true }));
    await useSessionStore().start();
    view = show(LockScreen);
    expect(view.text()).toContain('陈测试');
    double.commands['session.unlock'] = () => fail('session.wrong_credentials');
    await type(0, 'wrong');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(view.text()).toContain('密码不正确');
    expect(useSessionStore().screen).toBe('locked');
    double.commands['session.unlock'] = () => ok(sessionOf('entry'));
    double.answers['session.current'] = () => ok(sessionOf('entry'));
    await type(0, 'right');
    await view.find('form').trigger('submit');
    await flushPromises();
    expect(useSessionStore().screen).toBe('desk');
  });
});

describe('changing the password', () => {
  it('refuses a short one, two different ones, and one with the own name, before the core is asked', async () => {
    double.answers['session.current'] = () => ok(sessionOf('entry'));
    await useSessionStore().start();
    view = show(ChangePasswordForm, { currentLabel: '当前密码' });
    const submit = async (next: string, repeated: string): Promise<string> => {
      await type(0, 'the present one');
      await type(1, next);
      await type(2, repeated);
      await view.find('form').trigger('submit');
      await flushPromises();
      return view.text();
    };
    expect(await submit('short', 'short')).toContain('至少需要 10 个字符');
    expect(await submit('quiet forest lamp', 'quiet forest lump')).toContain('两次输入的密码不一致');
    expect(await submit('陈测试的密码一定很长', '陈测试的密码一定很长')).toContain('容易被猜中');
    expect(double.ran).not.toHaveBeenCalled();
    await submit('quiet forest lamp', 'quiet forest lamp');
    expect(double.ran).toHaveBeenCalledWith('session.changePassword', {
      current: 'the present one',
      next: 'quiet forest lamp',
    });
    expect(view.emitted('done')).toHaveLength(1);
  });
});
