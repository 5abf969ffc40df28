import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import CheckStep from '@renderer/features/imports/parts/CheckStep.vue';
import type { SheetWorker } from '@renderer/features/imports/use-import';
import type { ImportRowFilter, ImportSummary, PlanRow } from '@shared/imports/define';
import { ok } from '@shared/kernel/result';
import { fakeSheet, FULL_MAPPING, importSummary, planRow } from './fake-sheet';
import { buttonOf, mountStep, settle } from './mount-step';

vi.mock('@renderer/platform/workers', () => ({ sheet: () => Promise.reject(new Error('not here')), askCore: vi.fn() }));

let mounted: VueWrapper | null = null;
afterEach(() => {
  mounted?.unmount();
  document.body.replaceChildren();
});

const FIELDS = Object.keys(FULL_MAPPING);
const badRow = (row: number, change: Partial<PlanRow> = {}): PlanRow =>
  planRow(row, {
    status: 'invalid',
    action: 'skip',
    raw: { name: `商户${row}`, ratePpm: '面议' },
    values: { name: `商户${row}` },
    issues: [{ row, field: 'ratePpm', code: 'rate.invalid', severity: 'error', message: '' }],
    ...change,
  });
const summaryOf = (rows: PlanRow[], change: Partial<ImportSummary> = {}): ImportSummary =>
  importSummary({
    total: rows.length,
    invalid: rows.filter((row) => row.status === 'invalid').length,
    ...change,
  });

async function atCheck(rows: PlanRow[], change: Partial<SheetWorker> = {}, summary: Partial<ImportSummary> = {}) {
  const worker = fakeSheet(rows, {
    plan: () => Promise.resolve(ok(summaryOf(rows, summary))),
    rows: vi.fn((filter: ImportRowFilter, offset: number, limit: number) => {
      const seen = rows.filter((row) => filter === 'all' || row.status === filter);
      return Promise.resolve(ok({ total: seen.length, rows: seen.slice(offset, offset + limit) }));
    }),
    ...change,
  });
  const made = mountStep(CheckStep, 'check', worker);
  mounted = made.wrapper;
  await made.flow.open({ name: 'x', text: 'x' });
  await made.flow.check();
  await settle(40);
  return { ...made, worker };
}

const field = (wrapper: VueWrapper) => wrapper.find<HTMLInputElement>('.cell-input');

async function press(wrapper: VueWrapper, key: string, held: Record<string, unknown> = {}): Promise<void> {
  await field(wrapper).trigger('keydown', { key, ...held });
  await settle();
}

/** File row and field of the active cell. */
function activeCell(wrapper: VueWrapper): string {
  const cell = wrapper.find('.is-current').element as HTMLElement;
  const row = cell.parentElement!.querySelector('[data-col="0"]')!.textContent.trim();
  return `${row} ${FIELDS[Number(cell.dataset['col']) - 2]}`;
}

const chip = (wrapper: VueWrapper, name: string): HTMLButtonElement =>
  buttonOf(wrapper.find('.check-bar__chips').element, name);

