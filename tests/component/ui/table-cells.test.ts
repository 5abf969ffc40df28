import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { h, nextTick, type Component } from 'vue';
import { createI18n } from 'vue-i18n';
import ui from '@renderer/app/locale/zh/ui';
import type { DataColumn } from '@renderer/ui/data-table';
import DataTable from '@renderer/ui/DataTable.vue';
import type { CellBlock, CellModel } from '@renderer/ui/table-cells';

interface Row {
  id: string;
  name: string;
  kind: string;
}

const columns: DataColumn[] = [
  { key: '#', title: '#', width: 40, frozen: true, rowLabel: true },
  { key: 'name', title: 'Name', width: 100 },
  { key: 'kind', title: 'Kind', width: 100 },
];
const KINDS = ['餐饮', '零售', '服务'].map((text) => ({ text, label: text }));

let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

function mountCells(count: number, change: Partial<CellModel<Row>> = {}) {
  const rows = Array.from({ length: count }, (_, i) => ({ id: `r${i}`, name: `n${i}`, kind: '餐饮' }));
  const saved: [string, string, string][] = [];
  const model: CellModel<Row> = {
    text: (row, key) => row[key as keyof Row],
    editText: (row, key) => row[key as keyof Row],
    choices: (_row, key) => (key === 'kind' ? KINDS : []),
    save: (row, key, text) => void saved.push([row.id, key, text]),
    ...change,
  };
  const fetchRange = vi.fn((offset: number, limit: number) => Promise.resolve(rows.slice(offset, offset + limit)));
  const wrapper = mount(DataTable as Component, {
    attachTo: document.body,
    props: { columns, total: count, fetchRange, rowKey: (row: Row) => row.id, label: 'Cells', cells: model },
    slots: {
      cell: ({ row, column }: { row: Row; column: DataColumn }) =>
        h('span', { class: 'shown' }, column.key === '#' ? row.id : row[column.key as keyof Row]),
    },
    global: { plugins: [createI18n({ legacy: false, locale: 'zh', messages: { zh: { ui } } })] },
  }) as VueWrapper;
  mounted = wrapper;
  const table = wrapper.vm as unknown as {
    focus(): void;
    refresh(): void;
    goTo(index: number, key: string, edit?: boolean): Promise<void>;
  };
  return { wrapper, rows, saved, table };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 6; i++) {
    await Promise.resolve();
    await nextTick();
  }
}

const field = (wrapper: VueWrapper) => wrapper.find<HTMLInputElement>('.cell-input');

async function press(wrapper: VueWrapper, key: string, held: Record<string, unknown> = {}): Promise<void> {
  await field(wrapper).trigger('keydown', { key, ...held });
  await settle();
}

async function type(wrapper: VueWrapper, text: string): Promise<void> {
  await field(wrapper).setValue(text);
  await settle();
}

/** Row and column of the active cell, as drawn. */
function activeCell(wrapper: VueWrapper): string {
  const cell = wrapper.find('.is-current').element as HTMLElement;
  return `${cell.parentElement!.dataset['row']}:${cell.dataset['col']}`;
}

function lastBlock(wrapper: VueWrapper): Omit<CellBlock, 'range'> {
  const { from, to, keys } = wrapper.emitted('choose')!.at(-1)![0] as CellBlock;
  return { from, to, keys };
}

async function started(count = 10, change: Partial<CellModel<Row>> = {}) {
  const made = mountCells(count, change);
  await settle();
  made.table.focus();
  await settle();
  return made;
}

function clipboard(type: string, data: Record<string, string> = {}): { event: Event; data: Record<string, string> } {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, {
    clipboardData: {
      getData: (kind: string) => data[kind] ?? '',
      setData: (kind: string, text: string) => (data[kind] = text),
    },
  });
  return { event, data };
}

