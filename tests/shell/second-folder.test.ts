import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type * as FsPromises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackupRecord } from '@shared/contracts/backups';
import { openBackupStore } from '../../electron/main/backup-folder';
import { createSecondFolder } from '../../electron/main/second-folder';

/** A stick that stores something else than what it was given, or fails at a sync. */
const stick = vi.hoisted(() => ({ spoil: false, failSync: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FsPromises>();
  const open = async (...args: Parameters<typeof real.open>) => {
    const handle = await real.open(...args);
    const write = handle.write.bind(handle) as (...rest: unknown[]) => Promise<{ bytesWritten: number }>;
    const sync = handle.sync.bind(handle);
    const spoiled = (bytes: unknown, ...rest: unknown[]) =>
      write(stick.spoil ? (bytes as Uint8Array).map((byte) => byte ^ 1) : bytes, ...rest);
    const failing = () => (stick.failSync ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : sync());
    return Object.assign(handle, { write: spoiled, sync: failing });
  };
  return { ...real, open };
});

const root = mkdtempSync(join(tmpdir(), 'second-'));
const [first, far, state] = [join(root, 'backups'), join(root, 'stick'), join(root, 'state', 'second.json')];
const NAME = 'merchant-desk-20261126-143000-scheduled-1a2b3c4d.mbak';
const BYTES = new Uint8Array(9_000_000).map((_, i) => i % 251);
const record: BackupRecord = {
  name: NAME,
  backupId: 'b1',
  kind: 'scheduled',
  createdAt: 5,
  bytes: BYTES.length,
  sha256: '',
  tables: {},
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
};
const second = createSecondFolder(state, root, openBackupStore);
const copy = () => second.copy(openBackupStore(first), record);

beforeEach(() => {
  Object.assign(stick, { spoil: false, failSync: false });
  for (const folder of [first, far, join(root, 'state')]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }
  writeFileSync(join(first, NAME), BYTES);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the second folder', () => {
  test('holds a copy that was read back, and what is remembered of it', async () => {
    expect(await second.find()).toBeNull();
    await second.choose(far);
    expect(await copy()).toMatchObject({ bytes: BYTES.length });
    expect(readFileSync(join(far, NAME)).equals(BYTES)).toBe(true);
    const found = (await second.find())!;
    expect(found).toMatchObject({ displayName: 'stick', present: true, sameDrive: true, failures: 0 });
    expect(found.files).toMatchObject([{ name: NAME, bytes: BYTES.length }]);
    expect(found.records).toEqual([record]);
    expect(found.lastCopyAt).toBeGreaterThan(0);
    await second.remove(NAME);
    expect(existsSync(join(far, NAME))).toBe(false);
    expect(existsSync(join(first, NAME))).toBe(true);
  });

  test('takes no name where it stored something else or could not store it, and counts that', async () => {
    await second.choose(far);
    stick.spoil = true;
    await expect(copy()).rejects.toThrow('not what was copied');
    expect(readdirSync(far)).toEqual([]);
    stick.spoil = false;
    stick.failSync = true;
    await expect(copy()).rejects.toThrow('EIO');
    stick.failSync = false;
    expect(readdirSync(far).filter((name) => name.endsWith('.mbak'))).toEqual([]);
    expect((await second.find())!.lastCopyAt).toBe(0);
    expect((await second.find())!.failures).toBeGreaterThan(0);
    await copy();
    expect(await second.find()).toMatchObject({ failures: 0 });
  });

  test('that was unplugged is told so, and is not made anew on the disk it was plugged into', async () => {
    await second.choose(far);
    await copy();
    rmSync(far, { recursive: true });
    await expect(copy()).rejects.toThrow('not there');
    expect(await second.find()).toMatchObject({ present: false, failures: 1, sameDrive: null, files: [] });
    expect(existsSync(far)).toBe(false);
    await second.forget();
    expect(await second.find()).toBeNull();
  });
});
