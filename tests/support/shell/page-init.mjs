// Runs in the page before anything else, as source text: plays the preload's world. `preload` is the built file.
export function pageInit(makeCodec, preload, origin) {
  if (location.origin !== origin || window !== window.top) return;
  const { encode, decode } = makeCodec();
  const call = window.__shellCall;
  delete window.__shellCall;

  // Vue's reactive objects are proxies, which Electron cannot clone: remember which objects are.
  const proxies = new WeakSet();
  const RealProxy = window.Proxy;
  window.Proxy = new RealProxy(RealProxy, {
    construct(target, args) {
      const proxy = Reflect.construct(target, args);
      proxies.add(proxy);
      return proxy;
    },
  });
  const refuseProxies = (value) => {
    if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return;
    if (proxies.has(value)) throw new Error('An object could not be cloned.');
    Object.values(value).forEach(refuseProxies);
  };

  const listeners = new Map();
  const listenersOf = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
  const ipcRenderer = {
    async invoke(channel, ...args) {
      args.forEach(refuseProxies);
      const reply = await call({ type: 'invoke', channel, args: encode(args) });
      if (reply.error !== undefined) throw new Error(`Error invoking remote method '${channel}': ${reply.error}`);
      return decode(reply.value);
    },
    on(channel, listener) {
      listenersOf(channel).add(listener);
    },
    off(channel, listener) {
      listenersOf(channel).delete(listener);
    },
  };
  Object.defineProperty(window, '__shellReceive', {
    value: (channel, args) => {
      for (const listener of [...listenersOf(channel)]) listener({ sender: ipcRenderer }, ...decode(args));
    },
  });

  // Electron copies what is exposed and freezes the copy; functions pass as wrappers.
  const expose = (value) => {
    if (typeof value === 'function') return (...args) => value(...args);
    if (value === null || typeof value !== 'object') return value;
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, child]) => [key, expose(child)])));
  };
  const contextBridge = {
    exposeInMainWorld(key, api) {
      if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, key, { value: expose(api), enumerable: true });
    },
  };

  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  new Function('require', 'module', 'exports', preload)(require, module, module.exports);
}
