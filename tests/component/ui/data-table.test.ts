import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { h, nextTick, type Component } from 'vue';
import { frozenOffsets, nextSort, visibleRange, type DataColumn } from '@renderer/ui/data-table';
import DataTable from '@renderer/ui/DataTable.vue';
import { PAGE_SIZE } from '@renderer/ui/use-row-pages';

interface Row {
  id: string;
  name: string;
}

const columns: DataColumn[] = [
  { key: 'name', title: 'Name', width: 200, sortable: true, frozen: true },
  { key: 'id', title: 'Id', width: 100 },
];

let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

function rowsFrom(offset: number, limit: number, total: number): Row[] {
  return Array.from({ length: Math.min(limit, total - offset) }, (_, i) => ({
    id: `m${offset + i}`,
    name: `Merchant ${offset + i}`,
  }));
}

function mountTable(total: number, props: Record<string, unknown> = {}) {
  const fetchRange = vi.fn((offset: number, limit: number) => Promise.resolve(rowsFrom(offset, limit, total)));
  const wrapper = mount(DataTable as Component, {
    attachTo: document.body,
    props: { columns, total, fetchRange, rowKey: (row: Row) => row.id, label: 'Merchants', ...props },
    slots: {
      cell: ({ row, column }: { row: Row; column: DataColumn }) => h('span', row[column.key as keyof Row]),
      empty: () => h('p', { class: 'nothing' }, 'nothing here'),
    },
  }) as VueWrapper;
  mounted = wrapper;
  return { wrapper, fetchRange, grid: wrapper.find('[role=grid]') };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await Promise.resolve();
    await nextTick();
  }
}

async function scrollTo(grid: ReturnType<VueWrapper['find']>, top: number): Promise<void> {
  (grid.element as HTMLElement).scrollTop = top;
  await grid.trigger('scroll');
  await settle();
}

