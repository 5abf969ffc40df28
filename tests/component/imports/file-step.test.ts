import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import imports from '@renderer/app/locale/zh/imports';
import FileStep from '@renderer/features/imports/parts/FileStep.vue';
import { ok } from '@shared/kernel/result';
import { fakeSheet, fileSummary, FULL_MAPPING, importSummary } from './fake-sheet';
import { buttonOf, mountStep, settle } from './mount-step';

vi.mock('@renderer/platform/workers', () => ({ sheet: () => Promise.reject(new Error('not here')), askCore: vi.fn() }));
vi.mock('@renderer/platform/use-error-text', () => ({ useErrorText: () => (error: { code: string }) => error.code }));

let mounted: VueWrapper | null = null;
afterEach(() => {
  mounted?.unmount();
  document.body.replaceChildren();
});

async function opened(change: Parameters<typeof fakeSheet>[1] = {}) {
  const worker = fakeSheet([], change);
  const made = mountStep(FileStep, 'file', worker);
  mounted = made.wrapper;
  await settle();
  return { ...made, worker };
}

function paste(target: EventTarget, text: string, files: File[] = []): Event {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { files, getData: () => text } });
  target.dispatchEvent(event);
  return event;
}

const TABLE = '商户名称\t费率\n青禾\t0.6%';
const pending = { fileName: '商户.xlsx', bytes: 9, savedAt: 0, rows: 1200, changes: 7 };

describe('choosing a file', () => {
  it('opens a table that is pasted anywhere on the step, not only into the field that says so', async () => {
    const { wrapper, worker } = await opened();
    paste(document.body, TABLE);
    await settle();
    expect(worker.open).toHaveBeenCalledWith({ name: imports.file.pasted, text: TABLE }, expect.any(Function));
    expect(wrapper.find('textarea').exists()).toBe(false);
  });

  it('opens a table pasted into the field, and a copied file', async () => {
    const { wrapper, worker } = await opened();
    const event = paste(wrapper.find('textarea').element, '', [new File(['x'], 'a.xlsx')]);
    await settle();
    expect(event.defaultPrevented).toBe(true);
    expect(worker.open).toHaveBeenCalledWith({ name: 'a.xlsx', blob: expect.any(File) as File }, expect.any(Function));
  });

  it('leaves what is pasted into a dialog to the dialog, and an empty clipboard alone', async () => {
    const { worker } = await opened();
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    document.body.append(dialog);
    paste(dialog, TABLE);
    const empty = paste(document.body, ' \n');
    await settle();
    expect(worker.open).not.toHaveBeenCalled();
    expect(empty.defaultPrevented).toBe(false);
  });

  it('no longer listens when the step is left', async () => {
    const { worker, wrapper } = await opened();
    wrapper.unmount();
    paste(document.body, TABLE);
    await settle();
    expect(worker.open).not.toHaveBeenCalled();
  });

  it('opens a file that was dropped', async () => {
    const { wrapper, worker } = await opened();
    const file = new File(['x'], 'a.csv');
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files: [file] } });
    wrapper.find('.file-step__drop').element.dispatchEvent(event);
    await settle();
    expect(worker.open).toHaveBeenCalledWith({ name: 'a.csv', blob: file }, expect.any(Function));
  });
});

describe('an import that was not finished', () => {
  it('is offered with file, time, rows and changes, and gone on with', async () => {
    const resumed = {
      file: fileSummary(),
      mapping: FULL_MAPPING,
      duplicateMode: 'skip' as const,
      summary: importSummary({ changed: 7 }),
    };
    const { wrapper, flow } = await opened({
      pending: () => Promise.resolve(ok(pending)),
      resume: () => Promise.resolve(ok(resumed)),
    });
    const card = wrapper.find('.pending-card');
    expect(card.text()).toContain('上次的导入没有完成');
    expect(card.text()).toContain('商户.xlsx');
    expect(card.text()).toContain('1970');
    expect(card.text()).toMatch(/1,?200 行.*7 处修改/);
    buttonOf(card.element, '继续导入').click();
    await settle();
    expect(flow.state.value).toMatchObject({ step: 'check', summary: { changed: 7 } });
  });

  it('is forgotten only after a question', async () => {
    const { wrapper, worker } = await opened({ pending: () => Promise.resolve(ok(pending)) });
    buttonOf(wrapper.find('.pending-card').element, '放弃').click();
    await settle();
    const question = document.querySelector('.el-message-box')!;
    buttonOf(question, '取消').click();
    await settle();
    expect(worker.discardPending).not.toHaveBeenCalled();
    buttonOf(wrapper.find('.pending-card').element, '放弃').click();
    await settle();
    buttonOf([...document.querySelectorAll('.el-message-box')].at(-1)!, '放弃').click();
    await settle();
    expect(worker.discardPending).toHaveBeenCalledOnce();
    expect(wrapper.find('.pending-card').exists()).toBe(false);
  });

  it('is not spoken of when there is none', async () => {
    const { wrapper } = await opened();
    expect(wrapper.find('.pending-card').exists()).toBe(false);
  });
});
