import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CoreClient } from '@shared/contracts/core';
import { fail, ok, type Result } from '@shared/kernel/result';
import { PendingKeeper } from '@renderer/workers/sheet/pending-keeper';

const DELAY = 1_500;
const MIB = 1024 * 1024;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A core that notes what it is told to keep. `answer` may refuse; `who` is signed in. */
function fakeCore() {
  const told: string[] = [];
  const state = { who: 'admin-1', answer: (_command: string): Result<unknown> => ok() };
  const core = {
    ask: () => Promise.resolve(ok({ adminId: state.who })),
    execute: (command: string, input: { part?: number; json?: string; bytes?: Uint8Array | number }) => {
      const detail =
        command === 'importPending.keep' ? `:${input.part}` : command.endsWith('.save') ? `:${input.json}` : '';
      told.push(command.replace('importPending.', '') + detail);
      return Promise.resolve(state.answer(command));
    },
  } as unknown as CoreClient;
  return { told, state, keeper: new PendingKeeper(core, DELAY) };
}

const file = (bytes: number) => ({ name: 'a.xlsx', blob: new Blob([new Uint8Array(bytes)]), isText: false });
const snapshot = (json: string) => () => ({ json, rows: 1, changes: 0 });

describe('an import under way', () => {
  it('is kept a moment after it began: the file in parts, then what was decided', async () => {
    const { told, keeper } = fakeCore();
    keeper.watch(file(9 * MIB), snapshot('one'));
    await vi.advanceTimersByTimeAsync(DELAY - 1);
    expect(told).toEqual([]);
    expect(keeper.uploadId).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await keeper.flush();
    expect(told).toEqual(['begin', 'keep:0', 'keep:1', 'keep:2', 'save:one']);
    expect(keeper.uploadId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps only the decisions when they change, once for many changes', async () => {
    const { told, keeper } = fakeCore();
    const kept = file(10);
    keeper.watch(kept, snapshot('one'));
    await keeper.flush();
    keeper.watch(kept, snapshot('two'));
    for (let i = 0; i < 20; i++) keeper.changed();
    await vi.advanceTimersByTimeAsync(DELAY);
    await keeper.flush();
    expect(told).toEqual(['begin', 'keep:0', 'save:one', 'save:two']);
  });

  it('is kept for nobody else who signs in meanwhile', async () => {
    const { told, state, keeper } = fakeCore();
    keeper.watch(file(10), snapshot('one'));
    await Promise.resolve();
    state.who = 'admin-2';
    await keeper.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
  });

  it('tries again later when the screen is locked', async () => {
    const { told, state, keeper } = fakeCore();
    state.answer = () => fail('access.locked');
    keeper.watch(file(10), snapshot('one'));
    await keeper.flush();
    state.answer = () => ok();
    await vi.advanceTimersByTimeAsync(5_000);
    await keeper.flush();
    expect(told).toEqual(['begin', 'begin', 'keep:0', 'save:one']);
  });

  it('is let go when there is too much to keep, and no older state of it stays', async () => {
    const { told, state, keeper } = fakeCore();
    state.answer = (command) => (command === 'importPending.save' ? fail('input.invalid') : ok());
    keeper.watch(file(10), snapshot('one'));
    await keeper.flush();
    keeper.changed();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(['begin', 'keep:0', 'save:one', 'clear']);
    expect(keeper.uploadId).toBeUndefined();
  });

  it('is at rest while a commit runs, and is kept again afterwards', async () => {
    const { told, keeper } = fakeCore();
    keeper.watch(file(10), snapshot('one'));
    await keeper.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
    keeper.changed();
    await vi.advanceTimersByTimeAsync(DELAY);
    await keeper.flush();
    expect(told).toEqual(['begin', 'keep:0', 'save:one']);
  });

  it('is not uploaded again after it was resumed, nor kept when it is empty', async () => {
    const { told, keeper } = fakeCore();
    keeper.adopt(file(10), 'upload-1', snapshot('one'));
    await keeper.flush();
    expect(told).toEqual(['save:one']);
    keeper.watch(file(0), snapshot('none'));
    await keeper.flush();
    expect(told).toEqual(['save:one']);
  });
});
