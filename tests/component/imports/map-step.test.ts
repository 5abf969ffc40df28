import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import MapStep from '@renderer/features/imports/parts/MapStep.vue';
import SheetStep from '@renderer/features/imports/parts/SheetStep.vue';
import { columnName, sampleValues } from '@renderer/features/imports/column-samples';
import { merchant, MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import type { FileSummary } from '@shared/imports/define';
import { ok } from '@shared/kernel/result';
import { fakeSheet, fileSummary, FULL_MAPPING } from './fake-sheet';
import { buttonOf, mountStep, settle } from './mount-step';

vi.mock('@renderer/platform/workers', () => ({ sheet: () => Promise.reject(new Error('not here')), askCore: vi.fn() }));

let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

const HEADERS = MERCHANT_INPUT_FIELDS.map((field) => merchant.fields[field].zh);

async function atMapping(file: Partial<FileSummary>, rows: string[][] = []) {
  const worker = fakeSheet([], {
    open: () => Promise.resolve(ok(fileSummary(file))),
    preview: () => Promise.resolve(ok([file.headers ?? HEADERS, ...rows])),
  });
  const made = mountStep(MapStep, 'map', worker);
  mounted = made.wrapper;
  await made.flow.open({ name: 'x', text: 'x' });
  await settle();
  const row = (field: keyof typeof merchant.fields) =>
    made.wrapper.findAll('tbody tr').find((one) => one.find('th').text().startsWith(merchant.fields[field].zh))!;
  return { ...made, worker, row };
}

describe('matching columns', () => {
  it('blocks the next step while a required field has no column, and names it', async () => {
    const mapping = { ...FULL_MAPPING };
    delete mapping['uscc'];
    const { wrapper, flow } = await atMapping({ mapping });
    const next = (): string | undefined => wrapper.find('.step-foot .el-button--primary').attributes('disabled');
    expect(next()).toBeDefined();
    expect(wrapper.find('.step-foot__why').text()).toContain('统一社会信用代码');
    expect(wrapper.findAll('tr.is-missing')).toHaveLength(1);
    flow.mapField('uscc', 30);
    await settle();
    expect(next()).toBeUndefined();
  });

  it('asks plainly about a column matched with doubt, and takes yes and no for an answer', async () => {
    const { wrapper, flow, row } = await atMapping({ doubtful: ['remark', 'tags'] }, [HEADERS.map(() => '老客户')]);
    expect(wrapper.findAll('tr.is-doubtful')).toHaveLength(2);
    expect(row('remark').text()).toContain('这一列是“备注”吗？');
    expect(row('remark').text()).toContain('老客户');
    expect(wrapper.find('.step-foot__why').text()).toContain('备注');
    buttonOf(row('remark').element, '是').click();
    buttonOf(row('tags').element, '不是').click();
    await settle();
    expect(wrapper.findAll('tr.is-doubtful')).toHaveLength(0);
    expect(flow.state.value.mapping).toMatchObject({ remark: FULL_MAPPING['remark'] });
    expect(flow.state.value.mapping['tags']).toBeUndefined();
  });

  it('shows what the first values would be imported as, and which cannot be', async () => {
    const values = (rate: string, phone: string): string[] =>
      MERCHANT_INPUT_FIELDS.map((field) => (field === 'ratePpm' ? rate : field === 'contactPhone' ? phone : ''));
    const { row } = await atMapping({}, [values('6‰', '+86 138-0000-4141'), values('面议', '13800004142')]);
    expect(row('ratePpm').text()).toContain('6‰ → 0.60%');
    expect(row('ratePpm').find('.is-wrong').text()).toBe('面议');
    expect(row('contactPhone').text()).toContain('+86 138-0000-4141 → 13800004141');
    expect(row('contactPhone').text()).not.toContain('13800004142 →');
  });

  it('lists the columns of the file that go nowhere, with a look into them', async () => {
    const headers = [...HEADERS, '内部编号', ''];
    const { wrapper } = await atMapping({ headers }, [[...HEADERS.map(() => ''), 'N-001', '']]);
    const unused = wrapper.findAll('.unused-columns li');
    expect(unused.map((one) => one.text())).toEqual([`${columnName(HEADERS.length)} · 内部编号N-001`]);
    expect(wrapper.find('.step-foot__why').text()).toContain('1 列不会导入');
  });

  it('says that the match is remembered, and gives it up for the automatic one', async () => {
    const { wrapper, worker, flow } = await atMapping({ remembered: true });
    expect(wrapper.find('.map-step__lead').text()).toContain('上次同样表头');
    buttonOf(wrapper.find('.map-step__lead').element, '改用自动对应').click();
    await settle();
    expect(worker.propose).toHaveBeenCalledWith('Sheet1', 1, true);
    expect(flow.state.value.file?.remembered).toBe(false);
    expect(wrapper.find('.map-step__lead').text()).not.toContain('上次同样表头');
  });
});

describe('choosing sheet and header', () => {
  it('takes the row that is clicked, or whose number is pressed, as the header', async () => {
    const worker = fakeSheet([], { open: () => Promise.resolve(ok(fileSummary({ headerRow: 0 }))) });
    const { wrapper, flow } = mountStep(SheetStep, 'sheet', worker);
    mounted = wrapper;
    await flow.open({ name: 'x', text: 'x' });
    await settle();
    expect(wrapper.find('.step-foot .el-button--primary').attributes('disabled')).toBeDefined();
    await wrapper.findAll('tbody tr')[1]!.find('td').trigger('click');
    await settle();
    expect(worker.propose).toHaveBeenLastCalledWith('Sheet1', 2, false);
    await wrapper.findAll('tbody tr')[0]!.find('button').trigger('click');
    await settle();
    expect(worker.propose).toHaveBeenCalledTimes(2);
    expect(worker.propose).toHaveBeenLastCalledWith('Sheet1', 1, false);
    expect(wrapper.find('.step-foot .el-button--primary').attributes('disabled')).toBeUndefined();
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
