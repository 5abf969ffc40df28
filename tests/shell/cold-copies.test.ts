import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sentinel } from '@shared/contracts/bridge';
import { createColdCopies } from '../../electron/main/cold-copies';

const root = mkdtempSync(join(tmpdir(), 'cold-'));
const data = join(root, 'IndexedDB');
const places = {
  data,
  snapshots: join(root, 'snapshots'),
  clean: join(root, 'state', 'clean.json'),
  request: join(root, 'state', 'request.json'),
};
let clock = 1_000;
let sentinel: Sentinel | null;

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(data, 'app_main_0.indexeddb.leveldb'), { recursive: true });
  clock = 1_000;
  sentinel = null;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const tick = () => (clock += 10);
const begin = () => createColdCopies(places, async () => sentinel, tick);
const table = (folder: string) => join(folder, 'app_main_0.indexeddb.leveldb', '000003.ldb');
const slot = (n: number) => join(places.snapshots, `cold-${n}`, 'IndexedDB');

/** One start of the program: opens its data unless it is lost, and ends as it should or not. */
async function session(text: string, how: { lost?: boolean; killed?: boolean } = {}): Promise<string> {
  const cold = begin();
  const outcome = await cold.begin();
  if (!how.lost)
    sentinel = {
      installId: 'i',
      createdAt: 1,
      lastOpenOk: tick(),
      schemaVersion: 1,
      counts: { merchants: 7 },
      auditSeq: 1,
      auditHead: '',
    };
  writeFileSync(table(data), text);
  if (!how.killed) await cold.noteClean();
  return outcome;
}

describe('cold copies', () => {
  test('are made of what a session left that opened its data and ended as it should; the newest three stay', async () => {
    expect(await session('one')).toBe('skipped');
    for (const text of ['two', 'three', 'four', 'five']) expect(await session(text)).toBe('copied');
    const kept = [1, 2, 3].map((n) => readFileSync(table(slot(n)), 'utf8'));
    expect(kept).toEqual(['four', 'three', 'two']);
    expect(readdirSync(places.snapshots).sort()).toEqual(['cold-1', 'cold-2', 'cold-3']);
    expect(await begin().newest()).toMatchObject({ merchants: 7, bytes: 4 });
  });

  test('are not made after a crash, nor of what a loss left behind', async () => {
    await session('good');
    await session('good', { killed: true });
    expect(await session('torn')).toBe('skipped');
    expect(await session('empty', { lost: true })).toBe('copied');
    expect(await session('empty', { lost: true })).toBe('skipped');
    expect(await session('empty')).toBe('skipped');
    expect(readFileSync(table(slot(1)), 'utf8')).toBe('torn');
  });

  test('come back when asked for, the lost files being kept, and only where the data is lost', async () => {
    await session('good');
    await session('good');
    const open = begin();
    await open.begin();
    sentinel = { ...sentinel!, lastOpenOk: tick() };
    expect(await open.askFor()).toBe(false);
    const lost = begin();
    await lost.begin();
    rmSync(table(data));
    expect(await lost.askFor()).toBe(true);
    expect(await begin().begin()).toBe('used');
    expect(readFileSync(table(data), 'utf8')).toBe('good');
    expect(existsSync(join(places.snapshots, 'damaged', 'app_main_0.indexeddb.leveldb'))).toBe(true);
    // Once only.
    expect(await begin().begin()).toBe('skipped');
    expect(existsSync(slot(1))).toBe(true);
  });

  test('leave everything as it is where the copy asked for is gone, and come back where the folder is', async () => {
    await session('good');
    await session('good');
    const lost = begin();
    await lost.begin();
    await lost.askFor();
    rmSync(places.snapshots, { recursive: true });
    expect(await begin().begin()).toBe('skipped');
    expect(readFileSync(table(data), 'utf8')).toBe('good');
    expect(await begin().askFor()).toBe(false);
  });

  test('are put back where even the folder is gone', async () => {
    await session('good');
    await session('good');
    const lost = begin();
    await lost.begin();
    await lost.askFor();
    rmSync(data, { recursive: true });
    expect(await begin().begin()).toBe('used');
    expect(readFileSync(table(data), 'utf8')).toBe('good');
  });

  test('are given up where copying would keep the window waiting', async () => {
    await session('good');
    // Each look at the clock takes two seconds.
    const slow = createColdCopies(
      places,
      async () => sentinel,
      () => (clock += 2_000),
    );
    await expect(slow.begin()).rejects.toThrow('too long');
    expect(readdirSync(places.snapshots)).toEqual([]);
  });
});
