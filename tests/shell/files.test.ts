import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result } from '@shared/kernel/result';
import { createFakeElectron, FakeWindow } from '../support/fake-electron';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
const protectedFolder = join(folder, 'program');
const place = join(folder, 'desktop');
const electron = createFakeElectron(join(folder, 'data'));
vi.mock('electron', () => electron);

let files: import('../../electron/main/ipc/contract').BridgeHandlers['files'];
let closeAll: () => Promise<void>;
let clock = Date.now();
let caller = { contentsId: 0 };
const other = { contentsId: -1 };

beforeAll(async () => {
  mkdirSync(protectedFolder);
  mkdirSync(place);
  vi.spyOn(Date, 'now').mockImplementation(() => clock);
  const { openMainWindow } = await import('../../electron/main/windows');
  const { createFileHandlers } = await import('../../electron/main/ipc/files');
  await openMainWindow();
  caller = { contentsId: FakeWindow.created[0]?.webContents.id ?? 0 };
  const desk = createFileHandlers({ locale: () => 'zh', protectedFolders: () => [protectedFolder] });
  files = desk.handlers;
  closeAll = () => desk.closeAll();
});
beforeEach(() => {
  for (const name of readdirSync(place)) rmSync(join(place, name), { recursive: true });
});
afterAll(async () => {
  await closeAll();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function valueOf<T>(result: Result<T>): NonNullable<T> {
  if (!result.ok || result.value === null || result.value === undefined) throw new Error(JSON.stringify(result));
  return result.value;
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

async function saveTo(path: string): Promise<Result<{ token: string; displayName: string } | null>> {
  electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: path });
  return files.pickSave(caller, 'xlsx', 'suggested');
}
async function openFrom(path: string): Promise<Result<{ token: string; displayName: string; size: number } | null>> {
  electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [path] });
  return files.pickOpen(caller, 'spreadsheet');
}

describe('saving', () => {
  test('replaces the old file only at the end, and leaves nothing beside it', async () => {
    const path = join(place, 'list.xlsx');
    writeFileSync(path, 'old');
    const { token, displayName } = valueOf(await saveTo(path));
    expect(displayName).toBe('list.xlsx');
    await files.write(caller, token, 0, Buffer.from('new '));
    await files.write(caller, token, 1, Buffer.from('content'));
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(await files.commit(caller, token)).toEqual({ ok: true, value: { displayName: 'list.xlsx', bytes: 11 } });
    expect(readFileSync(path, 'utf8')).toBe('new content');
    expect(readdirSync(place)).toEqual(['list.xlsx']);
    expect(codeOf(await files.commit(caller, token))).toBe('bridge.token_invalid');
  });

  test('given up leaves the old file and nothing beside it', async () => {
    const path = join(place, 'list.xlsx');
    writeFileSync(path, 'old');
    const { token } = valueOf(await saveTo(path));
    await files.write(caller, token, 0, Buffer.from('half'));
    expect(readdirSync(place)).toHaveLength(2);
    expect(codeOf(await files.abort(caller, token))).toBe('ok');
    expect(readdirSync(place)).toEqual(['list.xlsx']);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(codeOf(await files.write(caller, token, 1, Buffer.from('x')))).toBe('bridge.token_invalid');
  });

  test('takes chunks in order only', async () => {
    const { token } = valueOf(await saveTo(join(place, 'a.xlsx')));
    expect(codeOf(await files.write(caller, token, 1, Buffer.from('b')))).toBe('bridge.payload_invalid');
    expect(codeOf(await files.write(caller, token, 0, Buffer.from('a')))).toBe('ok');
    expect(codeOf(await files.write(caller, token, 0, Buffer.from('a')))).toBe('bridge.payload_invalid');
    await files.abort(caller, token);
  });

  test('of nothing makes an empty file', async () => {
    const { token } = valueOf(await saveTo(join(place, 'empty.xlsx')));
    await files.commit(caller, token);
    expect(readFileSync(join(place, 'empty.xlsx'))).toHaveLength(0);
  });

  test('adds the extension a person left out', async () => {
    const { token, displayName } = valueOf(await saveTo(join(place, '清单')));
    expect(displayName).toBe('清单.xlsx');
    await files.abort(caller, token);
  });

  test('into a folder that is gone is reported, not thrown', async () => {
    mkdirSync(join(place, 'usb'));
    const { token } = valueOf(await saveTo(join(place, 'usb/a.xlsx')));
    rmSync(join(place, 'usb'), { recursive: true });
    expect(codeOf(await files.write(caller, token, 0, Buffer.from('a')))).toBe('file.write_failed');
  });

  test.each([
    ['the program itself', () => join(protectedFolder, 'a.xlsx')],
    ['a folder', () => join(place, 'folder.xlsx')],
    ['a link', () => join(place, 'link.xlsx')],
    ['a folder that leads into the program', () => join(place, 'way/a.xlsx')],
    ['a hidden stream', () => join(place, 'a.xlsx:evil.xlsx')],
    ['a device', () => join(place, 'NUL.xlsx')],
    ['a missing folder', () => join(place, 'nowhere/a.xlsx')],
    ['a relative path', () => 'a.xlsx'],
  ])('to %s is refused', async (_name, path) => {
    mkdirSync(join(place, 'folder.xlsx'));
    writeFileSync(join(place, 'real.xlsx'), 'real');
    symlinkSync(join(place, 'real.xlsx'), join(place, 'link.xlsx'));
    symlinkSync(protectedFolder, join(place, 'way'));
    expect(codeOf(await saveTo(path()))).toBe('bridge.target_refused');
    expect(existsSync(join(protectedFolder, 'a.xlsx'))).toBe(false);
  });

  test('is refused when the name became a link meanwhile', async () => {
    const path = join(place, 'a.xlsx');
    const { token } = valueOf(await saveTo(path));
    await files.write(caller, token, 0, Buffer.from('a'));
    writeFileSync(join(place, 'victim.txt'), 'victim');
    symlinkSync(join(place, 'victim.txt'), path);
    expect(codeOf(await files.commit(caller, token))).toBe('bridge.target_refused');
    expect(readFileSync(join(place, 'victim.txt'), 'utf8')).toBe('victim');
    expect(readdirSync(place).sort()).toEqual(['a.xlsx', 'victim.txt']);
  });
});

