import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { fail, ok } from '@shared/kernel/result';
import AdminsPage from '@renderer/features/admins/AdminsPage.vue';
import { createOneTimePassword } from '@renderer/platform/one-time-password';
import { useSessionStore } from '@renderer/platform/session-store';
import { adminView } from '../../support/factories/admin-view';
import { assignedRole } from '../../support/rights-of-role';
import { double, sessionOf, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

const ROWS = [
  adminView('chen', { name: '陈测试', rights: assignedRole('super'), isSelf: true }),
  adminView('lin', { name: '林录入' }),
];
let view: VueWrapper;

async function open(role: 'super' | 'finance'): Promise<void> {
  double.reset();
  double.answers['session.current'] = () => ok(sessionOf(role));
  double.answers['admin.list'] = () => ok(ROWS);
  await useSessionStore().start();
  view = show(AdminsPage);
  await flushPromises();
  await vi.waitFor(() => expect(view.text()).toContain('林录入'));
}

const buttonIn = (root: ParentNode, label: string): HTMLButtonElement =>
  [...root.querySelectorAll('button')].find((button) => button.textContent?.trim() === label)!;

afterEach(() => {
  view.unmount();
  document.body.replaceChildren();
});

describe('the administrators page', () => {
  beforeEach(() => open('super'));

  it('lets nobody disable or reset themselves', () => {
    const actions = view.findAll('tbody tr').map((row) => row.findAll('button').map((button) => button.text()));
    expect(actions).toEqual([
      ['权限', '编辑'],
      ['权限', '编辑', '停用', '更多'],
    ]);
  });

  it('creates an administrator and shows the one-time password once', async () => {
    double.commands['admin.create'] = () => ok({ id: 'new' });
    buttonIn(view.element as HTMLElement, '新增管理员').click();
    await flushPromises();
    const dialog = document.querySelector<HTMLElement>('.el-dialog')!;
    const [name, login] = [...dialog.querySelectorAll<HTMLInputElement>('input:not([type="radio"])')];
    for (const [field, text] of [
      [name!, '周示例'],
      [login!, 'zhou'],
    ] as const) {
      field.value = text;
      field.dispatchEvent(new Event('input'));
    }
    buttonIn(dialog, '新增管理员').click();
    await flushPromises();
    const [command, input] = double.ran.mock.calls[0] as [string, { password: string }];
    expect(command).toBe('admin.create');
    expect(input).toMatchObject({ name: '周示例', loginName: 'zhou', roleId: 'entry' });
    expect(document.querySelector('.one-time__password code')?.textContent).toBe(input.password);
    buttonIn(document, '已经记下').click();
    await flushPromises();
    expect(document.body.textContent).not.toContain(input.password);
  });

  it('says at the field that a login name is taken', async () => {
    double.commands['admin.create'] = () => fail('admin.login_taken');
    buttonIn(view.element as HTMLElement, '新增管理员').click();
    await flushPromises();
    const dialog = document.querySelector<HTMLElement>('.el-dialog')!;
    for (const field of dialog.querySelectorAll<HTMLInputElement>('input:not([type="radio"])')) {
      field.value = 'lin';
      field.dispatchEvent(new Event('input'));
    }
    buttonIn(dialog, '新增管理员').click();
    await flushPromises();
    expect(dialog.querySelector('[role="alert"]')?.textContent).toContain('已被使用');
  });
});

it('offers who may not manage nothing but a look at the rights', async () => {
  await open('finance');
  // The arrows that sort a column have no text.
  const labels = view
    .findAll('button')
    .map((one) => one.text())
    .filter((text) => text !== '');
  expect(new Set(labels)).toEqual(new Set(['权限', '已删除的管理员']));
});

it('makes one-time passwords that differ and hold no look-alikes', () => {
  const made = Array.from({ length: 200 }, createOneTimePassword);
  expect(new Set(made).size).toBe(200);
  for (const password of made) expect(password).toMatch(/^([a-km-np-zA-HJ-NP-Z2-9]{4}-){3}[a-km-np-zA-HJ-NP-Z2-9]{4}$/);
});
