import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MerchantView } from '@shared/contracts/core';
import { fail, ok } from '@shared/kernel/result';
import MerchantDetail from '@renderer/features/merchants/MerchantDetail.vue';
import MerchantEdit from '@renderer/features/merchants/MerchantEdit.vue';
import { useSessionStore } from '@renderer/platform/session-store';
import { double, sessionOf, show } from '../app/core-double';
import { syntheticMerchant } from '../../support/factories/import-batch';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

const place = vi.hoisted(() => ({ params: {}, replace: vi.fn(), push: vi.fn() }));
vi.mock('vue-router', async (original) => ({
  ...(await original<typeof import('vue-router')>()),
  useRoute: () => ({ params: place.params, query: {} }),
  useRouter: () => place,
  onBeforeRouteLeave: () => undefined,
}));

const MASKED = { legalIdNo: '440***********0014', contactPhone: '138****0007', accountNo: '****0073' };
const storedAs = (extra: Partial<MerchantView>): MerchantView => ({
  ...syntheticMerchant(7),
  ...MASKED,
  merchantNo: 'M00000007',
  status: 'ACTIVE',
  id: 'm7',
  rev: 3,
  createdAt: 1,
  createdBy: 'a1',
  ownerId: 'a1',
  updatedAt: 2,
  updatedBy: 'a1',
  deletedAt: 0,
  importBatchId: '',
  regionCode: '440304',
  isSample: false,
  ...extra,
});

let view: VueWrapper;
const page = (): HTMLElement => view.element as HTMLElement;
const buttonOf = (root: ParentNode, label: string): HTMLButtonElement =>
  [...root.querySelectorAll('button')].find((button) => button.textContent?.trim() === label)!;
const field = (name: string) => view.find(`[data-fields~="${name}"] input`);
const ranAs = (name: string): unknown[] =>
  double.ran.mock.calls.filter(([command]) => command === name).map(([, input]) => input);

beforeEach(async () => {
  double.reset();
  place.params = {};
  place.replace.mockReset();
  double.answers['session.current'] = () => ok(sessionOf('super'));
  double.answers['merchant.duplicates'] = () => ok([]);
  double.answers['merchant.history'] = () => ok([]);
  await useSessionStore().start();
});

afterEach(() => {
  view.unmount();
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe('the form of a new merchant', () => {
  beforeEach(async () => {
    view = show(MerchantEdit);
    await flushPromises();
  });

  it('saves a draft that has no more than its name', async () => {
    double.commands['merchant.create'] = () => ok(storedAs({ status: 'DRAFT' }));
    await field('name').setValue('青禾手工面馆');
    buttonOf(page(), '保存').click();
    await flushPromises();
    expect(ranAs('merchant.create')).toMatchObject([{ submit: false, values: { name: '青禾手工面馆', uscc: '' } }]);
    expect(place.replace).toHaveBeenCalledWith({ name: 'merchant', params: { id: 'm7' } });
  });

  it('hands nothing in while a required field is empty, and says which at the field', async () => {
    await field('name').setValue('青禾手工面馆');
    buttonOf(page(), '保存并提交审核').click();
    await flushPromises();
    expect(ranAs('merchant.create')).toEqual([]);
    expect(field('uscc').attributes('aria-invalid')).toBe('true');
    expect(view.find('[data-fields~="uscc"] .is-error').text()).toContain('必填');
  });

  it('says at the field that a code belongs to another merchant', async () => {
    double.commands['merchant.create'] = () =>
      fail('merchant.uscc_taken', {
        params: { merchantNo: 'M00000001', name: '别家' },
        issues: [{ field: 'uscc', code: 'uscc.taken' }],
      });
    await field('name').setValue('青禾手工面馆');
    await field('uscc').setValue(syntheticMerchant(9).uscc);
    buttonOf(page(), '保存').click();
    await flushPromises();
    expect(view.find('[data-fields~="uscc"] .is-error').text()).toContain('已属于另一个商户');
  });
});

describe('a merchant somebody else changed meanwhile', () => {
  it('is saved only as decided field by field', async () => {
    place.params = { id: 'm7' };
    let stored = storedAs({});
    double.answers['merchant.get'] = () => ok(stored);
    double.commands['merchant.update'] = (input: { rev: number }) =>
      input.rev === stored.rev ? ok(stored) : fail('merchant.conflict');
    view = show(MerchantEdit);
    await flushPromises();
    await field('shortName').setValue('我的简称');
    await field('contactName').setValue('我的联系人');
    stored = storedAs({ rev: 4, shortName: '对方的简称', address: '新路 1 号' });

    buttonOf(page(), '保存').click();
    await flushPromises();
    const dialog = document.querySelector<HTMLElement>('.el-dialog')!;
    const rows = [...dialog.querySelectorAll('tbody tr')].map((row) => ({
      row,
      cells: [...row.children].slice(0, 3).map((cell) => cell.textContent?.trim()),
    }));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['商户简称', '我的简称', '对方的简称'],
      ['联系人', '我的联系人', '柏言'],
      ['详细地址', '人民路7号', '新路 1 号'],
    ]);
    rows[0]!.row.querySelectorAll<HTMLInputElement>('input')[1]!.click();
    await flushPromises();
    buttonOf(dialog, '按选择保存').click();
    await flushPromises();
    expect(ranAs('merchant.update').at(-1)).toEqual({
      id: 'm7',
      rev: 4,
      values: { contactName: '我的联系人' },
      submit: false,
    });
  });
});

describe('a sensitive value on the page of a merchant', () => {
  const shownText = (): string => view.find('.masked-text__value').text();

  beforeEach(async () => {
    place.params = { id: 'm7' };
    double.answers['merchant.get'] = () => ok(storedAs({}));
    double.commands['merchant.reveal'] = () => ok({ value: syntheticMerchant(7).legalIdNo! });
    view = show(MerchantDetail);
    await flushPromises();
  });

  it('is masked, shown when asked for, and hidden again after thirty seconds', async () => {
    vi.useFakeTimers();
    expect(shownText()).toBe(MASKED.legalIdNo);
    buttonOf(page(), '显示').click();
    await flushPromises();
    expect(ranAs('merchant.reveal')).toEqual([{ id: 'm7', field: 'legalIdNo' }]);
    expect(shownText()).toBe(syntheticMerchant(7).legalIdNo);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(shownText()).toBe(syntheticMerchant(7).legalIdNo);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shownText()).toBe(MASKED.legalIdNo);
  });

  it('stays masked when the gate refuses', async () => {
    double.commands['merchant.reveal'] = () => fail('access.denied');
    buttonOf(page(), '显示').click();
    await flushPromises();
    expect(shownText()).toBe(MASKED.legalIdNo);
  });
});