describe('the validation grid', () => {
  it('opens on the rows with errors, at the first wrong cell, ready for the keys, its reason beside it', async () => {
    const { wrapper } = await atCheck([planRow(2), badRow(3)]);
    expect(wrapper.findAll('.data-table__row')).toHaveLength(1);
    expect(activeCell(wrapper)).toBe('3 ratePpm');
    expect(document.activeElement).toBe(field(wrapper).element);
    expect(wrapper.find('.row-panel').text()).toContain('费率');
    expect(field(wrapper).attributes('aria-label')).toContain('面议');
  });

  it('opens on all rows when nothing is wrong', async () => {
    const { wrapper } = await atCheck([planRow(2), planRow(3)]);
    expect(wrapper.findAll('.data-table__row')).toHaveLength(2);
    expect(activeCell(wrapper)).toBe('2 name');
  });

  it('mends a cell by typing into it, and goes on below', async () => {
    const { wrapper, worker } = await atCheck([badRow(3), badRow(4)]);
    await field(wrapper).setValue('0.6%');
    await press(wrapper, 'Enter');
    expect(worker.edit).toHaveBeenCalledExactlyOnceWith([{ row: 3, field: 'ratePpm', text: '0.6%' }]);
    expect(activeCell(wrapper)).toBe('4 ratePpm');
  });

  it('offers the words of a list, and the districts of the city that stands beside', async () => {
    const row = badRow(3, {
      raw: { merchantType: '卖菜', province: '浙江省', city: '杭州市' },
      values: { province: '浙江省', city: '杭州市' },
      issues: [{ row: 3, field: 'merchantType', code: 'enum.unknown', severity: 'error', message: '' }],
    });
    const { wrapper } = await atCheck([row]);
    await press(wrapper, 'F2');
    const options = (): string[] =>
      [...document.querySelectorAll('[role=option]')].map((one) => one.textContent.trim());
    expect(options()).toContain('餐饮');
    await press(wrapper, 'Escape');
    while (!activeCell(wrapper).endsWith('district')) await press(wrapper, 'ArrowRight');
    await press(wrapper, 'F2');
    expect(options()).toContain('西湖区');
    expect(options()).not.toContain('黄浦区');
  });

  it('goes from error to error with F8 wherever the focus is, back with Shift+F8, and round', async () => {
    const { wrapper } = await atCheck([badRow(3), planRow(4), badRow(9)]);
    chip(wrapper, '全部').click();
    await settle(40);
    const jump = async (shiftKey = false): Promise<string> => {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F8', shiftKey, bubbles: true, cancelable: true }),
      );
      await settle(60);
      return activeCell(wrapper);
    };
    expect([await jump(), await jump(), await jump(), await jump(true)]).toEqual([
      '3 ratePpm',
      '9 ratePpm',
      '3 ratePpm',
      '9 ratePpm',
    ]);
    expect(wrapper.findAll('.data-table__row')).toHaveLength(3);
  });

  it('takes changes back with Ctrl+Z and makes them again with Ctrl+Y', async () => {
    const { wrapper, worker, flow } = await atCheck([badRow(3)]);
    await flow.change.edit([{ row: 3, field: 'ratePpm', text: '1%' }]);
    await settle();
    await press(wrapper, 'z', { ctrlKey: true });
    expect(worker.undoEdit).toHaveBeenCalledOnce();
    await press(wrapper, 'y', { ctrlKey: true });
    expect(worker.redoEdit).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(field(wrapper).element);
  });

  it('does nothing on Ctrl+Z when there is nothing to take back', async () => {
    const { wrapper, worker } = await atCheck([badRow(3)]);
    await press(wrapper, 'z', { ctrlKey: true });
    expect(worker.undoEdit).not.toHaveBeenCalled();
  });

  it('shows the group that is chosen, and hides groups without a row', async () => {
    const { wrapper } = await atCheck([planRow(2), badRow(3)], {}, { tidied: 1 });
    expect(wrapper.findAll('.check-bar__chip').map((one) => one.text())).toEqual([
      '全部 2',
      '错误 1',
      '警告 0',
      '重复 0',
      '将更新 0',
      '已规范化 1',
    ]);
    chip(wrapper, '全部').click();
    await settle();
    expect(wrapper.findAll('.data-table__row')).toHaveLength(2);
    expect(chip(wrapper, '全部').getAttribute('aria-pressed')).toBe('true');
  });
});

