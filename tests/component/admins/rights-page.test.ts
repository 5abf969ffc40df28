import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AdminView } from '@shared/contracts/core';
import { ok } from '@shared/kernel/result';
import RightsPage from '@renderer/features/admins/RightsPage.vue';
import { useSessionStore } from '@renderer/platform/session-store';
import { adminView } from '../../support/factories/admin-view';
import { assignedRole } from '../../support/rights-of-role';
import { double, sessionOf, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

const place = vi.hoisted(() => ({ params: { id: 'lin' }, push: vi.fn() }));
vi.mock('vue-router', async (original) => ({
  ...(await original<typeof import('vue-router')>()),
  useRoute: () => place,
  useRouter: () => place,
  onBeforeRouteLeave: () => undefined,
}));

const admin = (id: string, extra: Partial<AdminView>): AdminView => adminView(id, { roles: [], rev: 7, ...extra });

let view: VueWrapper;

async function open(rights = assignedRole('entry'), others: AdminView[] = []): Promise<void> {
  double.reset();
  double.answers['session.current'] = () => ok(sessionOf('super'));
  double.answers['admin.list'] = () => ok([admin('lin', { name: '林录入', rights }), ...others]);
  await useSessionStore().start();
  view = show(RightsPage);
  await flushPromises();
  await vi.waitFor(() => expect(view.text()).toContain('权限矩阵'));
}

const chip = (label: string) => view.findAll('tbody .right-chip').find((one) => one.text() === label)!;
const button = (label: string) => view.findAll('button').find((one) => one.text() === label)!;
const giveReason = (text: string) => view.find('input[aria-label^="原因"]').setValue(text);

beforeEach(() => place.push.mockReset());
afterEach(() => view.unmount());

describe('the rights of an administrator', () => {
  it('show where each comes from and what clicking it changes, and are saved with a reason only', async () => {
    await open();
    expect(chip('导入商户').classes()).toContain('is-role');
    expect(chip('查看审计日志').classes()).toContain('is-off');
    expect(button('保存权限').attributes('disabled')).toBeDefined();
    await chip('导入商户').trigger('click');
    await chip('查看审计日志').trigger('click');
    expect(chip('导入商户').classes()).toContain('is-denied');
    expect(chip('查看审计日志').classes()).toContain('is-granted');
    expect(view.find('.rights-summary__added').text()).toContain('查看审计日志');
    expect(view.find('.rights-summary__removed').text()).toContain('导入商户');
    expect(button('保存权限').attributes('disabled')).toBeDefined();
    await giveReason('岗位调整');
    double.commands['admin.setRights'] = () => ok({ rev: 8, added: [], removed: [] });
    await button('保存权限').trigger('click');
    await flushPromises();
    expect(double.ran).toHaveBeenLastCalledWith('admin.setRights', {
      id: 'lin',
      rev: 7,
      reason: '岗位调整',
      acceptConflicts: false,
      rights: {
        ...assignedRole('entry'),
        denies: ['merchant:import'],
        grants: [{ permission: 'audit:view', scope: null, expiresAt: 0 }],
      },
    });
    expect(place.push).toHaveBeenCalledWith('/admins');
  });

  it('take a click back with another one', async () => {
    await open();
    for (const label of ['导入商户', '查看审计日志']) {
      await chip(label).trigger('click');
      await chip(label).trigger('click');
    }
    expect(view.find('.rights-summary__added').exists()).toBe(false);
    expect(view.find('.rights-summary__why').text()).toBe('还没有改动');
  });

  it('want conflicts of duties confirmed before they are saved', async () => {
    await open();
    await chip('审核与变更状态').trigger('click');
    await giveReason('临时代班');
    expect(view.text()).toContain('录入商户的人可以自己审核通过');
    expect(button('保存权限').attributes('disabled')).toBeDefined();
    await view.find('.rights-conflicts .el-checkbox input').setValue(true);
    expect(button('保存权限').attributes('disabled')).toBeUndefined();
  });

  it('show as cut off what the manager does not hold', async () => {
    const boss = admin('boss', { name: '王店长', rights: assignedRole('readonly') });
    await open(assignedRole('entry', { managerId: 'boss' }), [boss]);
    expect(chip('导入商户').classes()).toContain('is-capped');
    expect(chip('查看商户').classes()).toContain('is-role');
  });

  it('of a whole row go on and off with its head', async () => {
    await open(assignedRole('readonly'));
    const head = view.findAll('tbody th .el-checkbox input')[0]!;
    await head.setValue(true);
    expect(chip('彻底删除商户').classes()).toContain('is-granted');
    await head.setValue(false);
    expect(chip('彻底删除商户').classes()).toContain('is-off');
    expect(chip('查看商户').classes()).toContain('is-denied');
  });
});
