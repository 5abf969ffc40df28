import { addDays, isRealDate } from './biz-date';
import type { DayKind, HolidayName, OwnDay } from './holidays';

const DATE = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?/g;
const NAMES: readonly (readonly [HolidayName, RegExp])[] = [
  ['newYear', /元旦|new year/i],
  ['spring', /春节|spring/i],
  ['qingming', /清明|qingming/i],
  ['labour', /劳动节|五一|labou?r/i],
  ['dragonBoat', /端午|dragon/i],
  ['midAutumn', /中秋|mid-?autumn/i],
  ['national', /国庆|national/i],
];
const MOST_SPAN = 31;
/** A date without its year, as the end of a span often is: `至11日`. */
const PART_OF_DATE = /(?:至|到|[-–—~])\s*\d|\d\s*[月日号]/;

/** Days of pasted lines: a day or a span, and whether it is off (休), worked (班) or as usual (平); `wrong` are the lines that say neither. */
export function readHolidays(text: string): { days: OwnDay[]; wrong: number[] } {
  const days = new Map<string, OwnDay>();
  const wrong: number[] = [];
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const found = readLine(line.normalize('NFKC'));
    if (found.length === 0) wrong.push(n + 1);
    for (const day of found) days.set(day.date, day);
  }
  return { days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)), wrong };
}

function readLine(line: string): OwnDay[] {
  const dates = [...line.matchAll(DATE)].map(
    ([, year, month, day]) => `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`,
  );
  const [from, to = from] = dates;
  const words = line.replace(DATE, ' ');
  const name = NAMES.find(([, pattern]) => pattern.test(words))?.[0] ?? '';
  const kind = kindOf(words, name);
  if (PART_OF_DATE.test(words)) return [];
  if (!from || !to || dates.length > 2 || !kind || !isRealDate(from) || !isRealDate(to) || to < from) return [];
  const days: OwnDay[] = [];
  for (let date = from; date <= to && days.length < MOST_SPAN; date = addDays(date, 1))
    days.push({ date, kind, name: kind === 'holiday' ? name : '' });
  return days.at(-1)?.date === to ? days : [];
}

function kindOf(words: string, name: HolidayName | ''): DayKind | null {
  if (/班|work/i.test(words)) return 'worked';
  if (/平|照常|plain|usual/i.test(words)) return 'plain';
  return /休|假|holiday|off/i.test(words) || name !== '' ? 'holiday' : null;
}