describe('choosing cells', () => {
  it('begins at the first cell that holds a value, and the focus is in it', async () => {
    const { wrapper } = await started();
    expect(activeCell(wrapper)).toBe('0:1');
    expect(document.activeElement).toBe(field(wrapper).element);
  });

  it('moves with the arrows and stops at the edges', async () => {
    const { wrapper } = await started();
    await press(wrapper, 'ArrowRight');
    await press(wrapper, 'ArrowRight');
    await press(wrapper, 'ArrowDown');
    expect(activeCell(wrapper)).toBe('1:2');
    await press(wrapper, 'Home');
    expect(activeCell(wrapper)).toBe('1:1');
    await press(wrapper, 'End', { ctrlKey: true });
    expect(activeCell(wrapper)).toBe('9:2');
    expect(document.activeElement).toBe(field(wrapper).element);
  });

  it('grows with Shift and the arrows, and shrinks to the cell with Escape', async () => {
    const { wrapper } = await started();
    await press(wrapper, 'ArrowDown', { shiftKey: true });
    await press(wrapper, 'ArrowRight', { shiftKey: true });
    expect(lastBlock(wrapper)).toEqual({ from: 0, to: 1, keys: ['name', 'kind'] });
    expect(activeCell(wrapper)).toBe('0:1');
    expect(wrapper.findAll('.is-chosen')).toHaveLength(4);
    await press(wrapper, 'Escape');
    expect(wrapper.findAll('.is-chosen')).toHaveLength(0);
  });

  it('takes everything with Ctrl+A', async () => {
    const { wrapper } = await started();
    await press(wrapper, 'a', { ctrlKey: true });
    expect(lastBlock(wrapper)).toEqual({ from: 0, to: 9, keys: ['name', 'kind'] });
  });

  it('takes a rectangle by dragging over it', async () => {
    const { wrapper } = await started();
    const cell = (row: number, col: number) =>
      wrapper.find(`[data-row="${row}"] > [data-col="${col}"] .shown`).element as HTMLElement;
    const under = vi.spyOn(document, 'elementFromPoint').mockReturnValue(cell(3, 2));
    await wrapper.find('[data-row="1"] > [data-col="1"]').trigger('mousedown', { button: 0 });
    window.dispatchEvent(new MouseEvent('mousemove', { clientX: 5, clientY: 5 }));
    window.dispatchEvent(new MouseEvent('mouseup'));
    await settle();
    expect(lastBlock(wrapper)).toEqual({ from: 1, to: 3, keys: ['name', 'kind'] });
    window.dispatchEvent(new MouseEvent('mousemove', { clientX: 9, clientY: 9 }));
    await settle();
    expect(lastBlock(wrapper)).toEqual({ from: 1, to: 3, keys: ['name', 'kind'] });
    under.mockRestore();
  });

  it('takes the row by its number, the column by its title, and reaches to a cell with Shift', async () => {
    const { wrapper } = await started();
    await wrapper.find('[data-row="2"] > [data-col="0"]').trigger('mousedown', { button: 0 });
    expect(lastBlock(wrapper)).toEqual({ from: 2, to: 2, keys: ['name', 'kind'] });
    await wrapper.findAll('.data-table__title')[2]!.trigger('mousedown');
    expect(lastBlock(wrapper)).toEqual({ from: 0, to: 9, keys: ['kind'] });
    await wrapper.find('[data-row="1"] > [data-col="1"]').trigger('mousedown', { button: 0 });
    await wrapper.find('[data-row="4"] > [data-col="1"]').trigger('mousedown', { button: 0, shiftKey: true });
    expect(lastBlock(wrapper)).toEqual({ from: 1, to: 4, keys: ['name'] });
  });

  it('keeps the active row drawn, and the focus, however far the table is scrolled', async () => {
    const { wrapper } = await started(5000);
    const grid = wrapper.find('[role=grid]');
    (grid.element as HTMLElement).scrollTop = 34 * 4000;
    await grid.trigger('scroll');
    await settle();
    expect(wrapper.find('[data-row="0"]').exists()).toBe(true);
    expect(document.activeElement).toBe(field(wrapper).element);
  });
});

