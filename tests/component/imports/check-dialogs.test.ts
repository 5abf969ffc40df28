import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import CheckStep from '@renderer/features/imports/parts/CheckStep.vue';
import type { SheetWorker } from '@renderer/features/imports/use-import';
import { askCore } from '@renderer/platform/workers';
import type { ImportRowFilter, ImportSummary, PlanRow, UnknownValue } from '@shared/imports/define';
import { ok } from '@shared/kernel/result';
import { fakeSheet, importSummary, planRow } from './fake-sheet';
import { buttonOf, mountStep, settle } from './mount-step';

vi.mock('@renderer/platform/workers', () => ({ sheet: () => Promise.reject(new Error('not here')), askCore: vi.fn() }));

let mounted: VueWrapper | null = null;
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  mounted?.unmount();
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function atCheck(
  groups: Partial<Record<ImportRowFilter, PlanRow[]>>,
  change: Partial<SheetWorker> = {},
  summary: Partial<ImportSummary> = {},
) {
  const counts = Object.fromEntries(
    Object.entries(groups).map(([filter, rows]) => [filter === 'all' ? 'total' : filter, rows.length]),
  );
  const worker = fakeSheet([], {
    plan: () => Promise.resolve(ok(importSummary({ invalid: 0, ...counts, ...summary }))),
    rows: vi.fn((filter: ImportRowFilter, offset: number, limit: number) => {
      const seen = groups[filter] ?? [];
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

async function openTool(wrapper: VueWrapper, name: string): Promise<HTMLElement> {
  buttonOf(wrapper.find('.check-tools').element, name).click();
  await settle(40);
  await vi.advanceTimersByTimeAsync(300);
  await settle();
  return document.querySelector<HTMLElement>('.el-dialog')!;
}

function enter(element: Element | null, text: string): void {
  const input = element as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('find and replace', () => {
  it('counts before it changes anything, in the group on screen, and then does just that', async () => {
    const { wrapper, worker } = await atCheck({ all: [planRow(2), planRow(3)] });
    const dialog = await openTool(wrapper, '批量替换');
    const [find, replace] = dialog.querySelectorAll('input[type=text]');
    expect((find as HTMLInputElement).value).toBe('商户2');
    enter(find!, '门店');
    enter(replace!, '商店');
    await vi.advanceTimersByTimeAsync(300);
    await settle();
    const op = { kind: 'replace', field: 'name', filter: 'all', find: '门店', replace: '商店', whole: true };
    expect(worker.bulk).toHaveBeenLastCalledWith(op, true);
    expect(dialog.querySelector('[role=status]')!.textContent).toContain('将替换 2 格');
    expect(dialog.textContent).toContain('“全部”中的 2 行');
    buttonOf(dialog, '替换 2 格').click();
    await settle();
    expect(worker.bulk).toHaveBeenLastCalledWith(op, false, expect.any(Function));
    expect(document.body.textContent).toContain('已替换 2 格');
  });

  it('cannot be pressed while nothing would change', async () => {
    const { wrapper, worker } = await atCheck(
      { all: [planRow(2)] },
      { bulk: vi.fn(() => Promise.resolve(ok({ touched: 0, summary: importSummary() }))) },
    );
    const dialog = await openTool(wrapper, '批量替换');
    await vi.advanceTimersByTimeAsync(300);
    await settle();
    expect(dialog.querySelector('[role=status]')!.textContent).toContain('没有找到');
    expect(dialog.querySelector('.el-dialog__footer .el-button--primary')!.hasAttribute('disabled')).toBe(true);
    expect(vi.mocked(worker.bulk).mock.calls.every(([, dryRun]) => dryRun)).toBe(true);
  });
});

describe('values no list knows', () => {
  const values: UnknownValue[] = [
    { field: 'merchantType', text: '卖菜', count: 12, firstRow: 3, suggestion: 'RETAIL' },
    { field: 'merchantType', text: '看情况', count: 3, firstRow: 9 },
    { field: 'settleCycle', text: '次日', count: 1, firstRow: 4, to: 'T1', remembered: true },
  ];

  it('are settled once each: a suggestion is chosen but says that it is one, what is left open stays open', async () => {
    const { wrapper, worker } = await atCheck(
      { all: [planRow(2)] },
      { unknownValues: () => Promise.resolve(ok(values)) },
    );
    expect(wrapper.find('.check-tools').text()).toContain('不认识的值 2');
    const dialog = await openTool(wrapper, '不认识的值');
    const lines = [...dialog.querySelectorAll('tbody tr')];
    expect(lines.map((line) => line.querySelector('th')!.textContent)).toEqual(['卖菜', '看情况', '次日']);
    expect(lines[0]!.textContent).toContain('建议');
    expect(lines[0]!.querySelector('select')!.value).toBe('RETAIL');
    expect(lines[2]!.textContent).toContain('上次的选择');
    buttonOf(dialog, '应用 1 项（12 行）').click();
    await settle();
    expect(vi.mocked(worker.mapValues).mock.calls[0]![0]).toEqual([
      { field: 'merchantType', text: '卖菜', to: 'RETAIL' },
    ]);
  });

  it('can be left empty, and a decision can be taken back', async () => {
    const { wrapper, worker } = await atCheck(
      { all: [planRow(2)] },
      { unknownValues: () => Promise.resolve(ok(values)) },
    );
    const dialog = await openTool(wrapper, '不认识的值');
    const [first, second, third] = dialog.querySelectorAll('select');
    const choose = (select: HTMLSelectElement, value: string): void => {
      select.value = value;
      select.dispatchEvent(new Event('change'));
    };
    choose(first!, '-');
    choose(second!, '');
    choose(third!, '-');
    await settle();
    buttonOf(dialog, '应用 2 项').click();
    await settle();
    expect(vi.mocked(worker.mapValues).mock.calls[0]![0]).toEqual([
      { field: 'merchantType', text: '看情况', to: '' },
      { field: 'settleCycle', text: '次日', to: null },
    ]);
  });
});

describe('comparing rows with what they may repeat', () => {
  const earlier = planRow(3, { raw: { name: '青禾', remark: '旧' }, values: { name: '青禾', remark: '旧' } });
  const repeated = planRow(8, {
    status: 'duplicate',
    action: 'skip',
    duplicateOfRow: 3,
    raw: { name: '青禾', remark: '新' },
    values: { name: '青禾', remark: '新' },
  });
  const existing = { id: 'm1', merchantNo: 'M0001', name: '青禾' };
  const known = (row: number): PlanRow => planRow(row, { existing, target: 'm1', action: 'skip' });
  const like = planRow(5, {
    matches: [{ by: ['name'], isStrong: true, existing: { id: 'm2', merchantNo: 'M2', name: '麦悦' } }],
  });

  it('shows the two rows side by side and keeps the later one when told to', async () => {
    const { wrapper, worker } = await atCheck({ all: [earlier, repeated], duplicate: [repeated] });
    const dialog = await openTool(wrapper, '对比重复');
    expect(dialog.querySelector('tr.is-differs')!.textContent).toContain('备注');
    expect(dialog.querySelector('tr.is-differs')!.textContent).toMatch(/新.*旧/);
    expect(dialog.textContent).toContain('保留第 3 行，第 8 行不导入');
    buttonOf(dialog, '改为保留第 8 行').click();
    await settle();
    expect(worker.removeRows).toHaveBeenCalledWith([3], true);
  });

  it('goes through all of them by keyboard and takes a digit for a choice', async () => {
    const stored = { ...existing, name: '青禾', contactPhone: '138****4141' };
    vi.mocked(askCore).mockResolvedValue(ok({ rows: [stored] }) as never);
    const { wrapper, worker } = await atCheck({ all: [known(4), known(6)], existing: [known(4), known(6)] });
    const dialog = await openTool(wrapper, '对比重复');
    const body = dialog.querySelector('.compare-dialog__body')!;
    const press = async (key: string, held: KeyboardEventInit = {}): Promise<void> => {
      body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }));
      await settle(40);
    };
    expect(dialog.textContent).toContain('1 / 2');
    expect(askCore).toHaveBeenCalledWith('import.existing', { ids: ['m1'] });
    await press('PageDown');
    expect(dialog.textContent).toContain('2 / 2');
    await press('3');
    expect(worker.setAction).toHaveBeenLastCalledWith([6], 'fill', 'm1');
    await press('PageDown');
    expect(dialog.textContent).toContain('1 / 2');
    await press('ArrowLeft', { altKey: true });
    expect(dialog.textContent).toContain('2 / 2');
  });

  it('makes the same choice for all rows of the group', async () => {
    vi.mocked(askCore).mockResolvedValue(ok({ rows: [existing] }) as never);
    const { wrapper, worker } = await atCheck({ all: [known(4), known(6)], existing: [known(4), known(6)] });
    const dialog = await openTool(wrapper, '对比重复');
    buttonOf(dialog, '这一类 2 行都这样处理').click();
    await settle(40);
    expect(worker.setAction).toHaveBeenCalledWith([4, 6], 'skip', undefined);
  });

  it('updates a similar merchant of another code only when that one is chosen', async () => {
    vi.mocked(askCore).mockResolvedValue(ok({ rows: [{ id: 'm2', merchantNo: 'M2', name: '麦悦' }] }) as never);
    const { wrapper, worker } = await atCheck({ all: [like], similar: [like] });
    const dialog = await openTool(wrapper, '对比重复');
    expect(dialog.textContent).toContain('依据：名称和地区相同');
    const update = [...dialog.querySelectorAll<HTMLInputElement>('.compare-dialog__act input[type=radio]')][2]!;
    update.click();
    await settle();
    expect(worker.setAction).toHaveBeenCalledWith([5], 'update', 'm2');
  });

  it('says so when the other row has been taken out', async () => {
    const { wrapper } = await atCheck({ all: [repeated], duplicate: [repeated] });
    const dialog = await openTool(wrapper, '对比重复');
    expect(dialog.textContent).toContain('对方已不在');
  });
});