describe('changing many cells at once', () => {
  async function withBlock(change: Partial<SheetWorker> = {}) {
    const made = await atCheck([badRow(3), badRow(4), badRow(7)], change);
    await press(made.wrapper, 'ArrowDown', { shiftKey: true });
    await press(made.wrapper, 'ArrowDown', { shiftKey: true });
    return made;
  }

  it('fills the first chosen row down with Ctrl+D', async () => {
    const { wrapper, worker } = await withBlock();
    await press(wrapper, 'd', { ctrlKey: true });
    expect(worker.bulk).toHaveBeenCalledExactlyOnceWith(
      { kind: 'fillDown', field: 'ratePpm', fromRow: 3, toRow: 7, filter: 'invalid' },
      false,
      expect.any(Function),
    );
    expect(document.body.textContent).toContain('已填充 2 格');
  });

  it('fills one row alone from the row above it', async () => {
    const { wrapper, worker } = await atCheck([badRow(3), badRow(4)]);
    await press(wrapper, 'ArrowDown');
    await press(wrapper, 'd', { ctrlKey: true });
    expect(vi.mocked(worker.bulk).mock.calls[0]![0]).toMatchObject({ kind: 'fillDown', fromRow: 3, toRow: 4 });
  });

  it('fills several columns down in one step', async () => {
    const { wrapper, worker } = await withBlock();
    await press(wrapper, 'ArrowLeft', { shiftKey: true });
    await press(wrapper, 'd', { ctrlKey: true });
    const [op] = vi.mocked(worker.bulk).mock.calls[0]!;
    expect(op).toMatchObject({ kind: 'paste', row: 3, field: FIELDS[FIELDS.indexOf('ratePpm') - 1] });
    expect(op.kind === 'paste' && op.cells).toEqual([
      ['', '面议'],
      ['', '面议'],
      ['', '面议'],
    ]);
  });

  it('clears with Delete: a whole column at once, a part cell by cell', async () => {
    const { wrapper, worker } = await withBlock();
    await press(wrapper, 'Delete');
    await press(wrapper, 'ArrowUp', { shiftKey: true });
    await press(wrapper, 'Delete');
    expect(vi.mocked(worker.bulk).mock.calls.map(([op]) => op)).toMatchObject([
      { kind: 'set', field: 'ratePpm', text: '', filter: 'invalid' },
      { kind: 'paste', row: 3, field: 'ratePpm', cells: [[''], ['']] },
    ]);
  });

  it('pastes a block from the active cell on, and repeats one cell over a choice of many', async () => {
    const { wrapper, worker } = await withBlock();
    const paste = async (text: string): Promise<void> => {
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData: { getData: () => text } });
      field(wrapper).element.dispatchEvent(event);
      await settle();
    };
    await paste('0.6%\r\n');
    await press(wrapper, 'Escape');
    await paste('0.5%\tT1\r\n0.4%\tD0\r\n');
    expect(vi.mocked(worker.bulk).mock.calls.map(([op]) => op)).toMatchObject([
      {
        kind: 'paste',
        row: 3,
        field: 'ratePpm',
        cells: [['0.6%'], ['0.6%'], ['0.6%']],
        filter: 'invalid',
        fields: FIELDS,
      },
      {
        kind: 'paste',
        row: 3,
        cells: [
          ['0.5%', 'T1'],
          ['0.4%', 'D0'],
        ],
      },
    ]);
  });

  it('says what of a pasted block went beyond the last row', async () => {
    const { wrapper } = await atCheck([badRow(3)]);
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => 'a\nb\nc\n' } });
    field(wrapper).element.dispatchEvent(event);
    await settle();
    expect(document.body.textContent).toContain('有 2 行超出表格');
  });

  it('takes the chosen rows out with Shift+Delete or the button, and offers to undo that', async () => {
    const { wrapper, worker } = await withBlock();
    await press(wrapper, 'Delete', { shiftKey: true });
    expect(worker.removeRows).toHaveBeenLastCalledWith([3, 4, 7], true);
    await press(wrapper, 'Escape');
    buttonOf(wrapper.find('.check-tools').element, '删除行').click();
    await settle();
    expect(worker.removeRows).toHaveBeenLastCalledWith([3], true);
    expect(document.activeElement).toBe(field(wrapper).element);
    buttonOf(document.body.querySelector('.undo-toast')!, '撤销').click();
    await settle();
    expect(worker.undoEdit).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(field(wrapper).element);
  });
});

describe('the panel beside the grid', () => {
  it('shows what was tidied, and lets free text be kept as it was typed', async () => {
    const row = planRow(2, {
      raw: { name: ' 青 禾 ', ratePpm: '6‰', remark: 'x' },
      values: { name: '青禾', ratePpm: '6000', remark: 'x' },
      tidied: ['name', 'ratePpm'],
    });
    const { wrapper, worker } = await atCheck([row]);
    const list = wrapper.find('.tidied-list');
    expect(list.text()).toContain('6‰ → 0.60%');
    expect(list.text()).not.toContain('备注');
    buttonOf(list.element, '按原文保留').click();
    await settle();
    expect(worker.setLiteral).toHaveBeenCalledWith(2, 'name', true);
  });

  it('goes back to the tidied text of a cell that was kept as typed', async () => {
    const { wrapper, worker } = await atCheck([planRow(2, { literal: ['name'] })]);
    buttonOf(wrapper.find('.tidied-list').element, '恢复规范写法').click();
    await settle();
    expect(worker.setLiteral).toHaveBeenCalledWith(2, 'name', false);
  });

  it('leads from a reason to its cell, opened', async () => {
    const { wrapper } = await atCheck([badRow(3)]);
    await press(wrapper, 'Home');
    buttonOf(wrapper.find('.row-panel__issues').element, '费率').click();
    await settle();
    expect(activeCell(wrapper)).toBe('3 ratePpm');
    expect(field(wrapper).element.value).toBe('面议');
    expect(field(wrapper).classes()).toContain('is-open');
  });

  it('lets a row be skipped, and a removed one be put back', async () => {
    const { wrapper, worker } = await atCheck([planRow(2)]);
    const skip = wrapper.findAll('.row-panel input[type=radio]').at(-1)!;
    await skip.setValue(true);
    await settle();
    expect(worker.setAction).toHaveBeenCalledWith([2], 'skip', undefined);
  });

  it('puts a removed row back', async () => {
    const { wrapper, worker } = await atCheck([planRow(2, { removed: true })]);
    buttonOf(wrapper.find('.row-panel').element, '恢复这一行').click();
    await settle();
    expect(worker.removeRows).toHaveBeenCalledWith([2], false);
  });
});
