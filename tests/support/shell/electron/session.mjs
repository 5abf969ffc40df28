import { EventEmitter } from 'node:events';
import { answers, post, strict, toAppUrl } from './channel.mjs';
import { isReady } from './app.mjs';

const schemes = new Map();
const handlers = new Map();
const hooks = { request: null, check: null, ask: null, device: null };
const GRANTABLE = ['clipboard-read', 'clipboard-sanitized-write', 'notifications', 'geolocation', 'media'];

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list) {
    if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of list) schemes.set(scheme, privileges);
  },
  handle(scheme, handler) {
    if (!schemes.has(scheme)) throw new Error(`shell double: ${scheme} was not registered as privileged`);
    handlers.set(scheme, handler);
  },
});

export const session = {
  defaultSession: strict(
    'session',
    Object.assign(new EventEmitter(), {
      webRequest: strict('webRequest', {
        onBeforeRequest(listener) {
          hooks.request = listener;
        },
      }),
      setPermissionRequestHandler(handler) {
        hooks.ask = handler;
      },
      setPermissionCheckHandler(handler) {
        hooks.check = handler;
        const isGranted = (name) => handler(null, name, 'app://main', { isMainFrame: true });
        post({ type: 'permissions', granted: GRANTABLE.filter(isGranted) });
      },
      setDevicePermissionHandler(handler) {
        hooks.device = handler;
      },
    }),
  ),
};

/** Every request of the page: first the program's own filter, then its protocol handler. */
answers.request = async (message) => {
  const url = toAppUrl(message.url);
  if (await isCancelled(url, message.resourceType)) return { cancelled: true };
  const handler = handlers.get(url.split(':', 1)[0]);
  if (!handler) return { cancelled: true };
  const response = await handler(new Request(url, { method: message.method }));
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
};

function isCancelled(url, resourceType) {
  if (!hooks.request) return false;
  return new Promise((done) => hooks.request({ url, resourceType }, (answer) => done(answer.cancel === true)));
}
