import { describe, expect, it } from 'vitest';
import { showAtOf } from '@shared/time/quiet-hours';

/** The fifth of January 2026 in Shanghai. */
const at = (time: string, day = '2026-01-05'): number => Date.parse(`${day}T${time}:00+08:00`);

describe('quiet hours', () => {
  it.each([
    ['22:00', '08:00', '21:59', '2026-01-05', '21:59'],
    ['22:00', '08:00', '22:00', '2026-01-06', '08:00'],
    ['22:00', '08:00', '23:59', '2026-01-06', '08:00'],
    ['22:00', '08:00', '00:00', '2026-01-05', '08:00'],
    ['22:00', '08:00', '07:59', '2026-01-05', '08:00'],
    ['22:00', '08:00', '08:00', '2026-01-05', '08:00'],
    ['12:00', '13:30', '12:30', '2026-01-05', '13:30'],
    ['12:00', '13:30', '13:30', '2026-01-05', '13:30'],
    ['22:00', '00:00', '23:00', '2026-01-06', '00:00'],
    ['00:00', '06:00', '00:00', '2026-01-05', '06:00'],
  ])('from %s to %s put what comes at %s off to %s %s', (quietFrom, quietTo, now, day, time) => {
    expect(showAtOf(at(now), { quietFrom, quietTo })).toBe(at(time, day));
  });

  it('are none without both ends, or with the same', () => {
    for (const [quietFrom, quietTo] of [
      ['', ''],
      ['08:00', '08:00'],
      ['08:00', ''],
    ] as const)
      expect(showAtOf(at('08:00'), { quietFrom, quietTo })).toBe(at('08:00'));
  });
});
