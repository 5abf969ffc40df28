import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RoleView } from '@shared/contracts/people';
import { ok } from '@shared/kernel/result';
import RolePage from '@renderer/features/admins/RolePage.vue';
import { useSessionStore } from '@renderer/platform/session-store';
import { double, sessionOf, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

const place = vi.hoisted(() => ({ params: { id: 'help' }, push: vi.fn() }));
vi.mock('vue-router', async (original) => ({
  ...(await original<typeof import('vue-router')>()),
  useRoute: () => place,
  useRouter: () => place,
  onBeforeRouteLeave: () => undefined,
}));

const role = (extra: Partial<RoleView> = {}): RoleView => ({
  id: 'help',
  zh: '驻场专员',
  en: 'Support',
  dutyZh: '',
  dutyEn: '',
  permissions: ['merchant:view'],
  scope: null,
  limits: {},
  isBuiltIn: false,
  rev: 3,
  holders: [{ id: 'lin', name: '林录入', state: 'active' }],
  unnamed: 0,
  isEditable: true,
  ...extra,
});
let view: VueWrapper;

async function open(shown: RoleView): Promise<void> {
  double.reset();
  double.answers['session.current'] = () => ok(sessionOf('super'));
  double.answers['role.list'] = () => ok([shown]);
  double.answers['role.preview'] = () =>
    ok({
      affected: [{ id: 'lin', name: '林录入', added: ['merchant:status'], removed: [], altered: [], conflicts: [] }],
      unnamed: 1,
    });
  await useSessionStore().start();
  view = show(RolePage);
  await flushPromises();
  await vi.waitFor(() => expect(view.find('.rights-matrix').exists()).toBe(true));
}

const chip = (label: string) => view.findAll('button.right-chip').find((one) => one.text() === label)!;
const saveButton = () => view.findAll('button').find((one) => one.text() === '保存角色');

afterEach(() => {
  view.unmount();
  document.body.replaceChildren();
});

describe('a role of the company’s own', () => {
  it('says whom a change reaches before it is saved, and is saved with a reason', async () => {
    await open(role());
    double.commands['role.update'] = () => ok({ rev: 4, affected: 2 });
    await chip('审核与变更状态').trigger('click');
    await flushPromises();
    await vi.waitFor(() => expect(view.text()).toContain('保存后有 2 位的权限会改变'));
    expect(view.find('.role-effects').text()).toContain('林录入');
    expect(view.find('.role-effects').text()).toContain('另有 1 位');
    expect(saveButton()!.attributes('disabled')).toBeDefined();
    await view.find('.role-page__save input').setValue('新岗位');
    await saveButton()!.trigger('click');
    await flushPromises();
    expect(double.ran).toHaveBeenCalledWith('role.update', {
      id: 'help',
      rev: 3,
      zh: '驻场专员',
      en: 'Support',
      dutyZh: '',
      dutyEn: '',
      permissions: ['merchant:view', 'merchant:status'],
      scope: null,
      limits: {},
      reason: '新岗位',
      acceptConflicts: false,
    });
  });

  it('that is built in can be looked at and not touched', async () => {
    await open(role({ isBuiltIn: true, isEditable: false }));
    expect(chip('审核与变更状态').attributes('disabled')).toBeDefined();
    expect(saveButton()).toBeUndefined();
    expect(view.text()).toContain('内置角色不能修改');
  });
});
