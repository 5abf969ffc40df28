import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditAnchor } from '@shared/contracts/bridge';
import { unwrap } from '@shared/kernel/result';
import { createAnchorFile } from '../../electron/main/anchor-file';

let folder: string;
let [path, copy] = ['', ''];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anchors-'));
  [path, copy] = [join(folder, 'state', 'a.jsonl'), join(folder, 'copy', 'a.jsonl')];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const anchor = (seq: number): AuditAnchor => ({ installId: 'i', seq, head: 'a'.repeat(64), at: seq, why: 'rows' });
const file = () => createAnchorFile(path, copy);

describe('the file of anchors', () => {
  it('only grows: what stood there stands there byte for byte', async () => {
    unwrap(await file().append(anchor(1)));
    const before = readFileSync(path);
    const one = file();
    await Promise.all([one.append(anchor(2)), one.append(anchor(3))]);
    expect(readFileSync(path).subarray(0, before.length)).toEqual(before);
    expect(unwrap(await file().read()).map((a) => a.seq)).toEqual([1, 2, 3]);
    expect(readFileSync(copy)).toEqual(readFileSync(path));
  });

  it('survives one copy being lost or cut short, and a line a power cut left unfinished', async () => {
    for (const seq of [1, 2, 3]) unwrap(await file().append(anchor(seq)));
    rmSync(copy);
    appendFileSync(path, '{"installId":"i","se');
    unwrap(await file().append(anchor(4)));
    expect(unwrap(await file().read()).map((a) => a.seq)).toEqual([1, 2, 3, 4]);
    writeFileSync(path, '');
    expect(unwrap(await file().read()).map((a) => a.seq)).toEqual([4]);
  });

  it('says so when neither place can be written, and reads nothing where nothing is', async () => {
    expect(unwrap(await file().read())).toEqual([]);
    writeFileSync(join(folder, 'state'), 'a file in the way');
    writeFileSync(join(folder, 'copy'), 'a file in the way');
    expect(await file().append(anchor(1))).toMatchObject({ ok: false, error: { code: 'storage.unavailable' } });
  });
});
