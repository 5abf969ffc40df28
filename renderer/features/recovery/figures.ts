const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** In the largest unit that fills; a time to come, after the clock was set back, is now. */
export function toAge(at: number, now: number): { unit: 'now' | 'minutes' | 'hours' | 'days'; count: number } {
  const age = now - at;
  if (age < 2 * MINUTE_MS) return { unit: 'now', count: 0 };
  if (age < 2 * HOUR_MS) return { unit: 'minutes', count: Math.floor(age / MINUTE_MS) };
  if (age < 2 * DAY_MS) return { unit: 'hours', count: Math.floor(age / HOUR_MS) };
  return { unit: 'days', count: Math.floor(age / DAY_MS) };
}

/** One decimal below ten. */
export function toSize(bytes: number): { unit: 'kb' | 'mb' | 'gb'; count: number } {
  const units = ['kb', 'mb', 'gb'] as const;
  let count = bytes / 1024;
  let unit = 0;
  for (; count >= 1024 && unit < 2; unit++) count /= 1024;
  return { unit: units[unit]!, count: count < 10 ? Math.ceil(count * 10) / 10 : Math.round(count) };
}

/** Nothing came to the second place for three days: said wherever people work. */
export function isSecondOld(second: { state: string; chosenAt: number; lastCopyAt: number }, now: number): boolean {
  const isChosen = second.state === 'present' || second.state === 'absent';
  return isChosen && now - Math.max(second.chosenAt, second.lastCopyAt) > 3 * DAY_MS;
}

/** `old`: longer ago than a person should go on without being told; backups by the clock come daily at least. */
export function toHealth(overview: { lastVerifiedAt: number; failures: number }, now: number): 'good' | 'old' | 'none' {
  if (overview.lastVerifiedAt === 0) return 'none';
  return now - overview.lastVerifiedAt > 3 * DAY_MS ? 'old' : 'good';
}
