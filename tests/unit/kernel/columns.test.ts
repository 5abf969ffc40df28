import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, packColumn, packRows, sliceBatch, unpackColumn, unpackRows } from '@shared/kernel/columns';

const cell = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

describe('packed columns', () => {
  it('give back every value they were made of, whatever its characters', () => {
    fc.assert(
      fc.property(fc.array(cell), (values) => {
        const column = packColumn(values);
        expect(unpackColumn(column)).toEqual(values);
        values.forEach((value, i) => expect(cellAt(column, i)).toBe(value));
      }),
    );
  });

  it('answer an empty text outside their rows and for a column that is not there', () => {
    expect(cellAt(packColumn(['a']), 1)).toBe('');
    expect(cellAt(packColumn(['a']), -1)).toBe('');
    expect(cellAt(undefined, 0)).toBe('');
  });

  it('slice to the same rows as slicing the rows themselves', () => {
    const row = fc.record({ name: cell, city: cell });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.nat(30), fc.nat(30), (rows, a, b) => {
        const from = Math.min(a, b, rows.length);
        const to = Math.min(Math.max(a, b), rows.length);
        const batch = packRows(['name', 'city'], rows);
        expect(unpackRows(sliceBatch(batch, from, to))).toEqual(rows.slice(from, to));
      }),
    );
  });

  it('fill a field that a row does not have with an empty text', () => {
    expect(unpackRows(packRows(['name', 'remark'], [{ name: '青禾' }]))).toEqual([{ name: '青禾', remark: '' }]);
  });
});
