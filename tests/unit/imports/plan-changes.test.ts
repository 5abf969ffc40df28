import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BulkOp, ImportRowFilter, ImportSummary, PlanRow } from '@shared/imports/define';
import { finish, type Changing, type ImportPlan } from '@shared/imports/plan';
import { answerFrom, planOf, typeInto, type StoredMerchant } from '../../support/factories/import-plan';
import { merchantCells, ROW_FIELDS, usccOf } from '../../support/factories/merchant-row';

const ROWS = 7;
const FILTERS = [
  'all',
  'invalid',
  'warning',
  'duplicate',
  'existing',
  'update',
  'similar',
  'valid',
  'changed',
  'tidied',
  'removed',
] as const satisfies readonly ImportRowFilter[];

const STORED: StoredMerchant[] = [
  { id: 'm1', uscc: usccOf(1), name: '青禾店', phone: '13800000000', account: '6222021234567890128' },
  { id: 'm9', uscc: usccOf(9), name: '远山店', phone: '13900000000', account: '6222021234567890128' },
];

const row = fc.integer({ min: 2, max: ROWS + 1 });
const rows = fc.array(row, { minLength: 1, maxLength: 4 });
const field = fc.constantFrom(
  'uscc' as const,
  'contactPhone' as const,
  'province' as const,
  'name' as const,
  'merchantType' as const,
  'subjectType' as const,
  'remark' as const,
  'accountNo' as const,
);
const text = fc.constantFrom(
  '',
  usccOf(1),
  usccOf(2).toLowerCase(),
  '13800000000',
  '12',
  '鄂',
  '火星',
  ' 青禾店',
  '青禾店',
  '远山店',
  '小卖部',
  '无',
  '企业',
);
const filter = fc.constantFrom(...FILTERS);
const bulk: fc.Arbitrary<BulkOp> = fc.oneof(
  fc.record({ kind: fc.constant('fillDown' as const), field, fromRow: row, toRow: row, filter }),
  fc.record({ kind: fc.constant('set' as const), field, text, rows }),
  fc.record({ kind: fc.constant('set' as const), field, text, filter }),
  fc.record({
    kind: fc.constant('replace' as const),
    field,
    filter,
    find: fc.constantFrom('青', '店', '138', ''),
    replace: text,
    whole: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('paste' as const),
    row,
    field,
    filter,
    fields: fc.constant<string[]>([...ROW_FIELDS]),
    cells: fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }),
  }),
);

type Act = (plan: ImportPlan) => Changing | null;
const target = fc.constantFrom(undefined, 'm1', 'm9', 'nobody');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.array(fc.record({ row, field, text }), { minLength: 1, maxLength: 3 }).map(
    (edits): Act =>
      (plan) =>
        plan.edit(edits),
  ),
  rows.map(
    (some): Act =>
      (plan) =>
        plan.removeRows(some),
  ),
  fc.tuple(rows, fc.constantFrom('create' as const, 'update' as const, 'fill' as const, 'skip' as const), target).map(
    ([some, action, id]): Act =>
      (plan) =>
        plan.setAction(some, action, id),
  ),
  fc.tuple(row, field, fc.boolean()).map(
    ([one, name, keep]): Act =>
      (plan) =>
        plan.setLiteral(one, name, keep),
  ),
  fc.tuple(fc.constantFrom('小卖部', '火星', '零售'), fc.constantFrom('RETAIL', 'OTHER', '', null)).map(
    ([word, to]): Act =>
      (plan) =>
        plan.mapValues([{ field: 'merchantType', text: word, to }]),
  ),
  bulk.map(
    (op): Act =>
      (plan) =>
        plan.bulk(op),
  ),
  fc.constant<Act>((plan) => plan.undo()),
  fc.constant<Act>((plan) => plan.redo()),
);

interface Shown {
  summary: Omit<ImportSummary, 'canUndo' | 'canRedo'>;
  rows: PlanRow[];
  removed: PlanRow[];
  issues: unknown[];
  payload: unknown;
}

function shown(plan: ImportPlan): Shown {
  const { canUndo, canRedo, ...summary } = plan.summary();
  expect([typeof canUndo, typeof canRedo]).toEqual(['boolean', 'boolean']);
  return {
    summary,
    rows: plan.page('all', 0, 50).rows,
    removed: plan.page('removed', 0, 50).rows,
    issues: [...plan.issues()],
    payload: plan.payload(),
  };
}

/** Every number of the summary is the number of rows its filter lists. */
function expectConsistent(plan: ImportPlan): void {
  const summary = plan.summary();
  const counted = Object.fromEntries(FILTERS.map((one) => [one, plan.page(one, 0, 0).total]));
  const { all, update, ...others } = counted;
  expect(summary).toMatchObject(others);
  expect([summary.total, summary.update + summary.fill]).toEqual([all, update]);
  expect(summary.valid + summary.invalid + summary.duplicate + summary.blank).toBe(summary.total);
  expect(summary.create + summary.update + summary.fill + summary.skip).toBe(summary.valid + summary.duplicate);
  const { createRows, updateRows, fillRows, skippedRows, failedRows } = plan.payload();
  expect([createRows, updateRows, fillRows, skippedRows, failedRows].map((list) => list.length)).toEqual([
    summary.create,
    summary.update,
    summary.fill,
    summary.skip,
    summary.invalid,
  ]);
}

