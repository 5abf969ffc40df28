import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type * as FsPromises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackupRecord } from '@shared/contracts/backups';
import type { Result } from '@shared/kernel/result';
import { createFakeElectron, FakeWindow } from '../support/fake-electron';

/** Every call to the file system counts; the one whose turn it is fails, or never comes back: the program was killed there. */
const disk = vi.hoisted(() => ({ failAt: Infinity, code: 'EIO', calls: 0, dieAt: Infinity, busyRenames: 0 }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FsPromises>();
  const step = async (): Promise<void> => {
    if (++disk.calls === disk.failAt) throw Object.assign(new Error(disk.code), { code: disk.code });
    if (disk.calls >= disk.dieAt) await new Promise(() => undefined);
  };
  const counted =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await step();
      return run(...args);
    };
  const open = async (...args: Parameters<typeof real.open>) => {
    await step();
    const handle = await real.open(...args);
    for (const name of ['write', 'writeFile', 'sync', 'read'] as const) {
      const run = handle[name].bind(handle) as (...rest: unknown[]) => Promise<unknown>;
      Object.assign(handle, { [name]: counted(run) });
    }
    return handle;
  };
  const rename = counted((...args: Parameters<typeof real.rename>) => {
    if (disk.busyRenames-- > 0) return Promise.reject(Object.assign(new Error('EBUSY'), { code: 'EBUSY' }));
    return real.rename(...args);
  });
  return { ...real, open, rename, readdir: counted(real.readdir), mkdir: counted(real.mkdir) };
});

const folder = mkdtempSync(join(tmpdir(), 'backups-'));
const electron = createFakeElectron(join(folder, 'data'));
vi.mock('electron', () => electron);
const place = join(folder, 'data', 'backups');

let backups: import('../../electron/main/ipc/contract').BridgeHandlers['backups'];
let caller = { contentsId: 0 };