describe('opening', () => {
  test('reads any part, and the end is the end', async () => {
    writeFileSync(join(place, 'a.csv'), '0123456789');
    const { token, size, displayName } = valueOf(await openFrom(join(place, 'a.csv')));
    expect({ size, displayName }).toEqual({ size: 10, displayName: 'a.csv' });
    const part = async (offset: number, length: number) =>
      Buffer.from(valueOf(await files.read(caller, token, offset, length))).toString();
    expect(await part(0, 4)).toBe('0123');
    expect(await part(8, 100)).toBe('89');
    expect(await part(50, 10)).toBe('');
    await files.abort(caller, token);
    expect(codeOf(await files.read(caller, token, 0, 1))).toBe('bridge.token_invalid');
  });

  test('a missing file or a folder is refused', async () => {
    expect(codeOf(await openFrom(join(place, 'none.csv')))).toBe('file.not_found');
    mkdirSync(join(place, 'x.csv'));
    expect(codeOf(await openFrom(join(place, 'x.csv')))).toBe('file.unreadable');
  });
});

describe('a token', () => {
  test('is for one window and one purpose', async () => {
    writeFileSync(join(place, 'a.csv'), 'x');
    const opened = valueOf(await openFrom(join(place, 'a.csv')));
    const saving = valueOf(await saveTo(join(place, 'b.xlsx')));
    expect(opened.token).toMatch(/^[0-9a-f]{32}$/);
    expect(opened.token).not.toBe(saving.token);
    expect(codeOf(await files.read(other, opened.token, 0, 1))).toBe('bridge.token_invalid');
    expect(codeOf(await files.abort(other, opened.token))).toBe('bridge.token_invalid');
    expect(codeOf(await files.write(caller, opened.token, 0, Buffer.from('x')))).toBe('bridge.token_invalid');
    expect(codeOf(await files.read(caller, saving.token, 0, 1))).toBe('bridge.token_invalid');
    expect(codeOf(await files.commit(caller, opened.token))).toBe('bridge.token_invalid');
    expect(codeOf(await files.read(caller, '0'.repeat(32), 0, 1))).toBe('bridge.token_invalid');
    expect(codeOf(await files.read(caller, opened.token, 0, 1))).toBe('ok');
  });

  test('dies after ten idle minutes, not before', async () => {
    writeFileSync(join(place, 'a.csv'), 'x');
    const { token } = valueOf(await openFrom(join(place, 'a.csv')));
    clock += 9 * 60_000;
    expect(codeOf(await files.read(caller, token, 0, 1))).toBe('ok');
    clock += 9 * 60_000;
    expect(codeOf(await files.read(caller, token, 0, 1))).toBe('ok');
    clock += 11 * 60_000;
    expect(codeOf(await files.read(caller, token, 0, 1))).toBe('bridge.token_invalid');
  });
});
