import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBrowserBridge } from '@renderer/platform/bridge/browser';
import type { Bridge, Sentinel } from '@shared/contracts/bridge';
import { unwrap } from '@shared/kernel/result';

/** Web mode's twin of the bridge, on Chromium's own private files, local storage and file objects. */
const SENTINEL: Sentinel = {
  installId: 'i-1',
  createdAt: 1,
  lastOpenOk: 2,
  schemaVersion: 3,
  counts: { merchants: 4 },
  auditSeq: 5,
  auditHead: 'head',
};
const LOCAL_KEY = 'merchant-desk:sentinel';
let bridge: Bridge;

async function privateFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle('outside-database', { create: true });
}

async function forgetEverything(): Promise<void> {
  localStorage.clear();
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
}

beforeEach(async () => {
  await forgetEverything();
  bridge = createBrowserBridge();
});
afterEach(async () => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(window, 'showSaveFilePicker');
  await forgetEverything();
});

describe('what is remembered outside the database', () => {
  it('is absent at first and read back by the next page', async () => {
    expect(unwrap(await bridge.system.readSentinel())).toBeNull();
    unwrap(await bridge.system.writeSentinel(SENTINEL));
    unwrap(await bridge.system.writeThrottle('{"tries":3}'));
    const next = createBrowserBridge();
    expect(unwrap(await next.system.readSentinel())).toEqual(SENTINEL);
    expect(unwrap(await next.system.readThrottle())).toBe('{"tries":3}');
  });

  it('survives the loss of either place', async () => {
    unwrap(await bridge.system.writeSentinel(SENTINEL));
    localStorage.clear();
    expect(unwrap(await bridge.system.readSentinel())).toEqual(SENTINEL);
    unwrap(await bridge.system.writeSentinel({ ...SENTINEL, auditSeq: 6 }));
    await (await privateFolder()).removeEntry('sentinel.json');
    expect(unwrap(await bridge.system.readSentinel())).toEqual({ ...SENTINEL, auditSeq: 6 });
  });

  it('is the newer copy where one is old', async () => {
    unwrap(await bridge.system.writeSentinel(SENTINEL));
    const old = localStorage.getItem(LOCAL_KEY) ?? '';
    unwrap(await bridge.system.writeSentinel({ ...SENTINEL, auditSeq: 7 }));
    localStorage.setItem(LOCAL_KEY, old);
    expect(unwrap(await bridge.system.readSentinel())).toMatchObject({ auditSeq: 7 });
  });

  it('is reported damaged, not absent, where both copies are', async () => {
    unwrap(await bridge.system.writeSentinel(SENTINEL));
    localStorage.setItem(LOCAL_KEY, 'x');
    const stream = await (await (await privateFolder()).getFileHandle('sentinel.json')).createWritable();
    await stream.write('x');
    await stream.close();
    expect(await bridge.system.readSentinel()).toMatchObject({ ok: false, error: { code: 'storage.data_damaged' } });
  });

  it('refuses a throttle that is too large', async () => {
    const result = await bridge.system.writeThrottle(`"${'x'.repeat(70_000)}"`);
    expect(result).toMatchObject({ ok: false, error: { code: 'bridge.payload_too_large' } });
  });
});

describe('opening a file', () => {
  function choose(file: File | null): void {
    vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
      if (!file) return void this.dispatchEvent(new Event('cancel'));
      const transfer = new DataTransfer();
      transfer.items.add(file);
      this.files = transfer.files;
      this.dispatchEvent(new Event('change'));
    });
  }

  it('gives a token that reads any part', async () => {
    choose(new File(['0123456789'], '清单.csv'));
    const picked = unwrap(await bridge.files.pickOpen('spreadsheet'));
    expect(picked).toMatchObject({ displayName: '清单.csv', size: 10 });
    const token = picked?.token ?? '';
    expect(new TextDecoder().decode(unwrap(await bridge.files.read(token, 3, 4)))).toBe('3456');
    expect(await bridge.files.read(token, -1, 4)).toMatchObject({ error: { code: 'bridge.payload_invalid' } });
    unwrap(await bridge.files.abort(token));
    expect(await bridge.files.read(token, 0, 1)).toMatchObject({ error: { code: 'bridge.token_invalid' } });
    expect(document.querySelector('input[type=file]')).toBeNull();
  });

  it('is null when cancelled', async () => {
    choose(null);
    expect(unwrap(await bridge.files.pickOpen('spreadsheet'))).toBeNull();
  });
});

describe('saving a file', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const offer = (picker: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>): void => {
    Object.defineProperty(window, 'showSaveFilePicker', { value: picker, configurable: true });
  };

  it('writes through the browser’s dialog, and the name holds nothing before the end', async () => {
    offer(async ({ suggestedName }) => (await privateFolder()).getFileHandle(suggestedName, { create: true }));
    const target = unwrap(await bridge.files.pickSave('csv', '../merchants'));
    expect(target?.displayName).toBe('_merchants.csv');
    const token = target?.token ?? '';
    unwrap(await bridge.files.write(token, 0, bytes('a,b')));
    expect(await bridge.files.write(token, 0, bytes('x'))).toMatchObject({ error: { code: 'bridge.payload_invalid' } });
    const handle = await (await privateFolder()).getFileHandle('_merchants.csv');
    expect((await handle.getFile()).size).toBe(0);
    unwrap(await bridge.files.write(token, 1, bytes('\r\n')));
    expect(unwrap(await bridge.files.commit(token))).toEqual({ displayName: '_merchants.csv', bytes: 5 });
    expect(await (await handle.getFile()).text()).toBe('a,b\r\n');
  });

  it('downloads where the browser refuses to show a dialog', async () => {
    offer(() => Promise.reject(new DOMException('refused', 'AbortError')));
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    const token = unwrap(await bridge.files.pickSave('csv', 'list'))?.token ?? '';
    unwrap(await bridge.files.write(token, 0, bytes('a')));
    unwrap(await bridge.files.write(token, 1, bytes('b')));
    expect(names).toEqual([]);
    unwrap(await bridge.files.commit(token));
    expect(names).toEqual(['list.csv']);
    expect(await blobs[0]?.text()).toBe('ab');
  });

  it('is null when a person cancels', async () => {
    offer(async () => {
      await new Promise((done) => setTimeout(done, 400));
      throw new DOMException('cancelled', 'AbortError');
    });
    expect(unwrap(await bridge.files.pickSave('csv', 'list'))).toBeNull();
  });
});

describe('the system', () => {
  it('answers what a page can know, and admits the rest', async () => {
    expect(unwrap(await bridge.system.info())).toMatchObject({ kind: 'browser', locale: navigator.language });
    expect(unwrap(await bridge.system.freeSpace())).toBeGreaterThan(0);
    expect(await bridge.system.openHelp('manual')).toMatchObject({ error: { code: 'bridge.not_available' } });
  });
});
