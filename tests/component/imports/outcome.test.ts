import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from 'vue-i18n';
import imports from '@renderer/app/locale/zh/imports';
import ConfirmStep from '@renderer/features/imports/parts/ConfirmStep.vue';
import DoneStep from '@renderer/features/imports/parts/DoneStep.vue';
import RevertDialog from '@renderer/features/imports/parts/RevertDialog.vue';
import type { SheetWorker } from '@renderer/features/imports/use-import';
import { askCore, runCommand } from '@renderer/platform/workers';
import type { RevertOutcome } from '@shared/contracts/core';
import type { FileSummary } from '@shared/imports/define';
import { fail, ok } from '@shared/kernel/result';
import { dryRun, fakeSheet, fileSummary, importSummary } from './fake-sheet';
import { buttonOf, mountStep, settle } from './mount-step';

vi.mock('@renderer/platform/workers', () => ({
  sheet: () => Promise.reject(new Error('not here')),
  askCore: vi.fn(),
  runCommand: vi.fn(),
}));
vi.mock('@renderer/platform/use-can', async () => {
  const { ref } = await import('vue');
  return { useCan: () => ref(true) };
});
vi.mock('@renderer/platform/use-error-text', () => ({ useErrorText: () => (error: { code: string }) => error.code }));
vi.mock('@renderer/platform/save-file', () => ({
  saveFile: async (_kind: string, name: string, make: () => Promise<unknown>) => {
    await make();
    return { ok: true, value: { displayName: name } };
  },
}));

let mounted: VueWrapper | null = null;
afterEach(() => {
  mounted?.unmount();
  document.body.replaceChildren();
  vi.mocked(askCore).mockReset();
  vi.mocked(runCommand).mockReset();
});

async function atConfirm(change: Partial<SheetWorker> = {}, file: Partial<FileSummary> = {}) {
  const worker = fakeSheet([], { open: () => Promise.resolve(ok(fileSummary(file))), ...change });
  const made = mountStep(ConfirmStep, 'confirm', worker);
  mounted = made.wrapper;
  await made.flow.open({ name: 'x', text: 'x' });
  await made.flow.check();
  await made.flow.go('confirm');
  await settle();
  const act = (): HTMLButtonElement => made.wrapper.find<HTMLButtonElement>('.step-foot .el-button--primary').element;
  return { ...made, worker, act };
}

