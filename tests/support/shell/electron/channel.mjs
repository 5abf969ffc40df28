// The line to the test process, which owns the browser. Both sides ask and answer.
import { makeCodec } from '../codec.mjs';

export const codec = makeCodec();
export const boot = JSON.parse(process.env.SHELL_DOUBLE ?? '{}');

/** type -> what this side answers. */
export const answers = {};

const waiting = new Map();
let lastId = 0;

export function post(message) {
  if (process.connected) process.send(message, () => undefined);
}

export function ask(type, body = {}) {
  return new Promise((resolve, reject) => {
    const id = ++lastId;
    waiting.set(id, { resolve, reject });
    post({ ...body, type, id });
  });
}

process.on('message', async (message) => {
  if (message.type === 'reply') {
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    return message.error === undefined ? resolve?.(message.value) : reject?.(new Error(message.error));
  }
  try {
    post({ type: 'reply', id: message.id, value: await answers[message.type](message) });
  } catch (error) {
    post({ type: 'reply', id: message.id, error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit(0));

/** Everything the double does not have fails by name, instead of silently doing nothing. */
export function strict(name, part) {
  return new Proxy(part, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key);
      throw new Error(`shell double: ${name}.${key} is not implemented`);
    },
  });
}

export function cancellable(fields = {}) {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

/** The program sees `app://main/x`, the browser `https://main.app.localhost/x`: a secure context either way. */
export function toAppUrl(url) {
  return url.replace(/^https:\/\/main\.app\.localhost(?=\/|$)/, 'app://main');
}

export function toBrowserUrl(url) {
  return url.replace(/^app:\/\/main(?=\/|$)/, 'https://main.app.localhost');
}
