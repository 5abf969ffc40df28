import type { OwnDay } from '../time/holidays';

export interface HolidayCommandIo {
  /** Notes days over the built-in lists; a day that is as built in is noted no longer. Says how many changed. */
  'holiday.set': { input: { days: OwnDay[] }; output: { changed: number } };
}

export interface HolidayQueryIo {
  /** What the company noted, by date. */
  'holiday.list': { input: Record<string, never>; output: OwnDay[] };
}