beforeAll(async () => {
  const { openMainWindow } = await import('../../electron/main/windows');
  const { createBackupHandlers } = await import('../../electron/main/ipc/backups');
  await openMainWindow();
  caller = { contentsId: FakeWindow.created[0]?.webContents.id ?? 0 };
  backups = createBackupHandlers({ protectedFolders: () => [join(folder, 'program')] });
});
beforeEach(() => {
  Object.assign(disk, { failAt: Infinity, code: 'EIO', calls: 0, dieAt: Infinity, busyRenames: 0 });
  rmSync(place, { recursive: true, force: true });
  rmSync(join(folder, 'data', 'state', 'backup-folder.json'), { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAME = 'merchant-desk-20261126-143000-manual-1a2b3c4d.mbak';
const CHUNKS = [new Uint8Array(5_000).fill(1), new Uint8Array(700).fill(2), new Uint8Array(31).fill(3)];
const record = (name = NAME): BackupRecord => ({
  name,
  backupId: 'b1',
  kind: 'manual',
  createdAt: 5,
  bytes: 5_731,
  sha256: '',
  tables: { audit: 3 },
  merchants: 2,
  appVersion: '1',
  schemaVersion: 3,
  installId: 'i',
  companyName: '示例',
  by: '',
  note: '',
  encrypted: true,
  durationMs: 1,
  verifiedAt: 6,
  drilledAt: 0,
  pinned: false,
});

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** A whole backup; the code of the first step that failed, or 'ok'. */
async function backUp(name = NAME): Promise<string> {
  const begun = await backups.begin(caller, name);
  if (!begun.ok) return begun.error.code;
  const { token } = begun.value;
  for (const [seq, chunk] of CHUNKS.entries()) {
    const written = await backups.write(caller, token, seq, chunk);
    if (!written.ok) return written.error.code;
  }
  const finished = await backups.finish(caller, token);
  if (!finished.ok) return finished.error.code;
  const read = await backups.readBack(caller, token, 4_990, 20);
  if (!read.ok) return read.error.code;
  const published = await backups.publish(caller, token, record(name));
  return published.ok ? 'ok' : published.error.code;
}

describe('a backup on disk', () => {
  test('appears under its name only when complete, and is listed with what is remembered of it', async () => {
    const { token } = valueOf(await backups.begin(caller, NAME));
    for (const [seq, chunk] of CHUNKS.entries()) valueOf(await backups.write(caller, token, seq, chunk));
    expect(existsSync(join(place, NAME))).toBe(false);
    expect(valueOf(await backups.finish(caller, token))).toEqual({ bytes: 5_731 });
    expect(valueOf(await backups.readBack(caller, token, 4_999, 3))).toEqual(new Uint8Array([1, 2, 2]));
    valueOf(await backups.publish(caller, token, record()));
    expect(readFileSync(join(place, NAME))).toEqual(Buffer.concat(CHUNKS));
    const listed = valueOf(await backups.list(caller));
    expect(listed).toMatchObject({ kind: 'default', lost: false, records: [record()] });
    expect(listed.files).toMatchObject([{ name: NAME, bytes: 5_731 }]);
    expect(valueOf(await backups.read(caller, NAME, 5_700, 100))).toEqual(CHUNKS[2]);
  });

  test.each(['EIO', 'ENOSPC', 'EROFS', 'EPERM'])(
    'fails at whichever call to the disk (%s) without a file under its name, and harms none that was there',
    async (code) => {
      const old = 'merchant-desk-20261125-143000-manual-00000000.mbak';
      expect(await backUp(old)).toBe('ok');
      disk.calls = 0;
      expect(await backUp()).toBe('ok');
      const calls = disk.calls;
      valueOf(await backups.remove(caller, NAME));
      expect(calls).toBeGreaterThan(8);
      for (let n = 1; n <= calls; n++) {
        Object.assign(disk, { failAt: n, code, calls: 0 });
        const outcome = await backUp();
        disk.failAt = Infinity;
        const files = readdirSync(place);
        // A file that bears its name is whole, whatever else failed after it.
        if (files.includes(NAME)) expect(readFileSync(join(place, NAME))).toEqual(Buffer.concat(CHUNKS));
        else expect(outcome, `call ${n}`).not.toBe('ok');
        if (outcome !== 'ok') expect(outcome).toBe(code === 'ENOSPC' ? 'storage.full' : 'backup.folder_unusable');
        expect(readFileSync(join(place, old))).toEqual(Buffer.concat(CHUNKS));
        expect(files.filter((name) => name.includes('.mbak.part-'))).toEqual([]);
        await backups.remove(caller, NAME);
      }
    },
  );

  test('killed at whichever call to the disk leaves old backups, nothing half under a name, and the next one works', async () => {
    const { createBackupHandlers } = await import('../../electron/main/ipc/backups');
    const living = backups;
    const old = 'merchant-desk-20261125-143000-manual-00000000.mbak';
    expect(await backUp(old)).toBe('ok');
    disk.calls = 0;
    expect(await backUp()).toBe('ok');
    const calls = disk.calls;
    await backups.remove(caller, NAME);
    for (let n = 1; n <= calls; n++) {
      Object.assign(disk, { dieAt: n, calls: 0 });
      let ended = false;
      void backUp().then(() => (ended = true));
      await vi.waitFor(() => expect(disk.calls).toBeGreaterThanOrEqual(n));
      Object.assign(disk, { dieAt: Infinity, calls: 0 });
      expect(ended).toBe(false);
      // Another start of the program, over what the killed one left.
      backups = createBackupHandlers({ protectedFolders: () => [] });
      const { files } = valueOf(await backups.list(caller));
      for (const { name } of files) expect(readFileSync(join(place, name)), `call ${n}`).toEqual(Buffer.concat(CHUNKS));
      expect(files.map(({ name }) => name)).toContain(old);
      const left = readdirSync(place).filter((name) => name.includes('.part-'));
      for (const name of left) utimesSync(join(place, name), new Date(0), new Date(0));
      await backups.remove(caller, NAME);
      expect(await backUp(), `after call ${n}`).toBe('ok');
      expect(readdirSync(place).filter((name) => name.includes('.mbak.part-'))).toEqual([]);
      await backups.remove(caller, NAME);
    }
    backups = living;
  });

  test('waits for a file that somebody holds for a moment, as scanners do on Windows', async () => {
    const { platform } = process;
    Object.defineProperty(process, 'platform', { value: 'win32' });
    try {
      disk.busyRenames = 3;
      expect(await backUp()).toBe('ok');
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
    }
    expect(disk.busyRenames).toBeLessThan(0);
    expect(readFileSync(join(place, NAME))).toEqual(Buffer.concat(CHUNKS));
  });

  test('takes no chunk out of turn, no other window’s token, and no name that is taken', async () => {
    const { token } = valueOf(await backups.begin(caller, NAME));
    expect(await backups.write(caller, token, 1, CHUNKS[0]!)).toMatchObject({
      error: { code: 'bridge.payload_invalid' },
    });
    expect(await backups.write({ contentsId: -5 }, token, 0, CHUNKS[0]!)).toMatchObject({
      error: { code: 'bridge.token_invalid' },
    });
    valueOf(await backups.write(caller, token, 0, CHUNKS[0]!));
    valueOf(await backups.finish(caller, token));
    writeFileSync(join(place, NAME), 'somebody else’s');
    expect(await backups.publish(caller, token, record())).toMatchObject({ ok: false });
    expect(readFileSync(join(place, NAME), 'utf8')).toBe('somebody else’s');
  });

  test('is cleaned up after when the program died in the middle of it', async () => {
    mkdirSync(place, { recursive: true });
    const left = join(place, `.${NAME}.part-0011aabb`);
    const fresh = join(place, `.${NAME}.part-ffff0000`);
    for (const path of [left, fresh]) writeFileSync(path, 'half');
    utimesSync(left, new Date(0), new Date(0));
    expect(await backUp()).toBe('ok');
    expect([existsSync(left), existsSync(fresh)]).toEqual([false, true]);
  });
});

describe('the backup folder', () => {
  test('is what the person chose, and gives way to the default one when it is gone', async () => {
    const stick = join(folder, 'stick');
    mkdirSync(stick);
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [stick] });
    expect(valueOf(await backups.chooseFolder(caller))).toEqual({ displayName: 'stick' });
    expect(await backUp()).toBe('ok');
    expect(existsSync(join(stick, NAME))).toBe(true);
    expect(valueOf(await backups.list(caller))).toMatchObject({ displayName: 'stick', kind: 'chosen', lost: false });
    rmSync(stick, { recursive: true });
    expect(valueOf(await backups.list(caller))).toMatchObject({ kind: 'default', lost: true, files: [] });
    expect(await backUp()).toBe('ok');
    expect(existsSync(join(place, NAME))).toBe(true);
  });

  test('is never inside the program, and stays as it is when the dialog is cancelled', async () => {
    const inside = join(folder, 'program', 'x');
    mkdirSync(inside, { recursive: true });
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [inside] });
    expect(await backups.chooseFolder(caller)).toMatchObject({ error: { code: 'bridge.target_refused' } });
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
    expect(valueOf(await backups.chooseFolder(caller))).toBeNull();
    expect(valueOf(await backups.list(caller))).toMatchObject({ kind: 'default' });
  });

  test('is listed though its index is damaged', async () => {
    expect(await backUp()).toBe('ok');
    writeFileSync(join(place, 'backups.json'), '{"version":1,"records":[{"name":');
    const listed = valueOf(await backups.list(caller));
    expect(listed.files).toHaveLength(1);
    expect(listed.records).toEqual([]);
  });
});
