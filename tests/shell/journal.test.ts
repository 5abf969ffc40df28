import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type * as FsPromises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { journalFileName } from '@shared/contracts/journal';

/** Every call to the file system counts; those whose turn it is fail. */
const disk = vi.hoisted(() => ({
  failAt: Infinity,
  times: 1,
  code: 'EIO',
  calls: 0,
  open: [] as { close(): Promise<void> }[],
}));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FsPromises>();
  const counted =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const turn = ++disk.calls;
      if (turn >= disk.failAt && turn < disk.failAt + disk.times)
        throw Object.assign(new Error(disk.code), { code: disk.code });
      return run(...args);
    };
  const open = counted(async (...args: Parameters<typeof real.open>) => {
    const handle = await real.open(...args);
    disk.open.push(handle);
    for (const name of ['write', 'datasync', 'read'] as const) {
      const run = handle[name].bind(handle) as (...rest: unknown[]) => Promise<unknown>;
      Object.assign(handle, { [name]: counted(run) });
    }
    return handle;
  });
  return { ...real, open, readdir: counted(real.readdir), mkdir: counted(real.mkdir), rm: counted(real.rm) };
});

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
const place = join(folder, 'journal');
const caller = { contentsId: 1 };
const NAME = journalFileName('0123456789abcdef', 1, 'aaaaaaaa');
const PARTS = [new Uint8Array(300).fill(1), new Uint8Array(40).fill(2), new Uint8Array(90).fill(3)];
const { createJournalHandlers } = await import('../../electron/main/ipc/journal');

beforeEach(async () => {
  // As the end of the program does: whoever began a file holds it open.
  for (const handle of disk.open.splice(0)) await handle.close().catch(() => undefined);
  Object.assign(disk, { failAt: Infinity, times: 1, code: 'EIO', calls: 0 });
  rmSync(place, { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Appends part by part, as the keeper does: a failed call ends the file. How many bytes were acknowledged, and what failed. */
async function write(name: string): Promise<{ acknowledged: number; code: string }> {
  const journal = createJournalHandlers(place);
  let acknowledged = 0;
  for (const part of PARTS) {
    const answer = await journal.append(caller, name, acknowledged, part);
    if (!answer.ok) return { acknowledged, code: answer.error.code };
    acknowledged += part.length;
  }
  return { acknowledged, code: '' };
}

const whole = Buffer.concat(PARTS);

describe('the journal on disk', () => {
  test.each(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EPERM', 'EBUSY'])(
    'acknowledges what is there and nothing else, at whichever call the disk fails (%s)',
    async (code) => {
      expect(await write(NAME)).toEqual({ acknowledged: whole.length, code: '' });
      const calls = disk.calls;
      expect(calls).toBeGreaterThan(7);
      const codes = new Set<string>();
      for (let n = 1; n <= calls; n++) {
        rmSync(place, { recursive: true, force: true });
        Object.assign(disk, { failAt: n, code, calls: 0 });
        const outcome = await write(NAME);
        disk.failAt = Infinity;
        codes.add(outcome.code);
        // No false success, and nothing that was not synced looks written.
        const stored = existsSync(join(place, NAME)) ? readFileSync(join(place, NAME)) : Buffer.alloc(0);
        expect(stored, `call ${n}`).toEqual(whole.subarray(0, outcome.acknowledged));
        if (outcome.code === '') expect(outcome.acknowledged, `call ${n}`).toBe(whole.length);
      }
      codes.delete('');
      expect([...codes]).toEqual([code === 'ENOSPC' || code === 'EDQUOT' ? 'storage.full' : 'storage.unavailable']);
    },
  );

  test('goes on in another file after the disk was busy three times', async () => {
    Object.assign(disk, { failAt: 1, times: 3, code: 'EBUSY' });
    let tries = 0;
    while ((await write(journalFileName('0123456789abcdef', 1, `0000000${++tries}`))).code !== '')
      expect(tries).toBeLessThan(9);
    expect(tries).toBe(4);
    const [file] = readdirSync(place);
    expect(readFileSync(join(place, file!))).toEqual(whole);
  });

  test('does not acknowledge what went into a file that somebody deleted, and goes on in another', async () => {
    const journal = createJournalHandlers(place);
    expect(await journal.append(caller, NAME, 0, PARTS[0]!)).toEqual({ ok: true, value: undefined });
    rmSync(place, { recursive: true });
    expect(await journal.append(caller, NAME, PARTS[0]!.length, PARTS[1]!)).toMatchObject({ ok: false });
    const next = journalFileName('0123456789abcdef', 2, 'bbbbbbbb');
    expect(await journal.append(caller, next, 0, PARTS[1]!)).toMatchObject({ ok: true });
    expect(readdirSync(place)).toEqual([next]);
  });

  test('never continues a file of another start, nor one out of turn', async () => {
    await write(NAME);
    const journal = createJournalHandlers(place);
    expect(await journal.append(caller, NAME, whole.length, PARTS[0]!)).toMatchObject({
      error: { code: 'bridge.payload_invalid' },
    });
    expect(await journal.append(caller, NAME, 0, PARTS[0]!)).toMatchObject({ ok: false });
    expect(readFileSync(join(place, NAME))).toEqual(whole);
  });

  test('says what cannot be listed or read, and reads on when it can', async () => {
    await write(NAME);
    const journal = createJournalHandlers(place);
    for (const call of [() => journal.list(caller), () => journal.read(caller, NAME, 0, 10)]) {
      Object.assign(disk, { failAt: 1, code: 'EIO', calls: 0 });
      expect(await call()).toMatchObject({ error: { code: 'storage.unavailable' } });
      disk.failAt = Infinity;
      expect(await call()).toMatchObject({ ok: true });
    }
  });
});
