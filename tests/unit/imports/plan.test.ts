import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlan, finish } from '@shared/imports/plan';
import { understandSheets } from '@shared/imports/understand';
import { unpackRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { merchantCells, ROW_FIELDS, ROW_HEADER, usccOf } from '../../support/factories/merchant-row';
import { rawSheet, type RawCell } from '../../support/factories/raw-sheet';

function planOf(rows: RawCell[][], header: RawCell[] = ROW_HEADER) {
  const found = unwrap(understandSheets([rawSheet([header, ...rows])]));
  return createPlan(found.sheet, found.headerRow, found.mapping, { today: '2026-01-01' }).checkAll();
}

const statuses = (plan: ReturnType<typeof planOf>) => [...plan.records()].map((r) => r.status);

describe('an import plan', () => {
  it('calls a row a duplicate only of an earlier row that is itself good', () => {
    const plan = planOf([
      merchantCells(1, { contactPhone: '123' }),
      merchantCells(1),
      merchantCells(1, { uscc: ` ${usccOf(1).toLowerCase()} ` }),
      merchantCells(1, { mcc: '' }),
    ]);
    expect(statuses(plan)).toEqual(['invalid', 'valid', 'duplicate', 'invalid']);
    expect(plan.page('duplicate', 0, 10).rows[0]).toMatchObject({ row: 4, duplicateOfRow: 3, action: 'skip' });
  });

  it('lets the next row stand when an edit spoils the first, and takes it back on undo', () => {
    const plan = planOf([merchantCells(1), merchantCells(1), merchantCells(1)]);
    expect(statuses(plan)).toEqual(['valid', 'duplicate', 'duplicate']);
    finish(plan.edit([{ row: 2, field: 'uscc', text: '' }]));
    expect(statuses(plan)).toEqual(['invalid', 'valid', 'duplicate']);
    expect(plan.summary()).toMatchObject({ invalid: 1, valid: 1, duplicate: 1, changed: 1, canUndo: true });
    expect(finish(plan.undo())).toBeGreaterThan(0);
    expect(statuses(plan)).toEqual(['valid', 'duplicate', 'duplicate']);
    expect(plan.summary()).toMatchObject({ changed: 0, canUndo: false });
    expect(plan.undo()).toBeNull();
  });

  it('says of a row looked at alone what it said when all columns were checked', () => {
    const cell = fc.record({
      row: fc.nat(9),
      field: fc.constantFrom(...ROW_FIELDS),
      text: fc.constantFrom(
        '',
        ' ',
        '无',
        '#N/A',
        '青禾店 2',
        usccOf(2),
        '0.38%',
        '0.6',
        '火星',
        'T1',
        '２０２４-1-2',
        '6.2E+18',
      ),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 20 }), (cells) => {
        const rows = Array.from({ length: 10 }, (_, n) => merchantCells(n + 1));
        for (const { row, field, text } of cells) rows[row]![ROW_FIELDS.indexOf(field)] = text;
        const plan = planOf(rows);
        const before = [[...plan.records()], [...plan.issues()], plan.payload()];
        const records = [...plan.records()];
        finish(plan.edit(records.map(({ row }) => ({ row, field: 'uscc', text: usccOf(99) }))));
        expect(finish(plan.undo())).toBeGreaterThan(0);
        expect([[...plan.records()], [...plan.issues()], plan.payload()]).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('asks for each right code once, and turns hits into updates as the mode says', () => {
    const plan = planOf([merchantCells(1), merchantCells(2), merchantCells(3, { uscc: 'X' }), merchantCells(2)]);
    expect(unpackRows(plan.lookupBatch())).toEqual([{ uscc: usccOf(1) }, { uscc: usccOf(2) }]);
    plan.setExisting([{ row: 1, id: 'm2', rev: 7, merchantNo: 'M0002', name: '旧名' }]);
    expect(plan.lookupBatch().rows).toBe(0);
    expect(plan.summary()).toMatchObject({ create: 1, update: 0, skip: 2 });
    plan.setDuplicateMode('update');
    expect(plan.page('update', 0, 10).rows).toMatchObject([
      { row: 3, action: 'update', existing: { id: 'm2', merchantNo: 'M0002', name: '旧名' } },
    ]);
    const payload = plan.payload();
    expect(unpackRows(payload.creates)).toMatchObject([{ uscc: usccOf(1), ratePpm: '6000', merchantType: 'RETAIL' }]);
    expect(unpackRows(payload.updates)).toMatchObject([{ uscc: usccOf(2), id: 'm2', rev: '7' }]);
    expect(payload).toMatchObject({ createRows: [2], updateRows: [3], failedRows: [4], skippedRows: [5] });
  });

  it('obeys a choice for a row only where it can be done', () => {
    const plan = planOf([merchantCells(1), merchantCells(2)]);
    plan.lookupBatch();
    plan.setExisting([{ row: 1, id: 'm2', rev: 1, merchantNo: 'M2', name: '甲' }]);
    finish(plan.setAction([2], 'update'));
    finish(plan.setAction([3], 'create'));
    expect(plan.page('all', 0, 10).rows.map((r) => r.action)).toEqual(['create', 'skip']);
    finish(plan.setAction([2], 'skip'));
    finish(plan.setAction([3], 'update'));
    expect(plan.page('all', 0, 10).rows.map((r) => r.action)).toEqual(['skip', 'update']);
    plan.clearExisting();
    expect(plan.lookupBatch().rows).toBe(2);
  });

  it('looks a code up again after an edit brought a new one', () => {
    const plan = planOf([merchantCells(1, { uscc: '' })]);
    expect(plan.lookupBatch().rows).toBe(0);
    finish(plan.edit([{ row: 2, field: 'uscc', text: usccOf(9) }]));
    expect(unpackRows(plan.lookupBatch())).toEqual([{ uscc: usccOf(9) }]);
  });

  it('accepts text for a field that the file does not have', () => {
    const without = ROW_FIELDS.indexOf('ratePpm');
    const drop = (cells: string[]) => cells.filter((_, i) => i !== without);
    const plan = planOf([drop(merchantCells(1)), drop(merchantCells(2))], drop(ROW_HEADER));
    expect([...plan.issues()].map((i) => `${i.row} ${i.field} ${i.code}`)).toEqual([
      '2 ratePpm required',
      '3 ratePpm required',
    ]);
    finish(plan.edit([{ row: 2, field: 'ratePpm', text: '38bp' }]));
    expect(statuses(plan)).toEqual(['valid', 'invalid']);
    expect(unpackRows(plan.payload().creates)[0]).toMatchObject({ ratePpm: '3800' });
  });

  it('yields between slices, so that it can be stopped', () => {
    const found = unwrap(understandSheets([rawSheet([ROW_HEADER, ...[1, 2, 3, 4, 5].map((n) => merchantCells(n))])]));
    const plan = createPlan(found.sheet, found.headerRow, found.mapping);
    expect([...plan.steps(2)]).toEqual([2, 4, 5]);
    expect(plan.summary().valid).toBe(5);
  });

  it('filters and pages rows', () => {
    const plan = planOf([
      merchantCells(1),
      [],
      merchantCells(2, { ratePpm: '0.6' }),
      merchantCells(3, { email: 'x@@y' }),
    ]);
    finish(plan.edit([{ row: 2, field: 'remark', text: '改' }]));
    const count = (filter: Parameters<typeof plan.page>[0]) => plan.page(filter, 0, 50).total;
    expect({ all: count('all'), valid: count('valid'), invalid: count('invalid'), warning: count('warning') }).toEqual({
      all: 4,
      valid: 2,
      invalid: 1,
      warning: 1,
    });
    expect(plan.page('changed', 0, 50).rows).toMatchObject([{ row: 2, edited: true, raw: { remark: '改' } }]);
    expect(plan.page('all', 1, 1).rows).toMatchObject([{ row: 3, status: 'blank' }]);
  });

  it('takes rows out, lets the next of the same code stand, and puts them back at any time', () => {
    const plan = planOf([merchantCells(1), merchantCells(1), merchantCells(2)]);
    expect(statuses(plan)).toEqual(['valid', 'duplicate', 'valid']);
    finish(plan.removeRows([2]));
    finish(plan.edit([{ row: 4, field: 'remark', text: '改' }]));
    expect(plan.page('all', 0, 50).rows.map((row) => `${row.row} ${row.status}`)).toEqual(['3 valid', '4 valid']);
    finish(plan.removeRows([2], false));
    expect(plan.page('all', 0, 50).rows.map((row) => row.status)).toEqual(['valid', 'duplicate', 'valid']);
    finish(plan.undo());
    expect(plan.page('removed', 0, 50).rows.map((row) => row.row)).toEqual([2]);
  });

  it('never writes a sensitive value into an issue', () => {
    const secrets = { legalIdNo: '340524198001010011', contactPhone: '12345678901', accountNo: '12ab34567890' };
    const text = JSON.stringify([...planOf([merchantCells(1, secrets)]).issues()]);
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });

  it('judges numbers that a spreadsheet has rounded, and percent cells by what they hold', () => {
    const cells: RawCell[] = merchantCells(1);
    cells[ROW_FIELDS.indexOf('accountNo')] = { text: '6222021234567890000', kind: 'number' };
    cells[ROW_FIELDS.indexOf('ratePpm')] = { text: '1%', kind: 'percent', exact: 0.0055 };
    cells[ROW_FIELDS.indexOf('address')] = { text: '#N/A', kind: 'error' };
    const plan = planOf([cells]);
    expect([...plan.issues()].map((i) => i.code)).toEqual(['text.error_value', 'text.truncated_number']);
    expect([...plan.records()][0]!.values.ratePpm).toBe('5500');
  });

  it('handles twenty thousand bad rows with one and the same code', () => {
    const plan = planOf(Array.from({ length: 20_000 }, () => merchantCells(1, { email: 'x@@y' })));
    finish(plan.edit([{ row: 2, field: 'email', text: '' }]));
    expect(plan.summary()).toMatchObject({ valid: 1, invalid: 19_999 });
  });
});
