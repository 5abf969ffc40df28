import { expose } from 'comlink';
import { afterEach, expect, it, vi } from 'vitest';
import type { OnProgress } from '@shared/contracts/sheet';
import { fail, ok } from '@shared/kernel/result';
import { connectSheet } from '@renderer/workers/rpc/sheet-rpc';
import { STALL_MS } from '@renderer/workers/rpc/stall-clock';

const never = () => new Promise<never>(() => undefined);
const opened: MessagePort[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const port of opened.splice(0)) port.close();
});

/** A worker of these calls behind a real port, and whether it was killed. */
function connect(calls: Record<string, (...args: never[]) => unknown>) {
  const { port1, port2 } = new MessageChannel();
  const core = new MessageChannel();
  opened.push(port1, port2, core.port1, core.port2);
  expose({ attachCore: () => undefined, ...calls }, port2);
  const worker = Object.assign(port1, { terminate: vi.fn() });
  const onGone = vi.fn();
  return { sheet: connectSheet(worker, core.port1, onGone), worker, onGone };
}

it('answers every open call when the worker is killed', async () => {
  const { sheet, worker, onGone } = connect({ open: never, exportMerchants: never });
  const calls = [sheet.open({ name: 'a.csv', text: '' }), sheet.exportMerchants({} as never)];
  sheet.terminate();
  expect(await Promise.all(calls)).toEqual([fail('operation.cancelled'), fail('operation.cancelled')]);
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(onGone).toHaveBeenCalledOnce();
});

it('hands answers and failures through', async () => {
  const { sheet } = connect({ pending: () => ok(null), preview: () => Promise.reject(new Error('broken')) });
  expect(await sheet.pending()).toEqual(ok(null));
  await expect(sheet.preview('a')).rejects.toThrow('broken');
});

it('gives up a file that keeps the worker from giving any sign, but not one that is read slowly', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let report: OnProgress | undefined;
  const { sheet, worker, onGone } = connect({
    openBills(_files: never, onProgress: never) {
      report = onProgress;
      return never();
    },
  });
  const heard = vi.fn();
  const opening = sheet.openBills([], heard);
  await vi.waitFor(() => expect(report).toBeDefined());
  // Waiting moves the clock as well.
  vi.advanceTimersByTime(STALL_MS - 1_000);
  report!({ phase: 'read', done: 1, total: 2 });
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ phase: 'read', done: 1, total: 2 }));
  vi.advanceTimersByTime(STALL_MS - 1_000);
  expect(worker.terminate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(await opening).toEqual(fail('file.timeout'));
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(onGone).toHaveBeenCalledOnce();
});

it('watches no longer than the reading lasts', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { sheet, worker } = connect({ open: () => fail('file.damaged') });
  expect(await sheet.open({ name: 'a.csv', text: '' })).toEqual(fail('file.damaged'));
  vi.advanceTimersByTime(2 * STALL_MS);
  expect(worker.terminate).not.toHaveBeenCalled();
});
