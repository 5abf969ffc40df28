import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { readHolidays } from '@shared/time/holiday-text';
import { areHolidaysKnown, makeCalendar, type OwnDay } from '@shared/time/holidays';
import { dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});
const set = (days: OwnDay[], who: Who = 'super') => core.as(who).execute('holiday.set', { days });
const list = async (who: Who = 'finance') => unwrap(await core.as(who).ask('holiday.list', {}));
const NEXT = readHolidays('2027-02-05 至 2027-02-07 春节 休\n2027-02-14 班').days;

describe('holidays of the company', () => {
  it('make a year known that has no list, and change days of one that has', async () => {
    expect(areHolidaysKnown('2027-01-01', '2027-12-31')).toBe(false);
    expect(unwrap(await set(NEXT))).toEqual({ changed: 4 });
    unwrap(await set([{ date: '2026-10-07', kind: 'plain', name: '' }]));
    const calendar = makeCalendar(await list());
    expect(areHolidaysKnown('2026-01-01', '2027-12-31', calendar)).toBe(true);
    expect(calendar.holidayOf('2027-02-06')).toBe('spring');
    expect([calendar.dayKindOf('2027-02-14'), calendar.dayKindOf('2026-10-07')]).toEqual(['worked', 'plain']);
  });

  it('are on record day by day, and go when they are as built in', async () => {
    unwrap(await set([{ date: '2026-10-07', kind: 'worked', name: '' }]));
    unwrap(await set([{ date: '2026-10-07', kind: 'holiday', name: '' }]));
    expect(await list()).toEqual([]);
    const entries = await core.core.context.db.table('audit').where('action').equals('holiday.set').toArray();
    expect(entries.map(({ diff }) => diff[0])).toMatchObject([
      { before: '2026-10-07 休', after: '2026-10-07 班' },
      { before: '2026-10-07 班', after: '2026-10-07 休' },
    ]);
    expect(unwrap(await set([{ date: '2026-10-07', kind: 'holiday', name: 'national' }]))).toEqual({ changed: 0 });
  });

  it('are refused to who may not, with nonsense, and leave nothing when it fails', async () => {
    expect(await set(NEXT, 'finance')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await set([{ date: '2027-02-30', kind: 'worked', name: '' }])).toMatchObject({
      error: { code: 'input.invalid' },
    });
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    expect(await set(NEXT)).toMatchObject({ ok: false });
    stop();
    expect(await dumpTables(core)).toEqual(before);
  });
});

describe('pasted holidays', () => {
  it('are read with days and spans as people write them, and what says nothing is told', () => {
    const { days, wrong } = readHolidays(
      '元旦\t2027/1/1\n\n2027年2月5日—2027年2月6日\t休\n2027.2.14 补班\n2026-10-07 照常\n2027-03-01\n2027-13-01 休\n2027-01-01 至 2027-12-31 休',
    );
    expect(days.map(({ date, kind, name }) => `${date} ${kind} ${name}`.trim())).toEqual([
      ...[
        '2026-10-07 plain',
        '2027-01-01 holiday newYear',
        '2027-02-05 holiday',
        '2027-02-06 holiday',
        '2027-02-14 worked',
      ],
    ]);
    expect(wrong).toEqual([6, 7, 8]);
  });

  it.each([
    '2027年2月5日至11日放假',
    '2027年2月5日至2月11日休',
    '2027年2月5日放假，2月14日上班',
    '2027-02-05 至 11 休',
  ])('are not read in part: %s', (line) => {
    expect(readHolidays(line)).toEqual({ days: [], wrong: [1] });
  });
});
