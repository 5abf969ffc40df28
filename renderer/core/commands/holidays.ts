import { z } from 'zod/mini';
import { isRealDate } from '@shared/time/biz-date';
import { BUILT_IN, HOLIDAY_NAMES, type OwnDay } from '@shared/time/holidays';
import { defineCommand } from '../define';
import { readOwnDays } from '../own-days';

const date = z.string().check(z.refine((text) => isRealDate(text) && text >= '2000-01-01' && text < '2100-01-01'));

export const holidaySet = defineCommand<'holiday.set'>({
  name: 'holiday.set',
  access: 'company:update',
  zh: '修改节假日',
  en: 'Change holidays',
  tables: ['meta'],
  input: z.strictObject({
    days: z
      .array(
        z.strictObject({
          date,
          kind: z.enum(['holiday', 'worked', 'plain']),
          name: z.union([z.literal(''), z.enum(HOLIDAY_NAMES)]),
        }),
      )
      .check(z.minLength(1), z.maxLength(400)),
  }),
  async run(uow, { days }) {
    const meta = uow.table('meta');
    const own = new Map((await readOwnDays(meta)).map((day) => [day.date, day]));
    const diff = days.flatMap((day) => {
      const before = own.get(day.date);
      if (isBuiltIn(day)) own.delete(day.date);
      else own.set(day.date, day);
      const told = wordsOf(before, day.date);
      const after = wordsOf(own.get(day.date), day.date);
      return told === after ? [] : [{ field: 'holidayDay', before: told, after }];
    });
    if (diff.length === 0) return { changed: 0 };
    const value = [...own.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
    await meta.put({ key: 'holidays', value });
    uow.record({ targetType: 'company', targetId: 'holidays', targetLabel: days[0]!.date.slice(0, 4), diff });
    return { changed: diff.length };
  },
});

function isBuiltIn({ date: day, kind, name }: OwnDay): boolean {
  if (BUILT_IN.dayKindOf(day) !== kind) return false;
  return kind !== 'holiday' || name === '' || BUILT_IN.holidayOf(day) === name;
}

/** In signs that both languages read: `2027-02-05 休`. */
function wordsOf(day: OwnDay | undefined, of: string): string {
  const kind = day?.kind ?? BUILT_IN.dayKindOf(of);
  return `${of} ${kind === 'holiday' ? '休' : kind === 'worked' ? '班' : '—'}${day?.name ? ` ${day.name}` : ''}`;
}

export const holidayCommands = [holidaySet] as const;
