import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { fail, ok } from '@shared/kernel/result';
import RestoreSteps from '@renderer/features/recovery/parts/RestoreSteps.vue';
import { useRestore } from '@renderer/features/recovery/use-restore';
import { double, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

let view: VueWrapper | undefined;

beforeEach(double.reset);
afterEach(() => view?.unmount());

it('a part that the chosen one leans on is named, and chosen as well with one click', async () => {
  const parts = [
    { group: 'merchants', rows: 60 },
    { group: 'bills', rows: 900 },
  ];
  const info = { companyName: '青禾示例收单', createdAt: 0, merchants: 60, appVersion: '1.0.0', tables: {}, parts };
  double.answers['backup.inspect'] = () => ok({ ...info, isOwn: true, journalUntil: 0, encrypted: true });
  const refused = fail('backup.part_incomplete', { params: { table: 'txnBlocks', count: 3, needs: 'merchants' } });
  double.commands['backup.stage'] = () => refused;
  const flow = useRestore('backup');
  await flow.choose({ kind: 'folder', name: 'a.mbak' });
  flow.groups.value = ['bills'];
  Object.assign(flow.secret, { loginName: 'super', text: 'copper lantern orbit 27' });
  view = show(RestoreSteps, { flow, mode: 'backup' });
  await flow.open();
  await flushPromises();

  const add = view.findAll('button').find((button) => button.text().includes('一并选上'));
  expect(add?.text()).toContain('商户');
  await add!.trigger('click');
  expect(flow.groups.value).toEqual(['bills', 'merchants']);
  expect(view.text()).not.toContain('一并选上“商户”');
  // The password is asked for again: it was not kept.
  expect(flow.secret.text).toBe('');
});
