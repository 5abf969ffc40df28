import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

type Handler = (...args: unknown[]) => unknown;

export interface FakeFrame {
  url: string;
  origin: string;
}

/** A webContents as far as guards and the bridge look at it. */
export class FakeContents extends EventEmitter {
  static lastId = 0;
  readonly id = ++FakeContents.lastId;
  readonly sent: unknown[][] = [];
  mainFrame: FakeFrame;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;

  constructor(readonly url = 'app://main/index.html') {
    super();
    this.mainFrame = { url, origin: /^[a-z]+:\/\/[^/]*/.exec(url)?.[0] ?? 'null' };
  }
  getURL(): string {
    return this.url;
  }
  isDestroyed(): boolean {
    return false;
  }
  isCrashed(): boolean {
    return false;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(...args: unknown[]): void {
    this.sent.push(args);
  }
}

export class FakeWindow extends EventEmitter {
  static readonly created: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  readonly calls: string[] = [];
  minimized = false;

  constructor(readonly options: { webPreferences?: Record<string, unknown> }) {
    super();
    FakeWindow.created.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.calls.push(`load ${url}`);
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isMaximized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 1, y: 2, width: 1200, height: 700 };
  }
  setTitle(title: string): void {
    this.calls.push(`title ${title}`);
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.calls.push('restore');
  }
  maximize(): void {
    this.calls.push('maximize');
  }
}

/** Stands in for the `electron` module in unit tests: records what the program registers, so tests can call it. */
export function createFakeElectron(userData: string) {
  const handlers = new Map<string, Handler>();
  const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
  const order: string[] = [];
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    enableSandbox: () => void order.push('enableSandbox'),
    whenReady: () => {
      order.push('whenReady');
      return Promise.resolve();
    },
    requestSingleInstanceLock: vi.fn(() => true),
    getPath: (name: string) => (name === 'userData' ? userData : `${userData}/${name}`),
    setPath: vi.fn(),
    setName: vi.fn(),
    getAppPath: () => `${userData}/app`,
    getVersion: () => '0.1.0',
    getLocale: () => 'zh-CN',
    quit: vi.fn(),
    exit: vi.fn(),
    relaunch: vi.fn(),
    commandLine: { hasSwitch: vi.fn(() => false) },
  });
  const defaultSession = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  };
  return {
    handlers,
    schemes,
    order,
    app,
    BrowserWindow: FakeWindow,
    dialog: { showOpenDialog: vi.fn(), showSaveDialog: vi.fn() },
    ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) },
    powerMonitor: new EventEmitter(),
    protocol: {
      registerSchemesAsPrivileged: (list: typeof schemes) => void schemes.push(...list),
      handle: vi.fn(),
    },
    screen: { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }) },
    session: { defaultSession },
    shell: { openExternal: vi.fn() },
  };
}