describe('before an import is written', () => {
  it('says what would be done: numbers, fields, and why rows are left out', async () => {
    const found = dryRun({
      create: 90,
      update: 4,
      fill: 2,
      unchanged: 3,
      failed: 5,
      skip: { duplicate: 6, existing: 1, chosen: 2, removed: 4, blank: 0 },
      fields: [{ field: 'contactPhone', count: 4 }],
      filled: [{ field: 'email', count: 2 }],
      tidied: [{ field: 'ratePpm', count: 80 }],
      cleared: [{ field: 'level', count: 1 }],
    });
    const { wrapper, act } = await atConfirm({ dryRun: () => Promise.resolve(ok(found)) });
    const cards = wrapper.findAll('.number-cards__card').map((card) => card.text());
    expect(cards).toEqual(['新增商户90', '更新商户4', '补充空白2', '内容相同，不动3', '跳过9', '有错误，不导入5']);
    const list = (name: string): string => wrapper.find(`.dry-run__list.is-${name}`).text();
    expect(list('fields')).toContain('联系电话4 处');
    expect(list('filled')).toContain('电子邮箱2 处');
    expect(list('skipped')).toMatch(/与文件中另一行重复6 行.*按设置跳过1 行.*您选择跳过2 行/);
    expect(list('left')).toContain('您删除的行4 行');
    expect(list('left')).not.toContain('空行');
    expect(list('tidied')).toContain('费率80 处');
    expect(list('cleared')).toContain('商户等级1 处');
    expect(act().textContent).toContain('导入 96 行');
  });

  it('cannot be started before it is known what it would do', async () => {
    let answer: (() => void) | undefined;
    const { act, worker } = await atConfirm({
      dryRun: () => new Promise((resolve) => (answer = () => resolve(ok(dryRun())))),
    });
    expect(act().disabled).toBe(true);
    answer?.();
    await settle();
    expect(act().disabled).toBe(false);
    act().click();
    await settle();
    expect(worker.commit).toHaveBeenCalledOnce();
  });

  it('asks about a file that was imported before, and leads to what came of it', async () => {
    const { wrapper, act, worker } = await atConfirm({}, { sameFileAs: { batchId: 'b7', at: 0, by: '周予安' } });
    expect(wrapper.text()).toContain('周予安');
    expect(wrapper.find('.confirm-step__batch').attributes('href')).toBe('/merchants?importBatchId=b7');
    expect(act().disabled).toBe(true);
    await wrapper.find('input[type=checkbox]').setValue(true);
    await settle();
    act().click();
    await settle();
    expect(worker.commit).toHaveBeenCalledWith({ onlyValid: true, allowSameFile: true }, expect.any(Function));
  });

  it('looks again when the rows were checked again', async () => {
    const look = vi.fn(() => Promise.resolve(ok(dryRun())));
    const { flow } = await atConfirm({ dryRun: look });
    await flow.change.undo();
    await settle();
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('has nothing to start when nothing would be written', async () => {
    const { act } = await atConfirm({ dryRun: () => Promise.resolve(ok(dryRun({ create: 0 }))) });
    expect(act().disabled).toBe(true);
    expect(act().textContent).toContain('没有可以导入的行');
  });
});

describe('after an import', () => {
  async function atDone() {
    const worker = fakeSheet([], { plan: () => Promise.resolve(ok(importSummary())) });
    const made = mountStep(DoneStep, 'done', worker);
    mounted = made.wrapper;
    await made.flow.open({ name: 'x', text: 'x' });
    await made.flow.check();
    await made.flow.go('confirm');
    await made.flow.commit();
    await settle();
    return { ...made, worker };
  }

  it('tells to mend the saved rows and import that very file', async () => {
    const { wrapper, worker } = await atDone();
    buttonOf(document, '保存未导入的行').click();
    await settle();
    expect(worker.failedWorkbook).toHaveBeenCalledWith('zh', expect.any(Function));
    expect(wrapper.text()).toContain(`已保存“${imports.done.leftName}”`);
    expect(wrapper.text()).toContain('直接导入');
  });

  it('says nothing when saving them was cancelled, and can save them then', async () => {
    const { wrapper, worker, flow } = await atDone();
    let answer: (result: ReturnType<typeof fail>) => void = () => undefined;
    vi.mocked(worker.failedWorkbook).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    buttonOf(document, '保存未导入的行').click();
    await settle();
    expect(flow.state.value.busy?.work).toBe('save');
    flow.cancel();
    expect(worker.cancel).toHaveBeenCalledOnce();
    expect(worker.terminate).not.toHaveBeenCalled();
    answer(fail('operation.cancelled'));
    await settle();
    expect(flow.state.value).toMatchObject({ step: 'done', busy: null, error: null });
    expect(document.querySelector('.el-message')).toBeNull();
    buttonOf(document, '保存未导入的行').click();
    await settle();
    expect(wrapper.text()).toContain(`已保存“${imports.done.leftName}”`);
  });

  it('can be taken back on the spot', async () => {
    vi.mocked(askCore).mockResolvedValue(ok({ removed: 2, restored: 0, kept: [], keptTotal: 0 }));
    vi.mocked(runCommand).mockResolvedValue(ok({ removed: 2, restored: 0, kept: [], keptTotal: 0 }));
    const { wrapper } = await atDone();
    buttonOf(document, '撤销导入').click();
    await settle();
    buttonOf(document.querySelector('.el-dialog')!, '撤销导入（2 个商户）').click();
    await settle();
    expect(runCommand).toHaveBeenCalledWith('import.revert', { batchId: 'b1' }, undefined);
    expect(wrapper.find('h2').text()).toBe('导入已撤销');
  });
});

describe('undoing an import', () => {
  const kept = [{ id: 'm9', merchantNo: 'M0009', name: '麦悦超市', changedAt: 0, changedBy: '林知夏' }];
  const outcome = (change: Partial<RevertOutcome> = {}): RevertOutcome => ({
    removed: 80,
    restored: 3,
    kept,
    keptTotal: 1,
    ...change,
  });

  async function opened(props: Record<string, unknown> = {}) {
    const wrapper = mount(RevertDialog, {
      attachTo: document.body,
      props: { modelValue: true, batchId: 'b1', fileName: '商户.xlsx', ...props },
      global: {
        plugins: [
          createI18n({
            legacy: false,
            locale: 'zh',
            messages: { zh: { imports } },
            datetimeFormats: { zh: { long: { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } } },
          }),
        ],
        stubs: { transition: false },
      },
    });
    mounted = wrapper;
    await settle();
    return { wrapper, dialog: document.querySelector<HTMLElement>('.el-dialog')! };
  }

  it('says first what it would do, and which merchants it leaves alone, changed by whom and when', async () => {
    vi.mocked(askCore).mockResolvedValue(ok(outcome()));
    const { dialog } = await opened();
    expect(askCore).toHaveBeenCalledWith('import.revertPreview', { batchId: 'b1' });
    expect(dialog.textContent).toContain('将移除（新增的）80');
    expect(dialog.textContent).toContain('将恢复原值（更新的）3');
    expect(dialog.querySelector('.kept-merchants tbody')!.textContent).toMatch(/M0009麦悦超市林知夏1970/);
    expect(runCommand).not.toHaveBeenCalled();
  });

  it('then says what it did, with what was changed between the look and the deed', async () => {
    vi.mocked(askCore).mockResolvedValue(ok(outcome({ kept: [], keptTotal: 0 })));
    vi.mocked(runCommand).mockResolvedValue(ok(outcome({ removed: 79, keptTotal: 600 })));
    const { wrapper, dialog } = await opened();
    buttonOf(dialog, '撤销导入（83 个商户）').click();
    await settle();
    expect(dialog.textContent).toContain('已撤销导入“商户.xlsx”');
    expect(dialog.textContent).toContain('已移除79');
    expect(dialog.textContent).toContain('另有 599 个没有列出');
    expect(wrapper.emitted('done')).toHaveLength(1);
  });

  it('stays open and says why when it is refused', async () => {
    vi.mocked(askCore).mockResolvedValue(ok(outcome()));
    vi.mocked(runCommand).mockResolvedValue(fail('import.already_reverted'));
    const { wrapper, dialog } = await opened();
    buttonOf(dialog, '撤销导入（83 个商户）').click();
    await settle();
    expect(dialog.textContent).toContain('import.already_reverted');
    expect(wrapper.emitted('done')).toBeUndefined();
  });

  it('offers nothing to press when nothing would be undone', async () => {
    vi.mocked(askCore).mockResolvedValue(ok(outcome({ removed: 0, restored: 0 })));
    const { dialog } = await opened();
    expect(buttonOf(dialog, '撤销导入').disabled).toBe(true);
  });

  it('is only a look when it was done before', async () => {
    vi.mocked(askCore).mockResolvedValue(ok(outcome()));
    const { dialog } = await opened({ isPast: true });
    expect(dialog.textContent).toContain('已保留');
    expect([...dialog.querySelectorAll('.el-dialog__footer button')].map((one) => one.textContent.trim())).toEqual([
      '关闭',
    ]);
  });
});
