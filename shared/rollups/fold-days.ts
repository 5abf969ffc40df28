import type { DayPoint, HeatCell, Part } from '../contracts/dashboard';
import type { DaySums } from '../contracts/bills';
import { weekdayOf } from '../txns/filter';
import { addMoney, netFenOf, noMoney, type MoneySums } from './money-sums';

/** Sums by day, ascending; days without rows are left out. */
export function foldByDay(rows: readonly DaySums[]): DayPoint[] {
  return [...groupSums(rows, (row) => row.bizDate)]
    .map(([bizDate, sums]) => ({ bizDate, ...sums }))
    .sort((a, b) => (a.bizDate < b.bizDate ? -1 : 1));
}

/** Sums by what `keyOf` says, largest net amount first; equal ones by key. */
export function foldByKey(
  rows: readonly DaySums[],
  keyOf: (row: DaySums) => string,
  nameOf: (key: string) => string,
): Part[] {
  return [...groupSums(rows, keyOf)]
    .map(([key, sums]) => ({ key, name: nameOf(key), ...sums }))
    .sort((a, b) => netFenOf(b) - netFenOf(a) || (a.key < b.key ? -1 : 1));
}

export function foldAll(rows: readonly DaySums[]): MoneySums {
  const sum = noMoney();
  for (const row of rows) addMoney(sum, row);
  return sum;
}

/** All 168 hours of a week, Monday first. */
export function foldHeat(rows: readonly DaySums[]): HeatCell[] {
  const cells = Array.from({ length: 168 }, (_, i): HeatCell => ({
    weekday: Math.floor(i / 24) + 1,
    hour: i % 24,
    payments: 0,
    settleFen: 0,
  }));
  for (const { bizDate, paymentsByHour, settleFenByHour } of rows) {
    const start = (weekdayOf(bizDate) - 1) * 24;
    for (let hour = 0; hour < 24; hour++) {
      cells[start + hour]!.payments += paymentsByHour[hour]!;
      cells[start + hour]!.settleFen += settleFenByHour[hour]!;
    }
  }
  return cells;
}

/** Fewer days say nothing of peaks. */
const LEAST_DAYS = 5;

/** The best and the worst day by settled amount; none where there are too few days or all are alike. */
export function findMarks(days: readonly DayPoint[]): { peak: string; trough: string } | null {
  if (days.length < LEAST_DAYS) return null;
  const sorted = [...days].sort((a, b) => a.settleFen - b.settleFen);
  const [trough, peak] = [sorted[0]!, sorted.at(-1)!];
  return trough.settleFen === peak.settleFen ? null : { peak: peak.bizDate, trough: trough.bizDate };
}

function groupSums(rows: readonly DaySums[], keyOf: (row: DaySums) => string): Map<string, MoneySums> {
  const groups = new Map<string, MoneySums>();
  for (const row of rows) {
    const key = keyOf(row);
    const sums = groups.get(key) ?? noMoney();
    addMoney(sums, row);
    groups.set(key, sums);
  }
  return groups;
}
