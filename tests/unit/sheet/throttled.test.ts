import { describe, expect, it, vi } from 'vitest';
import type { OnProgress } from '@shared/contracts/sheet';
import { throttled } from '@renderer/workers/sheet/throttled';

describe('progress on its way to the window', () => {
  it('is told ten times a second, and at the end of a phase', () => {
    const told = vi.fn<OnProgress>();
    let now = 0;
    const say = throttled(told, () => now)!;
    for (let done = 0; done <= 1_000; done++, now += 1) say({ phase: 'check', done, total: 1_000 });
    const seen = told.mock.calls.map(([{ done }]) => done);
    expect(seen).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
  });

  it('is told at once when another phase begins', () => {
    const told = vi.fn<OnProgress>();
    const say = throttled(told, () => 0)!;
    say({ phase: 'read', done: 1, total: 0 });
    say({ phase: 'read', done: 2, total: 0 });
    say({ phase: 'check', done: 1, total: 9 });
    expect(told.mock.calls.map(([{ phase }]) => phase)).toEqual(['read', 'check']);
  });

  it('costs nothing where nobody listens', () => {
    expect(throttled(undefined, () => 0)).toBeUndefined();
  });
});
