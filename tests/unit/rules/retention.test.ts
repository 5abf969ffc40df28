import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupsToRemove, type KeptBackup } from '@shared/rules/retention';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 26);
let count = 0;
const backup = (createdAt: number, extra: Partial<KeptBackup> = {}): KeptBackup => ({
  name: `b${++count}`,
  createdAt,
  bytes: 1_000,
  kind: 'scheduled',
  verified: true,
  pinned: false,
  ...extra,
});

const history = fc.array(
  fc.record({
    age: fc.integer({ min: -400 * 24, max: 800 * 24 }),
    bytes: fc.integer({ min: 1, max: 2 * 1024 ** 3 }),
    kind: fc.constantFrom('scheduled', 'exit', 'manual', 'import'),
    verified: fc.boolean(),
    pinned: fc.boolean(),
  }),
  { maxLength: 120 },
);

describe('which backups may go', () => {
  it('never the pinned, never the three newest verified, and nothing at all while none is verified', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const all = rows.map(({ age, ...rest }) => backup(NOW - age * 3_600_000, rest));
        const gone = new Set(backupsToRemove(all));
        const left = all.filter((b) => !gone.has(b.name));
        const verified = all.filter((b) => b.verified).sort((a, b) => b.createdAt - a.createdAt);
        expect(all.filter((b) => b.pinned && gone.has(b.name))).toEqual([]);
        if (verified.length === 0) expect(gone.size).toBe(0);
        expect(left.filter((b) => b.verified).length).toBeGreaterThanOrEqual(Math.min(3, verified.length));
        if (verified[0]) expect(left.some((b) => b.createdAt === verified[0]!.createdAt && b.verified)).toBe(true);
        // Asking again about what is left takes nothing more than the size asks for.
        const small = all.map((b) => ({ ...b, bytes: 1 }));
        const once = new Set(backupsToRemove(small));
        expect(backupsToRemove(small.filter((b) => !once.has(b.name)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps one a day for two weeks, one a week for two months, one a month for two years', () => {
    const all = Array.from({ length: 800 * 4 }, (_, i) => backup(NOW - i * (DAY / 4)));
    const gone = new Set(backupsToRemove(all));
    const ages = all.filter((b) => !gone.has(b.name)).map((b) => (NOW - b.createdAt) / DAY);
    expect(ages.filter((age) => age < 2).length).toBeGreaterThanOrEqual(8);
    for (let day = 0; day < 13; day++) expect(ages.some((age) => age >= day && age < day + 1.5)).toBe(true);
    expect(ages.filter((age) => age > 14 && age < 60).length).toBeLessThanOrEqual(9);
    expect(Math.max(...ages)).toBeGreaterThan(600);
    expect(ages.length).toBeLessThan(50);
  });

  it('is not misled by a clock that runs a year ahead or behind', () => {
    const days = Array.from({ length: 10 }, (_, i) => backup(NOW - i * DAY));
    expect(backupsToRemove([...days, backup(NOW + 365 * DAY)])).toEqual([]);
    expect(backupsToRemove([...days, backup(NOW - 365 * DAY)])).toEqual([]);
  });

  it('gives the oldest up first when there is too much', () => {
    const big = Array.from({ length: 8 }, (_, i) => backup(NOW - i * DAY, { bytes: 2 * 1024 ** 3 }));
    expect(backupsToRemove(big)).toEqual(big.slice(5).map((b) => b.name));
  });
});
