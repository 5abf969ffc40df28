import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import imports from '@renderer/app/locale/zh/imports';
import type { ImportFlow, SheetWorker } from '@renderer/features/imports/use-import';
import CheckStep from '@renderer/features/imports/parts/CheckStep.vue';
import FileStep from '@renderer/features/imports/parts/FileStep.vue';
import MapStep from '@renderer/features/imports/parts/MapStep.vue';
import { rowFate, viewCell } from '@renderer/features/imports/plan-cell';
import { columnName, sampleValues } from '@renderer/features/imports/column-samples';
import { ok } from '@shared/kernel/result';
import { fakeSheet, fileSummary, FULL_MAPPING, planRow } from './fake-sheet';
import { mountStep as mountAt, settle } from './mount-step';

vi.mock('@renderer/platform/workers', () => ({ sheet: () => Promise.reject(new Error('not here')), askCore: vi.fn() }));
vi.mock('@renderer/platform/use-query', async () => {
  const { shallowRef } = await import('vue');
  return { useQuery: () => ({ data: shallowRef(null), error: shallowRef(null), loading: shallowRef(false) }) };
});
vi.mock('@renderer/platform/use-error-text', () => ({ useErrorText: () => (error: { code: string }) => error.code }));

let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

function mountStep(step: Component, worker: SheetWorker): { wrapper: VueWrapper; flow: ImportFlow } {
  const at = step === FileStep ? 'file' : step === MapStep ? 'map' : 'check';
  const made = mountAt(step, at, worker);
  mounted = made.wrapper;
  return made;
}

const badRow = planRow(3, {
  status: 'invalid',
  raw: { name: '商户3', ratePpm: '面议' },
  values: { name: '商户3' },
  issues: [{ row: 3, field: 'ratePpm', code: 'rate.invalid', severity: 'error', message: '' }],
});

describe('choosing a file', () => {
  it('opens what was pasted from a spreadsheet', async () => {
    const worker = fakeSheet([]);
    const { wrapper } = mountStep(FileStep, worker);
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { files: [], getData: () => '商户名称\t费率\n青禾\t0.6%' } });
    wrapper.find('textarea').element.dispatchEvent(event);
    await settle();
    expect(worker.open).toHaveBeenCalledWith(
      { name: imports.file.pasted, text: '商户名称\t费率\n青禾\t0.6%' },
      expect.any(Function),
    );
  });

  it('opens a file that was dropped', async () => {
    const worker = fakeSheet([]);
    const { wrapper } = mountStep(FileStep, worker);
    const file = new File(['x'], 'a.csv');
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files: [file] } });
    wrapper.find('.file-step__drop').element.dispatchEvent(event);
    await settle();
    expect(worker.open).toHaveBeenCalledWith({ name: 'a.csv', blob: file }, expect.any(Function));
  });
});

describe('matching columns', () => {
  it('blocks the next step while a required field has no column, and names it', async () => {
    const mapping = { ...FULL_MAPPING };
    delete mapping['uscc'];
    const { wrapper, flow } = mountStep(
      MapStep,
      fakeSheet([], { open: () => Promise.resolve(ok(fileSummary({ mapping }))) }),
    );
    await flow.open({ name: 'x', text: 'x' });
    await settle();
    const next = wrapper.find('.step-foot .el-button--primary');
    expect(next.attributes('disabled')).toBeDefined();
    expect(wrapper.find('.step-foot__why').text()).toContain('统一社会信用代码');
    expect(wrapper.findAll('tr.is-missing')).toHaveLength(1);
    flow.mapField('uscc', 30);
    await settle();
    expect(wrapper.find('.step-foot .el-button--primary').attributes('disabled')).toBeUndefined();
  });

  it('marks what was matched with doubt until the clerk touches it', async () => {
    const { wrapper, flow } = mountStep(
      MapStep,
      fakeSheet([], { open: () => Promise.resolve(ok(fileSummary({ doubtful: ['remark'] }))) }),
    );
    await flow.open({ name: 'x', text: 'x' });
    await settle();
    expect(wrapper.findAll('tr.is-doubtful')).toHaveLength(1);
    flow.mapField('remark', FULL_MAPPING['remark']!);
    await settle();
    expect(wrapper.findAll('tr.is-doubtful')).toHaveLength(0);
  });
});

