import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SavedView } from '@shared/contracts/views';
import SavedViews from '@renderer/ui/SavedViews.vue';
import { show } from '../app/core-double';

const OWN: SavedView = {
  id: 'v1',
  name: '在营',
  json: '{}',
  sharedWith: 'clerk',
  isRoleDefault: true,
  isOwn: true,
  ownerName: '',
};
const OTHER: SavedView = { ...OWN, id: 'v2', name: '待审', isRoleDefault: false, isOwn: false, ownerName: '陈测试' };
let view: VueWrapper;
const keep = vi.fn((_wish: Record<string, unknown>) => Promise.resolve(true));

beforeEach(async () => {
  keep.mockClear();
  view = show(SavedViews, {
    views: [OWN, OTHER],
    roles: [{ id: 'clerk', name: '录入员' }],
    defaultId: 'v2',
    mayManage: true,
    busy: false,
    error: '',
    keep,
    note: '',
  });
  await view.get('button').trigger('click');
  await vi.waitFor(() => expect(document.querySelector('.list-popover')).not.toBeNull());
});
afterEach(() => {
  view.unmount();
  document.body.replaceChildren();
});

const buttons = () => [...document.querySelectorAll<HTMLButtonElement>('.list-popover button')];
const button = (label: string) =>
  buttons().find((one) => one.getAttribute('aria-label') === label || one.textContent?.trim().startsWith(label))!;
const dialog = () => document.querySelector<HTMLElement>('.el-dialog')!;
const saveIn = () => [...dialog().querySelectorAll('button')].find((one) => one.textContent?.trim() === '保存')!;

describe('saved views of a list', () => {
  it('say whose they are, whom they are for, and are changed by their owner alone', () => {
    expect(button('在营').textContent).toContain('我的 · 共享给录入员 · 角色默认');
    expect(button('待审').textContent).toContain('陈测试 共享 · 默认');
    expect(button('修改“在营”')).toBeDefined();
    expect(button('修改“待审”')).toBeUndefined();
  });

  it('are opened by name', async () => {
    button('待审').click();
    await flushPromises();
    expect(view.emitted('open')).toEqual([[OTHER]]);
  });

  it('get another name without showing anything else, unless that is asked for', async () => {
    button('修改“在营”').click();
    await flushPromises();
    const name = dialog().querySelector('input')!;
    name.value = ' 在营商户 ';
    name.dispatchEvent(new Event('input'));
    await flushPromises();
    saveIn().click();
    await flushPromises();
    const wish = { id: 'v1', sharedWith: 'clerk', isDefault: false, isRoleDefault: true };
    expect(keep).toHaveBeenLastCalledWith({ ...wish, name: '在营商户', isRenewed: false });
  });

  it('are not kept without a name, and are with Enter in its field', async () => {
    button('保存当前视图').click();
    await flushPromises();
    const name = dialog().querySelector('input')!;
    name.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(saveIn().disabled).toBe(true);
    expect(keep).not.toHaveBeenCalled();
    name.value = '新的';
    name.dispatchEvent(new Event('input'));
    name.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await flushPromises();
    expect(keep).toHaveBeenCalledOnce();
    expect(keep.mock.calls[0]![0]).toMatchObject({ id: '', name: '新的', sharedWith: '', isRoleDefault: false });
  });
});
