import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeElectron, FakeWindow } from '../support/fake-electron';

const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
let electron: ReturnType<typeof createFakeElectron>;

/** A new process, as far as modules go. */
function freshProcess(): void {
  electron = createFakeElectron(folder);
  FakeWindow.created.splice(0);
  vi.resetModules();
  vi.doMock('electron', () => electron);
}

beforeEach(freshProcess);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(): Promise<void> {
  await import('../../electron/main/index');
}
const window = (): FakeWindow | undefined => FakeWindow.created[0];

describe('starting', () => {
  test('turns the sandbox on and registers the scheme before anything is ready', async () => {
    await start();
    expect(electron.order).toEqual(['enableSandbox', 'whenReady']);
    expect(electron.schemes).toEqual([
      {
        scheme: 'app',
        privileges: {
          standard: true,
          secure: true,
          supportFetchAPI: true,
          stream: true,
          corsEnabled: false,
          allowServiceWorkers: false,
          bypassCSP: false,
        },
      },
    ]);
    await vi.waitFor(() => expect(window()?.calls).toContain('load app://main/index.html'));
  });

  test('guards the session and the menu before the window opens', async () => {
    await start();
    await vi.waitFor(() => expect(window()).toBeDefined());
    const { defaultSession } = electron.session;
    expect(defaultSession.setPermissionRequestHandler).toHaveBeenCalledOnce();
    expect(defaultSession.setPermissionCheckHandler).toHaveBeenCalledOnce();
    expect(defaultSession.webRequest.onBeforeRequest).toHaveBeenCalledOnce();
    const template = electron.Menu.buildFromTemplate.mock.calls[0]?.[0] as { label: string }[];
    expect(template.map((item) => item.label)).toEqual(['文件', '编辑', '视图', '帮助']);
  });

  test('a second process ends without a window', async () => {
    electron.app.requestSingleInstanceLock.mockReturnValue(false);
    await start();
    expect(electron.app.quit).toHaveBeenCalledOnce();
    expect(electron.order).not.toContain('whenReady');
    expect(FakeWindow.created).toEqual([]);
  });

  test('the first one comes to the front and tells the page', async () => {
    await start();
    await vi.waitFor(() => expect(window()?.calls).toContain('load app://main/index.html'));
    const first = window();
    if (first) first.minimized = true;
    electron.app.emit('second-instance', {}, [], '/');
    expect(first?.calls.slice(-3)).toEqual(['restore', 'show', 'focus']);
    expect(first?.webContents.sent).toEqual([['bridge.event', { type: 'second-instance' }]]);
  });

  test('quits only once half-written files are gone', async () => {
    await start();
    await vi.waitFor(() => expect(window()?.calls).toContain('load app://main/index.html'));
    const desk = mkdtempSync(join(tmpdir(), 'start-up-desk-'));
    const parts = (): string[] => readdirSync(desk).filter((name) => name.includes('.part-'));
    electron.dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(desk, 'list.xlsx') });
    const contents = window()!.webContents;
    const event = { sender: contents, senderFrame: contents.mainFrame };
    const ask = (channel: string, ...args: unknown[]) => electron.handlers.get(channel)!(event, ...args);
    const picked = (await ask('files.pickSave', 'xlsx', 'list')) as { value: { token: string } };
    await ask('files.write', picked.value.token, 0, new Uint8Array(8));
    expect(parts()).toHaveLength(1);

    const quitting = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', quitting);
    expect(quitting.preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
    expect(parts()).toEqual([]);
    rmSync(desk, { recursive: true });
    electron.app.emit('will-quit', quitting);
    expect(quitting.preventDefault).toHaveBeenCalledOnce();
  });

  test('an installed program refuses switches that would hand it over; a development copy does not', async () => {
    const argv = process.argv;
    process.argv = [...argv, '--remote-debugging-port=9222'];
    electron.app.isPackaged = true;
    await start();
    expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(78);
    expect(electron.order).toEqual([]);
    freshProcess();
    await start();
    expect(electron.app.exit).not.toHaveBeenCalled();
    expect(electron.order).toContain('whenReady');
    process.argv = argv;
  });
});
