import { app, type Session, type WebContents } from 'electron';
import { APP_ORIGIN } from '@shared/contracts/page-policy';

/** What the window may: put text on the clipboard, and show reminders as the system does. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

/** Switches that hand the running program to whoever started it. Their fuses cover Node's, not Chromium's. */
const FORBIDDEN_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'js-flags',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'load-extension',
  'disable-web-security',
  'no-sandbox',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
];

export function findForbiddenSwitch(argv: readonly string[]): string | undefined {
  const given = argv.map((argument) => /^(?:--?|\/)([a-z-]+)(?:=|$)/i.exec(argument)?.[1]?.toLowerCase());
  return FORBIDDEN_SWITCHES.find((name) => given.includes(name));
}

/** Every window, whoever opens it: stays on the program's own page and opens nothing. Call before `ready`. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

export function guardContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (!isSameDocument(event.url, contents.getURL())) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Only the page itself, up to the fragment. Compared as text: a parser's idea of a URL is what attacks play with. */
export function isSameDocument(target: string, current: string): boolean {
  const page = (url: string): string => url.split('#', 1)[0] ?? '';
  return current.startsWith(`${APP_ORIGIN}/`) && page(target) === page(current);
}

export function guardSession(session: Session, options: { devTools: boolean }): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const isMain = details.isMainFrame && originOf(details.requestingUrl) === APP_ORIGIN;
    answer(GRANTED_PERMISSIONS.has(permission) && isMain && originOf(contents.getURL()) === APP_ORIGIN);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return (
      GRANTED_PERMISSIONS.has(permission) && details.isMainFrame !== false && originOf(`${origin}/`) === APP_ORIGIN
    );
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, details.resourceType, options.devTools) });
  });
}

/** The program has no network: what is not its own file or memory is cancelled. */
export function isAllowedRequest(url: string, resourceType: string, devTools: boolean): boolean {
  if (url.startsWith(`${APP_ORIGIN}/`) || url.startsWith(`blob:${APP_ORIGIN}/`)) return true;
  if (url.startsWith('data:')) return resourceType === 'image' || resourceType === 'font';
  return devTools && url.startsWith('devtools://');
}

function originOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*:\/\/[^/?#@\\]*)(?:[/?#]|$)/i.exec(url)?.[1] ?? '';
}