describe('the data table', () => {
  it('draws a window of rows and fetches only the page they are on', async () => {
    const { wrapper, fetchRange, grid } = mountTable(100_000);
    await settle();
    expect(fetchRange.mock.calls).toEqual([[0, PAGE_SIZE]]);
    expect(wrapper.findAll('.data-table__row').length).toBeLessThan(60);
    expect(grid.attributes('aria-rowcount')).toBe('100001');
    expect(wrapper.text()).toContain('Merchant 0');
  });

  it('fetches the page scrolled to, and not what lies between', async () => {
    const { wrapper, fetchRange, grid } = mountTable(100_000);
    await settle();
    await scrollTo(grid, 34 * 50_050);
    expect(fetchRange.mock.calls.slice(1)).toEqual([[50_000, PAGE_SIZE]]);
    expect(wrapper.text()).toContain('Merchant 50050');
  });

  it('shows a placeholder while a page is on its way', async () => {
    const { wrapper, grid, fetchRange } = mountTable(1000);
    await settle();
    let arrive: ((rows: Row[]) => void) | undefined;
    fetchRange.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
    await scrollTo(grid, 34 * 520);
    expect(wrapper.find('.data-table__skeleton').exists()).toBe(true);
    arrive?.(rowsFrom(500, PAGE_SIZE, 1000));
    await settle();
    expect(wrapper.find('.data-table__skeleton').exists()).toBe(false);
    expect(wrapper.text()).toContain('Merchant 520');
  });

  it('keeps the old rows on screen while fetching them anew', async () => {
    const { wrapper, fetchRange } = mountTable(50);
    await settle();
    fetchRange.mockImplementation((offset, limit) =>
      Promise.resolve(rowsFrom(offset, limit, 50).map((row) => ({ ...row, name: `${row.name} changed` }))),
    );
    (wrapper.vm as unknown as { refresh(): void }).refresh();
    await nextTick();
    expect(wrapper.text()).toContain('Merchant 0');
    await settle();
    expect(wrapper.text()).toContain('Merchant 0 changed');
  });

  it('drops an answer that was overtaken by a refresh', async () => {
    const { wrapper, fetchRange } = mountTable(50);
    await settle();
    let late: ((rows: Row[]) => void) | undefined;
    fetchRange.mockImplementationOnce(() => new Promise((resolve) => (late = resolve)));
    const table = wrapper.vm as unknown as { refresh(): void };
    table.refresh();
    await settle();
    table.refresh();
    await settle();
    late?.([{ id: 'old', name: 'Stale answer' }]);
    await settle();
    expect(wrapper.text()).not.toContain('Stale answer');
    expect(wrapper.text()).toContain('Merchant 0');
  });

  it('moves the active row with the keys and opens it with Enter', async () => {
    const { wrapper, grid } = mountTable(100);
    await settle();
    await grid.trigger('keydown', { key: 'ArrowDown' });
    await grid.trigger('keydown', { key: 'ArrowDown' });
    expect(wrapper.find('.is-active').attributes('aria-rowindex')).toBe('3');
    expect(grid.attributes('aria-activedescendant')).toBe(wrapper.find('.is-active').attributes('id'));
    await grid.trigger('keydown', { key: 'Enter' });
    expect(wrapper.emitted('open')).toEqual([[{ id: 'm1', name: 'Merchant 1' }, 1]]);
  });

  it('selects with Space, and with Shift from the last one to this one', async () => {
    const { wrapper } = mountTable(100, { selectable: true });
    await settle();
    const boxes = wrapper.findAll('.data-table__row input[type=checkbox]');
    await boxes[2]!.trigger('click');
    await settle();
    await boxes[5]!.trigger('click', { shiftKey: true });
    await settle();
    expect(wrapper.emitted('update:selected')?.at(-1)).toEqual([['m2', 'm3', 'm4', 'm5']]);
  });

  it('selects everything through rows never drawn, and refuses beyond the limit', async () => {
    const small = mountTable(250, { selectable: true, selectLimit: 300 });
    await settle();
    await small.wrapper.find('.data-table__head input').trigger('click');
    await settle();
    await settle();
    const picked = small.wrapper.emitted('update:selected')?.at(-1)?.[0] as string[];
    expect(picked).toHaveLength(250);
    small.wrapper.unmount();

    const large = mountTable(301, { selectable: true, selectLimit: 300 });
    await settle();
    await large.wrapper.find('.data-table__head input').trigger('click');
    await settle();
    expect(large.wrapper.emitted('update:selected')).toBeUndefined();
    expect(large.wrapper.emitted('tooMany')).toEqual([[300]]);
  });

  it('asks for the order a header stands for, and says which order rows are in', async () => {
    const { wrapper } = mountTable(10, { sort: { field: 'name', descending: false } });
    await settle();
    expect(wrapper.find('[role=columnheader]').attributes('aria-sort')).toBe('ascending');
    await wrapper.find('.data-table__sort').trigger('click');
    expect(wrapper.emitted('update:sort')).toEqual([[{ field: 'name', descending: true }]]);
  });

  it('says why it is empty', async () => {
    const { wrapper } = mountTable(0);
    await settle();
    expect(wrapper.find('.nothing').exists()).toBe(true);
    expect(wrapper.findAll('.data-table__row')).toHaveLength(0);
  });
});

describe('the arithmetic of the table', () => {
  it('draws a few rows beyond each edge and never past the ends', () => {
    expect(visibleRange(0, 340, 1000, 34, 8)).toEqual({ from: 0, to: 19 });
    expect(visibleRange(34 * 100, 340, 1000, 34, 8)).toEqual({ from: 92, to: 119 });
    expect(visibleRange(34 * 995, 340, 1000, 34, 8)).toEqual({ from: 987, to: 1000 });
    expect(visibleRange(34 * 5000, 340, 10, 34, 8)).toEqual({ from: 2, to: 10 });
  });

  it('turns ascending into descending into the order of the list itself', () => {
    const home = { field: 'createdAt', descending: true };
    const first = nextSort(home, 'name', home);
    expect(first).toEqual({ field: 'name', descending: false });
    expect(nextSort(first, 'name', home)).toEqual({ field: 'name', descending: true });
    expect(nextSort({ field: 'name', descending: true }, 'name', home)).toEqual(home);
  });

  it('turns to and fro on the column that a table begins with, descending', () => {
    const home = { field: 'at', descending: true };
    const rising = nextSort(home, 'at', home);
    expect(rising).toEqual({ field: 'at', descending: false });
    expect(nextSort(rising, 'at', home)).toEqual(home);
    expect(nextSort({ field: 'name', descending: true }, 'name', home)).toEqual(home);
  });

  it('places frozen columns one beside the other', () => {
    expect(frozenOffsets([...columns, { key: 'x', title: 'x', width: 50, frozen: true }], 40)).toEqual([
      40,
      undefined,
      240,
    ]);
  });
});
