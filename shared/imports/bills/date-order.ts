/** A day with its year at the end: `16/06/2025`, perhaps with a time behind it. */
export const YEAR_LAST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(.*)$/;

/**
 * Which of the first two numbers is the day, where the year stands last: some day after the twelfth tells. `undefined` when none
 * does, or when they contradict each other.
 */
export function findDateOrder(texts: readonly string[]): 'dmy' | 'mdy' | undefined {
  let isDayFirst = false;
  let isMonthFirst = false;
  for (const text of texts) {
    const match = YEAR_LAST.exec(text);
    if (!match) continue;
    if (Number(match[1]) > 12) isDayFirst = true;
    if (Number(match[2]) > 12) isMonthFirst = true;
  }
  return isDayFirst === isMonthFirst ? undefined : isDayFirst ? 'dmy' : 'mdy';
}
