import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { answers, ask, cancellable, codec, post, strict, toAppUrl, toBrowserUrl } from './channel.mjs';

export const windows = new Map();
const WEAKENED = {
  nodeIntegration: true,
  contextIsolation: false,
  sandbox: false,
  webSecurity: false,
  webviewTag: true,
};
let lastId = 0;
let bus = null;

/** Avoids a circular import: `app` hands itself over. */
export function connectApp(app, isReady, isQuitting, session) {
  bus = { app, isReady, isQuitting, session };
}

class WebContents extends EventEmitter {
  currentUrl = '';
  opener = () => ({ action: 'allow' });

  constructor(window) {
    super();
    this.window = window;
    this.id = window.id;
    this.session = bus.session;
    const urlNow = () => this.currentUrl;
    // One object for the life of the window: handlers compare frames by identity.
    this.mainFrame = {
      get url() {
        return urlNow();
      },
      get origin() {
        return /^[a-z]+:\/\/[^/]*/.exec(urlNow())?.[0] ?? 'null';
      },
    };
  }
  getURL() {
    return this.currentUrl;
  }
  async printToPDF() {
    return Buffer.from(await ask('printToPDF', { window: this.id }), 'base64');
  }
  isDestroyed() {
    return this.window.isDestroyed();
  }
  isCrashed() {
    return false;
  }
  send(channel, ...args) {
    post({ type: 'toPage', window: this.id, channel, args: codec.encode(structuredClone(args)) });
  }
  setWindowOpenHandler(handler) {
    this.opener = handler;
  }
  decideOpen(url) {
    return this.opener({ url, frameName: '', features: '', disposition: 'new-window' });
  }
  movedTo(url) {
    this.currentUrl = url;
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows() {
    return [...windows.values()].map((window) => window.proxy);
  }

  constructor(options = {}) {
    super();
    if (!bus.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    const weak = Object.entries(WEAKENED).find(([name, value]) => preferences[name] === value);
    if (weak) throw new Error(`shell double: only a locked-down window is modelled, not ${weak[0]}: ${weak[1]}`);
    this.id = ++lastId;
    this.title = options.title ?? '';
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.flags = { destroyed: false, visible: options.show !== false, minimized: false, maximized: false };
    this.focusCount = 0;
    this.whenClosed = new Promise((done) => this.once('closed', done));
    this.webContents = strict('webContents', new WebContents(this));
    const preload = preferences.preload ? readFileSync(preferences.preload, 'utf8') : '';
    this.opened = ask('open', { window: this.id, bounds: this.bounds, preload });
    this.proxy = strict('BrowserWindow', this);
    windows.set(this.id, this);
    bus.app.emit('web-contents-created', {}, this.webContents);
    return this.proxy;
  }

  async loadURL(url) {
    await this.opened;
    this.webContents.movedTo(url);
    const failure = await ask('load', { window: this.id, url: toBrowserUrl(url) });
    if (failure) throw new Error(`${failure} loading '${url}'`);
    this.emit('ready-to-show');
  }
  close() {
    const event = cancellable();
    this.emit('close', event);
    if (!event.defaultPrevented) post({ type: 'close', window: this.id });
  }
  gone() {
    if (this.flags.destroyed) return;
    this.flags.destroyed = true;
    windows.delete(this.id);
    this.emit('closed');
    if (windows.size === 0 && !bus.isQuitting()) bus.app.emit('window-all-closed');
  }

  isDestroyed() {
    return this.flags.destroyed;
  }
  show() {
    this.flags.visible = true;
  }
  isVisible() {
    return this.flags.visible;
  }
  focus() {
    this.focusCount++;
  }
  minimize() {
    this.flags.minimized = true;
  }
  restore() {
    this.flags.minimized = false;
  }
  isMinimized() {
    return this.flags.minimized;
  }
  maximize() {
    this.flags.maximized = true;
  }
  isMaximized() {
    return this.flags.maximized;
  }
  getNormalBounds() {
    return { ...this.bounds };
  }
  setBounds(bounds) {
    Object.assign(this.bounds, bounds);
    post({ type: 'resize', window: this.id, bounds: this.bounds });
    this.emit('resize');
  }
  setTitle(title) {
    this.title = title;
  }
  getTitle() {
    return this.title;
  }
}

const contentsOf = (message) => windows.get(message.window)?.webContents;

answers.gone = (message) => windows.get(message.window)?.gone();
answers.navigated = (message) => contentsOf(message)?.movedTo(toAppUrl(message.url));
answers.willNavigate = (message) => {
  const event = cancellable({ url: toAppUrl(message.url), isMainFrame: true });
  contentsOf(message)?.emit('will-navigate', event, event.url);
  return event.defaultPrevented;
};
answers.windowOpen = (message) => contentsOf(message)?.decideOpen(toAppUrl(message.url)).action ?? 'deny';
