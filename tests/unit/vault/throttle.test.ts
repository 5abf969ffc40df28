import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, isLastUsableSuper } from '@renderer/core/vault/admin-rules';
import { countFailure, remainingWait, stricter, waitAfter, type ThrottleState } from '@renderer/core/vault/throttle';
import { ThrottleMemory } from '@renderer/core/vault/throttle-memory';
import type { AdminRow } from '@renderer/data/tables';
import { MemoryHost } from '../../support/memory-host';

const FREE: ThrottleState = { failed: 0, heldUntil: 0 };
const NOW = Date.UTC(2026, 0, 5);

function failTimes(n: number, now = NOW): ThrottleState {
  return Array.from({ length: n }).reduce<ThrottleState>((state) => countFailure(state, now, now), FREE);
}

describe('waiting after failed tries', () => {
  it('lets five tries pass, then waits 30 s, doubling up to an hour', () => {
    expect([1, 4, 5, 6, 7, 11, 12, 100, 1000].map(waitAfter)).toEqual([
      0, 0, 30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000, 3_600_000,
    ]);
    expect(remainingWait(failTimes(4), NOW, 0)).toBe(0);
    expect(remainingWait(failTimes(5), NOW, 0)).toBe(30_000);
    expect(remainingWait(failTimes(5), NOW + 29_999, 0)).toBe(1);
    expect(remainingWait(failTimes(5), NOW + 30_000, 0)).toBe(0);
  });

  it('is not shortened by a clock set back, and ends by the running time of the program', () => {
    const state = failTimes(6);
    expect(remainingWait(state, NOW - 86_400_000, 0)).toBe(60_000);
    expect(remainingWait(state, NOW - 86_400_000, 59_000)).toBe(1000);
    expect(remainingWait(state, NOW - 86_400_000, 60_000)).toBe(0);
  });

  it('counts from the latest time ever seen when failing under a clock set back', () => {
    const state = countFailure({ failed: 5, heldUntil: 0 }, NOW - 1_000_000, NOW);
    expect(state.heldUntil).toBe(NOW + 60_000);
  });

  it('never waits longer than the whole wait, whatever the clock says', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer(), fc.nat(), (failed, shift, running) => {
        const wait = remainingWait({ failed, heldUntil: NOW + shift }, NOW, running);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(waitAfter(failed));
      }),
    );
  });

  it('believes the stricter of two memories', () => {
    expect(stricter({ failed: 3, heldUntil: 9 }, { failed: 7, heldUntil: 2 })).toEqual({ failed: 7, heldUntil: 9 });
  });
});

describe('failed tries remembered outside the database', () => {
  it('survives a restart, for names that exist and names that do not', async () => {
    const host = new MemoryHost();
    const memory = new ThrottleMemory(host, () => 0);
    for (let i = 0; i < 6; i++) await memory.countTry('password', 'nobody', FREE, NOW);
    const later = new ThrottleMemory(host, () => 0);
    expect(await later.waitFor('password', 'nobody', FREE, NOW)).toBe(60_000);
    expect(await later.waitFor('recovery', 'nobody', FREE, NOW)).toBe(0);
    expect(await later.waitFor('password', 'somebody', FREE, NOW)).toBe(0);
    expect(host.throttle).not.toContain('nobody');
  });

  it('keeps the latest time seen across a restart under a clock set back', async () => {
    const host = new MemoryHost();
    await new ThrottleMemory(host, () => 0).countTry('password', 'a', FREE, NOW);
    const later = new ThrottleMemory(host, () => 0);
    const state = await later.countTry('password', 'b', { failed: 4, heldUntil: 0 }, NOW - 5_000_000);
    expect(state.heldUntil).toBe(NOW + 30_000);
  });

  it('waits by the running time when the clock was set back', async () => {
    let running = 1000;
    const memory = new ThrottleMemory(new MemoryHost(), () => running);
    for (let i = 0; i < 5; i++) await memory.countTry('password', 'a', FREE, NOW);
    expect(await memory.waitFor('password', 'a', FREE, NOW - 86_400_000)).toBe(30_000);
    running += 20_000;
    expect(await memory.waitFor('password', 'a', FREE, NOW - 86_400_000)).toBe(10_000);
    running += 10_000;
    expect(await memory.waitFor('password', 'a', FREE, NOW - 86_400_000)).toBe(0);
  });

  it('takes the database’s word when its own memory is lost or nonsense', async () => {
    for (const lost of [null, '', '{', '{"v":2}', '{"v":1,"maxSeen":"x","accounts":[]}']) {
      const host = new MemoryHost();
      host.throttle = lost;
      const memory = new ThrottleMemory(host, () => 0);
      expect(await memory.waitFor('password', 'a', { failed: 5, heldUntil: NOW + 30_000 }, NOW)).toBe(30_000);
      expect(await memory.waitFor('password', 'b', FREE, NOW)).toBe(0);
    }
  });

  it('goes on counting when the outside cannot be read or written, and says so in the log', async () => {
    const host = new MemoryHost();
    host.readThrottle = () => Promise.reject(new Error('gone'));
    host.writeThrottle = () => Promise.reject(new Error('full'));
    const memory = new ThrottleMemory(host, () => 0);
    for (let i = 0; i < 5; i++) await memory.countTry('password', 'a', FREE, NOW);
    expect(await memory.waitFor('password', 'a', FREE, NOW)).toBe(30_000);
    await memory.clear('password', 'a');
    expect(await memory.waitFor('password', 'a', FREE, NOW)).toBe(0);
    expect(new Set(host.lines.map((line) => line.event))).toEqual(
      new Set(['throttle.not_read', 'throttle.not_written']),
    );
  });

  it('forgets an account when it is cleared, and the oldest beyond 500', async () => {
    const host = new MemoryHost();
    const memory = new ThrottleMemory(host, () => 0);
    for (let i = 0; i < 5; i++) await memory.countTry('password', 'a', FREE, NOW);
    await memory.clear('password', 'a');
    expect(await memory.waitFor('password', 'a', FREE, NOW)).toBe(0);
    for (let i = 0; i < 510; i++) await memory.countTry('password', `name-${i}`, FREE, NOW);
    expect((JSON.parse(host.throttle!) as { accounts: unknown[] }).accounts).toHaveLength(500);
    expect(host.throttle!.length).toBeLessThan(64 * 1024);
  });
});

describe('closing an account after a hundred failures', () => {
  const admin = (id: string, roleId: string, state: AdminRow['state'] = 'active'): AdminRow =>
    ({ id, roleIds: [roleId], state, rev: 1 }) as unknown as AdminRow;
  const hundred: ThrottleState = { failed: 100, heldUntil: NOW };

  it('closes a clerk’s and not before the hundredth', () => {
    const all = [admin('s', 'super'), admin('e', 'entry')];
    expect(afterFailure(all[1]!, all, hundred)).toMatchObject({ state: 'disabled', failedCount: 100, heldUntil: NOW });
    expect(afterFailure(all[1]!, all, { ...hundred, failed: 99 }).state).toBe('active');
  });

  it('never closes the last usable super administrator’s, but another one’s', () => {
    const alone = [admin('s', 'super'), admin('t', 'super', 'disabled'), admin('e', 'entry')];
    expect(isLastUsableSuper(alone, 's')).toBe(true);
    expect(isLastUsableSuper(alone, 'e')).toBe(false);
    expect(afterFailure(alone[0]!, alone, hundred).state).toBe('active');
    const two = [admin('s', 'super'), admin('t', 'super')];
    expect(afterFailure(two[0]!, two, hundred).state).toBe('disabled');
  });
});