describe('editing a cell', () => {
  it('begins with the first letter, in place of what was there; Enter saves and goes down', async () => {
    const { wrapper, saved } = await started();
    await type(wrapper, '新');
    expect(field(wrapper).classes()).toContain('is-open');
    await press(wrapper, 'Enter');
    expect(saved).toEqual([['r0', 'name', '新']]);
    expect(activeCell(wrapper)).toBe('1:1');
    expect(field(wrapper).classes()).not.toContain('is-open');
    expect(document.activeElement).toBe(field(wrapper).element);
  });

  it('opens over the present content with F2, Enter or a double click', async () => {
    const { wrapper } = await started();
    await press(wrapper, 'F2');
    expect(field(wrapper).element.value).toBe('n0');
    await press(wrapper, 'Escape');
    await press(wrapper, 'Enter');
    expect(field(wrapper).element.value).toBe('n0');
    await press(wrapper, 'Escape');
    await wrapper.find('[data-row="3"] > [data-col="1"]').trigger('mousedown', { button: 0 });
    await wrapper.find('[data-row="3"] > [data-col="1"]').trigger('dblclick');
    await settle();
    expect(field(wrapper).element.value).toBe('n3');
  });

  it('goes on to the next cell with Tab and back with Shift+Tab, editing', async () => {
    const { wrapper, saved } = await started();
    await type(wrapper, 'a');
    await press(wrapper, 'Tab');
    expect(activeCell(wrapper)).toBe('0:2');
    expect(field(wrapper).element.value).toBe('餐饮');
    await press(wrapper, 'Tab', { shiftKey: true });
    expect(activeCell(wrapper)).toBe('0:1');
    expect(field(wrapper).classes()).toContain('is-open');
    expect(saved).toEqual([['r0', 'name', 'a']]);
  });

  it('saves nothing on Escape, nor what is as it was', async () => {
    const { wrapper, saved } = await started();
    await type(wrapper, 'x');
    await press(wrapper, 'Escape');
    await press(wrapper, 'F2');
    await press(wrapper, 'Enter');
    expect(saved).toEqual([]);
  });

  it('leaves the Enter of an input method to the input method', async () => {
    const { wrapper, saved } = await started();
    await field(wrapper).trigger('compositionstart');
    await type(wrapper, 'qing');
    await press(wrapper, 'Enter', { isComposing: true });
    expect(saved).toEqual([]);
    expect(activeCell(wrapper)).toBe('0:1');
    await type(wrapper, '青');
    await press(wrapper, 'Enter');
    expect(saved).toEqual([['r0', 'name', '青']]);
  });

  it('keeps what was typed when the mouse goes to another cell', async () => {
    const { wrapper, saved } = await started();
    await type(wrapper, 'half');
    await wrapper.find('[data-row="4"] > [data-col="2"]').trigger('mousedown', { button: 0 });
    await settle();
    expect(saved).toEqual([['r0', 'name', 'half']]);
    expect(activeCell(wrapper)).toBe('4:2');
  });

  it('offers the words a cell takes, narrowed by what is typed, chosen with the arrows', async () => {
    const { wrapper, saved } = await started();
    await press(wrapper, 'ArrowRight');
    await press(wrapper, 'ArrowDown', { altKey: true });
    const options = (): string[] => [...document.querySelectorAll('[role=option]')].map((el) => el.textContent.trim());
    expect(options()).toEqual(['餐饮', '零售', '服务']);
    expect(document.querySelector('[aria-selected=true][role=option]')?.textContent.trim()).toBe('餐饮');
    await type(wrapper, '服');
    expect(options()).toEqual(['服务']);
    await press(wrapper, 'Enter');
    expect(saved).toEqual([['r0', 'kind', '服务']]);
    await type(wrapper, '零');
    await press(wrapper, 'ArrowDown');
    await press(wrapper, 'Tab');
    expect(saved.at(-1)).toEqual(['r1', 'kind', '零售']);
  });

  it('does not open where a cell cannot be edited', async () => {
    const { wrapper } = await started(3, { canEdit: () => false });
    await press(wrapper, 'F2');
    expect(field(wrapper).classes()).not.toContain('is-open');
    expect(field(wrapper).attributes('readonly')).toBeDefined();
  });
});

