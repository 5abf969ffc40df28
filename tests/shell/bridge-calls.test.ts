import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { BRIDGE_CHANNELS, MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import { ERROR_CODES } from '@shared/kernel/errors';
import type { Result } from '@shared/kernel/result';
import { createFakeElectron, FakeContents, FakeWindow } from '../support/fake-electron';

const folder = mkdtempSync(join(tmpdir(), 'bridge-calls-'));
const electron = createFakeElectron(folder);
vi.mock('electron', () => electron);

const CHANNELS = Object.values(BRIDGE_CHANNELS).flatMap((area) => Object.values(area) as string[]);
const logged: unknown[][] = [];
let clock = 1_000_000;

beforeAll(async () => {
  vi.spyOn(Date, 'now').mockImplementation(() => clock);
  const { openMainWindow } = await import('../../electron/main/windows');
  const { createFileHandlers } = await import('../../electron/main/ipc/files');
  const { createSystemHandlers } = await import('../../electron/main/ipc/system');
  const { createBackupHandlers } = await import('../../electron/main/ipc/backups');
  const { createJournalHandlers } = await import('../../electron/main/ipc/journal');
  const { serveBridge } = await import('../../electron/main/ipc/serve');
  await openMainWindow();
  const log = (...args: unknown[]): void => void logged.push(args);
  const files = createFileHandlers({ locale: () => 'en', protectedFolders: () => [folder] }).handlers;
  const backups = createBackupHandlers({ protectedFolders: () => [] });
  const journal = createJournalHandlers(join(folder, 'journal'));
  const cold = { newest: async () => null, askFor: async () => false };
  serveBridge(
    { system: createSystemHandlers({ log, cold, setLocale: async () => undefined }), files, backups, journal },
    log,
  );
});
beforeEach(() => {
  // Refills every bucket of the rate limit.
  clock += 60_000;
  electron.dialog.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] });
  electron.dialog.showSaveDialog.mockResolvedValue({ canceled: true, filePath: '' });
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const window = (): FakeWindow => {
  const [created] = FakeWindow.created;
  if (!created) throw new Error('no window');
  return created;
};
const call = async (channel: string, args: unknown[], event: unknown = ownEvent()): Promise<Result<unknown>> =>
  (await electron.handlers.get(channel)?.(event, ...args)) as Result<unknown>;
const ownEvent = () => ({ sender: window().webContents, senderFrame: window().webContents.mainFrame });

describe('the window', () => {
  test('is opened sandboxed, isolated and without Node', () => {
    expect(window().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
    });
    expect(window().options.webPreferences).not.toHaveProperty('webSecurity');
    expect(window().calls).toContain('load app://main/index.html');
  });
});

describe('every channel', () => {
  test('of the contract is served, and no other', () => {
    expect([...electron.handlers.keys()].sort()).toEqual([...CHANNELS].sort());
  });

  const own = { url: 'app://main/index.html', origin: 'app://main' };
  const stranger = new FakeContents();
  const FORGED: [string, () => unknown][] = [
    ['another window', () => ({ sender: stranger, senderFrame: stranger.mainFrame })],
    ['a frame that is gone', () => ({ sender: window().webContents, senderFrame: null })],
    ['a frame inside the page', () => ({ sender: window().webContents, senderFrame: { ...own } })],
    ['no sender', () => ({ sender: undefined, senderFrame: own })],
    ['a look-alike of the window', () => ({ sender: { ...window().webContents }, senderFrame: own })],
  ];

  test.each(FORGED)('refuses %s', async (_name, event) => {
    for (const channel of CHANNELS) {
      expect(await call(channel, [], event()), channel).toEqual({ ok: false, error: { code: 'bridge.sender_denied' } });
    }
  });

  test('refuses our own frame once it shows another origin', async () => {
    const { mainFrame } = window().webContents;
    mainFrame.origin = 'https://example.com';
    for (const channel of CHANNELS) {
      expect(await call(channel, []), channel).toMatchObject({ ok: false, error: { code: 'bridge.sender_denied' } });
    }
    mainFrame.origin = 'app://main';
  });

  test.each(CHANNELS)('%s answers 500 random payloads with a typed result', async (channel) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 4 }), async (args) => {
        clock += 1_000;
        const result = await call(channel, args);
        if (result.ok) return;
        expect(ERROR_CODES).toContain(result.error.code);
        expect(result.error.code).not.toBe('internal.unexpected');
        expect(JSON.stringify(result.error)).not.toMatch(/ at |\/tmp|node:/);
      }),
      { numRuns: 500 },
    );
  });

  test.each(CHANNELS)('%s refuses more than 4 MiB before looking at it', async (channel) => {
    const tooMuch = new Uint8Array(MAX_CHUNK_BYTES + 64 * 1024);
    expect(await call(channel, [tooMuch])).toMatchObject({ ok: false, error: { code: 'bridge.payload_too_large' } });
  });

  test.each(CHANNELS)('%s refuses a flood', async (channel) => {
    const codes = new Set<string>();
    // The journal is written with every command, and may be called ten times as often as the rest.
    const most = channel.startsWith('journal.') ? 2_500 : 250;
    for (let round = 0; round < most; round++) {
      const result = await call(channel, ['x'.repeat(10), {}, {}, {}, {}]);
      codes.add(result.ok ? 'ok' : result.error.code);
    }
    expect(codes).toContain('bridge.rate_limited');
  });
});

describe('what a handler throws', () => {
  test('stays inside: the window gets an incident, the log gets no message', async () => {
    electron.dialog.showOpenDialog.mockRejectedValue(new Error('cannot read /home/zhang/身份证 440101199001011234'));
    const result = await call('files.pickOpen', ['csv']);
    expect(result).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
    const last = JSON.stringify(logged.at(-1));
    expect(last).toContain(result.ok ? 'no incident' : result.error.incident);
    expect(last).not.toContain('440101');
    expect(last).not.toContain('zhang');
  });
});

describe('the title', () => {
  test('never shows a number of a person', async () => {
    await call('system.setTitle', ['Zhang 13800138000']);
    expect(window().calls.at(-1)).toBe('title Zhang [redacted]');
  });
});

describe('help', () => {
  test('opens nothing that is not in the table', async () => {
    const { openHelp } = await import('../../electron/main/help');
    expect(await openHelp('manual', {})).toMatchObject({ ok: false, error: { code: 'bridge.not_available' } });
    expect(await openHelp('manual', { manual: 'file:///etc/passwd' })).toMatchObject({ ok: false });
    expect(await openHelp('toString' as never, {})).toMatchObject({ ok: false });
    expect(electron.shell.openExternal).not.toHaveBeenCalled();
    expect(await openHelp('support', { support: 'mailto:desk@example.com' })).toMatchObject({ ok: true });
    expect(electron.shell.openExternal).toHaveBeenCalledExactlyOnceWith('mailto:desk@example.com');
  });
});