const startRows = fc.array(
  fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('零售', '小卖部', '火星')).map(([n, merchantType]) => {
      return merchantCells(n, { merchantType });
    }),
    fc.constant<string[]>([]),
  ),
  { minLength: ROWS, maxLength: ROWS },
);

describe('changes of an import plan', () => {
  it('say after every one the same as a fresh plan with the same decisions, undo to the start and redo to the end', () => {
    fc.assert(
      fc.property(startRows, fc.array(act, { maxLength: 14 }), (cells, acts) => {
        // The last row is good, or the blank ones at the end would be no rows at all.
        const sheet = [...cells.slice(1), merchantCells(5)];
        const plan = answerFrom(planOf(sheet), STORED);
        const start = shown(plan);
        for (const one of acts) {
          finish(one(plan));
          answerFrom(plan, STORED);
          expectConsistent(plan);
        }
        const end = shown(plan);
        const fresh = planOf(sheet);
        finish(fresh.restore(plan.save()));
        expect(shown(answerFrom(fresh, STORED))).toEqual(end);
        expect(fresh.summary()).toMatchObject({ canUndo: false, canRedo: false });

        let steps = 0;
        while (plan.summary().canUndo) {
          finish(plan.undo());
          steps++;
        }
        expect(shown(answerFrom(plan, STORED))).toEqual(start);
        for (; steps > 0; steps--) finish(plan.redo());
        expect(shown(answerFrom(plan, STORED))).toEqual(end);
      }),
      { numRuns: 300 },
    );
  });

  it('left halfway have not happened', () => {
    const many = 5_000;
    const plan = planOf(Array.from({ length: many }, (_, n) => merchantCells(n + 1)));
    const before = shown(plan);
    for (const make of [
      () => plan.bulk({ kind: 'set', field: 'address', text: '新街1号', filter: 'all' }),
      () => plan.removeRows(Array.from({ length: many }, (_, n) => n + 2)),
      () => plan.mapValues([{ field: 'merchantType', text: '零售', to: 'OTHER' }]),
    ]) {
      const changing = make();
      const first = changing.next();
      expect(first.done).toBe(false);
      changing.return(0);
      expect(shown(plan)).toEqual(before);
      expect(plan.summary()).toMatchObject({ canUndo: false, canRedo: false });
    }
    finish(plan.bulk({ kind: 'set', field: 'address', text: '新街1号', filter: 'all' }));
    const after = shown(plan);
    const undoing = plan.undo();
    undoing?.next();
    undoing?.return(0);
    expect(shown(plan)).toEqual(after);
    expect(plan.summary()).toMatchObject({ canUndo: true, canRedo: false, changed: many });
  });

  it('report rows as they go, up to all of them', () => {
    const plan = planOf(Array.from({ length: 4_500 }, (_, n) => merchantCells(n + 1)));
    const seen = [...plan.bulk({ kind: 'set', field: 'remark', text: '核对', filter: 'all' })];
    expect(seen).toEqual([
      { done: 2_000, total: 4_500 },
      { done: 4_000, total: 4_500 },
      { done: 4_500, total: 4_500 },
    ]);
  });

  it('are no step when they change nothing', () => {
    const plan = planOf([merchantCells(1)]);
    for (const nothing of [
      plan.edit([{ row: 2, field: 'remark', text: '老客户' }]),
      plan.edit([{ row: 99, field: 'remark', text: 'x' }]),
      plan.edit([{ row: 2, field: 'merchantNo', text: 'M1' }]),
      plan.removeRows([1, 77]),
      plan.setLiteral(2, 'uscc', true),
      plan.setLiteral(2, 'remark', false),
      plan.mapValues([{ field: 'merchantType', text: '零售', to: 'NO_SUCH_CODE' }]),
      plan.mapValues([{ field: 'name', text: '青禾', to: 'RETAIL' }]),
      plan.bulk({ kind: 'replace', field: 'remark', filter: 'all', find: '新', replace: '旧', whole: false }),
    ]) {
      expect(finish(nothing)).toBe(0);
      expect(plan.summary().canUndo).toBe(false);
    }
  });

  it('make a number that is typed over itself text, as the clerk vouches for it', () => {
    const cells: (string | { text: string; kind: 'number' })[] = merchantCells(1);
    cells[ROW_FIELDS.indexOf('accountNo')] = { text: '6222021234567890', kind: 'number' };
    const plan = planOf([cells]);
    expect(plan.summary().invalid).toBe(1);
    typeInto(plan, 2, 'accountNo', '6222021234567890');
    expect([...plan.issues()].filter((i) => i.severity === 'error')).toEqual([]);
  });

  it('forget the redo once something else is done', () => {
    const plan = planOf([merchantCells(1)]);
    typeInto(plan, 2, 'remark', '一');
    finish(plan.undo());
    expect(plan.summary().canRedo).toBe(true);
    typeInto(plan, 2, 'remark', '二');
    expect(plan.redo()).toBeNull();
  });
});