describe('rows that come again', () => {
  it('keep the active cell with its row when the ones above it have gone', async () => {
    const { wrapper, rows, table } = await started();
    await press(wrapper, 'ArrowDown');
    await press(wrapper, 'ArrowDown');
    await type(wrapper, 'being typed');
    rows.splice(0, 1);
    await wrapper.setProps({ total: 9 });
    table.refresh();
    await settle();
    expect(activeCell(wrapper)).toBe('1:1');
    expect(field(wrapper).element.value).toBe('being typed');
    expect(document.activeElement).toBe(field(wrapper).element);
  });

  it('hand the cell on to the next row when its own has gone', async () => {
    const { wrapper, rows, table } = await started();
    await press(wrapper, 'ArrowDown', { shiftKey: true });
    rows.splice(0, 1);
    await wrapper.setProps({ total: 9 });
    table.refresh();
    await settle();
    expect(activeCell(wrapper)).toBe('0:1');
    expect(wrapper.emitted('choose')!.at(-1)![2]).toMatchObject({ id: 'r1' });
  });

  it('give the focus to the table itself when none is left', async () => {
    const { wrapper, rows, table } = await started(1);
    rows.length = 0;
    await wrapper.setProps({ total: 0 });
    table.refresh();
    await settle();
    expect(document.activeElement).toBe(wrapper.find('[role=grid]').element);
  });
});

describe('cells and the clipboard', () => {
  it('copies the rectangle as a spreadsheet understands it', async () => {
    const { wrapper } = await started();
    await press(wrapper, 'ArrowDown', { shiftKey: true });
    await press(wrapper, 'ArrowRight', { shiftKey: true });
    const { event, data } = clipboard('copy');
    field(wrapper).element.dispatchEvent(event);
    expect(data['text/plain']).toBe('n0\t餐饮\r\nn1\t餐饮');
    expect(event.defaultPrevented).toBe(true);
  });

  it('hands on what is pasted, cut, cleared and filled', async () => {
    const { wrapper } = await started();
    field(wrapper).element.dispatchEvent(clipboard('paste', { 'text/plain': 'a\tb\nc\td\n' }).event);
    expect(wrapper.emitted('paste')![0]).toEqual([
      expect.objectContaining({ from: 0, to: 0, keys: ['name'] }),
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ]);
    await press(wrapper, 'ArrowDown', { shiftKey: true });
    await press(wrapper, 'Delete');
    expect(wrapper.emitted('clear')![0]).toEqual([expect.objectContaining({ from: 0, to: 1, keys: ['name'] })]);
    await press(wrapper, 'd', { ctrlKey: true });
    expect(wrapper.emitted('fillDown')![0]).toEqual([expect.objectContaining({ from: 0, to: 1 })]);
    const { event, data } = clipboard('cut');
    field(wrapper).element.dispatchEvent(event);
    expect(data['text/plain']).toBe('n0\r\nn1');
    expect(wrapper.emitted('clear')).toHaveLength(2);
  });

  it('leaves copying and pasting inside the editor to the editor', async () => {
    const { wrapper } = await started();
    await press(wrapper, 'F2');
    const { event } = clipboard('paste', { 'text/plain': 'x' });
    field(wrapper).element.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
    expect(wrapper.emitted('paste')).toBeUndefined();
  });
});