async function openCell(wrapper: VueWrapper): Promise<void> {
  await wrapper.find('.plan-cell.is-error').trigger('mousedown', { button: 0 });
  await wrapper.find('.plan-cell.is-error').trigger('dblclick');
  await settle();
}

describe('the validation grid', () => {
  async function atCheck(worker: SheetWorker) {
    const { wrapper, flow } = mountStep(CheckStep, worker);
    await flow.open({ name: 'x', text: 'x' });
    await flow.check();
    await settle();
    return { wrapper, flow };
  }

  it('opens on the rows with errors, the bad cell marked and its reason in reach', async () => {
    const { wrapper } = await atCheck(fakeSheet([planRow(2), badRow]));
    const rows = wrapper.findAll('.data-table__row');
    expect(rows).toHaveLength(1);
    expect(wrapper.find('.plan-cell.is-error').text()).toBe('面议');
  });

  it('mends a cell in place: double click, type, Enter', async () => {
    const worker = fakeSheet([planRow(2), badRow]);
    const { wrapper } = await atCheck(worker);
    await openCell(wrapper);
    const input = wrapper.find<HTMLInputElement>('.cell-input');
    expect(input.element.value).toBe('面议');
    await input.setValue('0.6%');
    await input.trigger('keydown', { key: 'Enter' });
    await settle();
    expect(worker.edit).toHaveBeenCalledOnce();
    expect(worker.edit).toHaveBeenCalledWith([{ row: 3, field: 'ratePpm', text: '0.6%' }]);
  });

  it('leaves a cell as it was on Escape, and does not re-check an unchanged one', async () => {
    const worker = fakeSheet([badRow]);
    const { wrapper } = await atCheck(worker);
    await openCell(wrapper);
    await wrapper.find('.cell-input').trigger('keydown', { key: 'Escape' });
    await settle();
    await openCell(wrapper);
    await wrapper.find('.cell-input').trigger('keydown', { key: 'Enter' });
    await settle();
    expect(worker.edit).not.toHaveBeenCalled();
  });

  it('filters by the group chosen', async () => {
    const worker = fakeSheet([planRow(2), badRow]);
    const { wrapper } = await atCheck(worker);
    await wrapper.findAll('.check-bar__chip')[0]!.trigger('click');
    await settle();
    expect(wrapper.findAll('.data-table__row')).toHaveLength(2);
  });

  it('undoes the last edit with Ctrl+Z', async () => {
    const worker = fakeSheet([badRow]);
    const { wrapper, flow } = await atCheck(worker);
    await flow.change.edit([{ row: 3, field: 'ratePpm', text: '1%' }]);
    await settle();
    await wrapper.find('.check-step').trigger('keydown', { key: 'z', ctrlKey: true });
    await settle();
    expect(worker.undoEdit).toHaveBeenCalledOnce();
  });
});

describe('what a cell of the plan shows', () => {
  it('is the value that would be written, with what the file says beside it', () => {
    expect(viewCell(planRow(2, { tidied: ['ratePpm'] }), 'ratePpm', 'zh')).toMatchObject({
      text: '0.60%',
      tone: 'tidied',
      raw: '6‰',
    });
    expect(viewCell(planRow(2), 'name', 'zh')).toMatchObject({ text: '商户2', tone: 'plain', raw: '' });
  });

  it('is what the file says where that cannot be understood', () => {
    expect(viewCell(badRow, 'ratePpm', 'zh')).toMatchObject({ text: '面议', tone: 'error' });
  });

  it('says one thing about a row', () => {
    expect(rowFate(badRow)).toBe('invalid');
    expect(rowFate(planRow(2))).toBe('create');
    expect(rowFate(planRow(2, { action: 'skip' }))).toBe('skip');
    expect(rowFate(planRow(2, { status: 'duplicate', action: 'skip' }))).toBe('duplicate');
  });
});

describe('columns and samples', () => {
  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('shows the first different values below the header', () => {
    const preview = [['t'], ['h'], ['a'], [' '], ['a'], ['b'], ['c'], ['d']];
    expect(sampleValues(preview, 2, 0)).toEqual(['a', 'b', 'c']);
  });
});
