import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTwinFile } from '../../electron/main/twin-file';

const schema = z.object({ count: z.int() });
let folder = '';
const first = (): string => join(folder, 'state/sentinel.json');
const second = (): string => join(folder, 'state-copy/sentinel.json');
const twin = () => createTwinFile(first(), second(), schema);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a value in two files', () => {
  test('is absent before it was ever written', async () => {
    expect(await twin().read()).toEqual({ ok: true, value: null });
  });

  test('is read back, by another process too, without leftovers', async () => {
    await twin().write({ count: 1 });
    await twin().write({ count: 2 });
    expect(await twin().read()).toEqual({ ok: true, value: { count: 2 } });
    expect(readdirSync(join(folder, 'state'))).toEqual(['sentinel.json']);
  });

  test.each([
    ['deleted', (path: string) => rmSync(path)],
    ['emptied', (path: string) => writeFileSync(path, '')],
    ['cut short', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, -3))],
    ['of another shape', (path: string) => writeFileSync(path, '{"revision":9,"value":{"count":"x"}}')],
  ])('survives either file being %s', async (_name, damage) => {
    for (const path of [first, second]) {
      await twin().write({ count: 7 });
      damage(path());
      expect(await twin().read()).toEqual({ ok: true, value: { count: 7 } });
    }
  });

  test('says so when both are damaged, instead of looking never written', async () => {
    await twin().write({ count: 7 });
    writeFileSync(first(), 'x');
    writeFileSync(second(), 'x');
    expect(await twin().read()).toMatchObject({ ok: false, error: { code: 'storage.data_damaged' } });
  });

  test('is the newer one where a crash came between the two writes', async () => {
    await twin().write({ count: 1 });
    const old = readFileSync(second(), 'utf8');
    await twin().write({ count: 2 });
    writeFileSync(second(), old);
    expect(await twin().read()).toEqual({ ok: true, value: { count: 2 } });
    await twin().write({ count: 3 });
    expect(JSON.parse(readFileSync(second(), 'utf8'))).toMatchObject({ value: { count: 3 } });
  });

  test('keeps the order of overlapping writes', async () => {
    const file = twin();
    await Promise.all(Array.from({ length: 20 }, (_, count) => file.write({ count })));
    expect(await file.read()).toEqual({ ok: true, value: { count: 19 } });
  });

  test('reports a folder it cannot write to', async () => {
    writeFileSync(join(folder, 'state'), 'a file where the folder should be');
    mkdirSync(join(folder, 'state-copy'));
    expect(await twin().write({ count: 1 })).toMatchObject({ ok: false, error: { code: 'storage.unavailable' } });
  });
});
