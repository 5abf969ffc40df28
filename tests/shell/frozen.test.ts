import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { APP_ORIGIN, CONTENT_SECURITY_POLICY, WEB_PORT } from '@shared/contracts/page-policy';
import { root } from '@build/alias';
import { createFakeElectron } from '../support/fake-electron';

const electron = createFakeElectron('/data');
const exposed = new Map<string, Record<string, unknown>>();
const invoked: unknown[][] = [];
const ipcRenderer = {
  invoke: (...args: unknown[]) => invoked.push(args),
  on: vi.fn(),
  off: vi.fn(),
};
vi.mock('electron', () => ({
  ...electron,
  ipcRenderer,
  contextBridge: { exposeInMainWorld: (key: string, api: Record<string, unknown>) => exposed.set(key, api) },
}));

describe('what may never change, because stored data hangs on it', () => {
  test('the origin of the window', () => {
    expect(APP_ORIGIN).toBe('app://main');
  });
  test('the port of web mode, in the server and in npm start', () => {
    expect(WEB_PORT).toBe(4173);
    expect(readFileSync(join(root, 'build/tools/start.mjs'), 'utf8')).toContain(`WEB_PORT = ${WEB_PORT};`);
  });
  test('the names the data folder is made of', async () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest['name']).toBe('merchant-desk');
    expect(manifest['productName']).toBe('Merchant Desk');
    expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toMatch(/^productName: Merchant Desk$/m);
    const { fixDataFolder } = await import('../../electron/main/identity');
    fixDataFolder();
    expect(electron.app.setPath).toHaveBeenCalledWith('userData', '/data/appData/Merchant Desk');
    expect(electron.app.setName).toHaveBeenCalledWith('Merchant Desk');
  });
});

describe('the page policy', () => {
  test('allows no inline script, eval, frame, plugin or foreign host', () => {
    const rules = new Map(
      CONTENT_SECURITY_POLICY.split('; ').map((rule) => {
        const [name = '', ...values] = rule.split(' ');
        return [name, values];
      }),
    );
    expect(rules.get('default-src')).toEqual(["'none'"]);
    expect(rules.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    for (const name of ['frame-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors']) {
      expect(rules.get(name), name).toEqual(["'none'"]);
    }
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/https?:|\*|'unsafe-eval'/);
  });
});

describe('the preload', () => {
  test('exposes named functions and nothing else', async () => {
    await import('../../electron/preload/index');
    expect([...exposed.keys()]).toEqual(['bridge']);
    const bridge = exposed.get('bridge') ?? {};
    const names = Object.entries(bridge).flatMap(([area, part]) =>
      typeof part === 'function' ? [area] : Object.keys(part as object).map((name) => `${area}.${name}`),
    );
    expect(names).toMatchInlineSnapshot(`
      [
        "system.info",
        "system.freeSpace",
        "system.readSentinel",
        "system.writeSentinel",
        "system.readThrottle",
        "system.writeThrottle",
        "system.appendAnchor",
        "system.readAnchors",
        "system.log",
        "system.setTitle",
        "system.setLanguage",
        "system.openHelp",
        "system.relaunch",
        "system.coldCopy",
        "system.useColdCopy",
        "system.leave",
        "files.pickOpen",
        "files.read",
        "files.pickSave",
        "files.write",
        "files.writePage",
        "files.commit",
        "files.abort",
        "backups.list",
        "backups.begin",
        "backups.write",
        "backups.finish",
        "backups.readBack",
        "backups.publish",
        "backups.abort",
        "backups.read",
        "backups.note",
        "backups.remove",
        "backups.chooseFolder",
        "backups.second",
        "backups.chooseSecond",
        "backups.forgetSecond",
        "backups.copySecond",
        "backups.removeSecond",
        "journal.list",
        "journal.append",
        "journal.read",
        "journal.remove",
        "onEvent",
      ]
    `);
    (bridge['files'] as { read(...args: unknown[]): void }).read('t', 0, 1);
    expect(invoked).toEqual([['files.read', 't', 0, 1]]);
  });

  test('passes events on without the event object, and stops when asked', () => {
    const heard: unknown[] = [];
    const bridge = exposed.get('bridge') as { onEvent(listener: (event: unknown) => void): () => void };
    const stop = bridge.onEvent((...args) => heard.push(args));
    const [channel, forward] = ipcRenderer.on.mock.calls[0] as [string, (...args: unknown[]) => void];
    forward({ sender: ipcRenderer }, { type: 'second-instance' });
    expect(heard).toEqual([[{ type: 'second-instance' }]]);
    stop();
    expect(ipcRenderer.off).toHaveBeenCalledWith(channel, forward);
  });
});
