import { describe, expect, test, vi } from 'vitest';
import { FakeContents } from '../support/fake-electron';

vi.mock('electron', () => ({ app: { on: vi.fn() } }));

const { findForbiddenSwitch, guardContents, guardSession, isAllowedRequest, isSameDocument } =
  await import('../../electron/main/security');

const PAGE = 'app://main/index.html';

const TARGETS: [string, boolean][] = [
  [PAGE, true],
  [`${PAGE}#/merchants`, true],
  [`${PAGE}?x=1`, false],
  ['app://main/', false],
  ['app://main/other.html', false],
  ['app://other/index.html', false],
  ['app://main@evil/index.html', false],
  ['app://main.evil/index.html', false],
  ['APP://main/index.html', false],
  ['https://example.com/', false],
  ['http://localhost:4173/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['data:text/html,<h1>x', false],
  ['blob:app://main/8f2c', false],
  ['about:blank', false],
  ['', false],
];

describe('navigation', () => {
  test.each(TARGETS)('to %s is allowed: %s', (target, allowed) => {
    const contents = new FakeContents(PAGE);
    guardContents(contents as never);
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const event = { url: target, preventDefault: vi.fn() };
      contents.emit(name, event);
      expect(event.preventDefault.mock.calls.length === 0, name).toBe(allowed);
    }
  });

  test('from a page that is not ours leads nowhere, not even to itself', () => {
    expect(isSameDocument('https://example.com/', 'https://example.com/')).toBe(false);
  });

  test('no window is opened and no webview attached', () => {
    const contents = new FakeContents(PAGE);
    guardContents(contents as never);
    expect(contents.openHandler?.({ url: PAGE })).toEqual({ action: 'deny' });
    const event = { preventDefault: vi.fn() };
    contents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});

const PERMISSIONS = [
  'accessibility-events',
  'ar',
  'automatic-fullscreen',
  'background-sync',
  'camera-pan-tilt-zoom',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
];

describe('permissions', () => {
  function guarded() {
    const handlers: Record<string, (...args: never[]) => unknown> = {};
    const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
      handlers[name] = handler;
    };
    const session = {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: { onBeforeRequest: keep('before') },
    };
    guardSession(session as never, { devTools: false });
    return handlers as Record<string, (...args: unknown[]) => unknown>;
  }

  const ORIGINS = ['app://main', 'app://main.evil', 'app://main@evil', 'app://other', 'https://example.com'];

  test('clipboard and notifications alone are granted, to our own main frame', () => {
    const { request, check, device } = guarded();
    const granted: string[] = [];
    for (const permission of PERMISSIONS) {
      for (const origin of ORIGINS) {
        for (const isMainFrame of [true, false]) {
          const contents = new FakeContents(`${origin}/index.html`);
          const details = { isMainFrame, requestingUrl: `${origin}/index.html` };
          request?.(
            contents,
            permission,
            (yes: boolean) => yes && granted.push(`request ${permission} ${origin}`),
            details,
          );
          if (check?.(contents, permission, origin, details)) granted.push(`check ${permission} ${origin}`);
        }
      }
    }
    expect(granted).toEqual([
      'request clipboard-sanitized-write app://main',
      'check clipboard-sanitized-write app://main',
      'request notifications app://main',
      'check notifications app://main',
    ]);
    expect(device?.({ deviceType: 'usb', origin: 'app://main' })).toBe(false);
  });

  test('every request but our own files is cancelled', () => {
    const { before } = guarded();
    const cancelled = (url: string, resourceType: string): boolean => {
      let result = false;
      before?.({ url, resourceType }, (answer: { cancel: boolean }) => (result = answer.cancel));
      return result;
    };
    for (const scheme of ['http', 'https', 'ws', 'wss', 'ftp', 'file', 'devtools', 'chrome-extension']) {
      expect(cancelled(`${scheme}://example.com/x`, 'xhr'), scheme).toBe(true);
    }
    expect(cancelled('data:text/html,x', 'mainFrame')).toBe(true);
    expect(cancelled('app://other/x.js', 'script')).toBe(true);
    expect(cancelled('app://main.evil/x.js', 'script')).toBe(true);
    expect(cancelled('app://main/assets/x.js', 'script')).toBe(false);
    expect(cancelled('blob:app://main/8f2c', 'xhr')).toBe(false);
    expect(cancelled('data:image/png;base64,AA', 'image')).toBe(false);
    expect(isAllowedRequest('devtools://devtools/x', 'mainFrame', true)).toBe(true);
  });
});

describe('switches that hand the program over', () => {
  test.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
    '--inspect',
    '--inspect-brk=0',
    '--load-extension=/tmp/x',
    '--disable-web-security',
    '--no-sandbox',
    '-inspect',
    '/remote-debugging-port=1',
    '--REMOTE-DEBUGGING-PORT=1',
  ])('%s is found', (argument) => {
    expect(findForbiddenSwitch(['/opt/merchant-desk', argument])).toBeDefined();
  });

  test('ordinary starts have none', () => {
    expect(
      findForbiddenSwitch(['/opt/merchant-desk', '--user-data-dir=/tmp/inspect', '/home/x/inspect.xlsx']),
    ).toBeUndefined();
  });
});
