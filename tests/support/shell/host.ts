import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Route } from '@playwright/test';
import { chromiumArguments } from '../chromium';
import { makeCodec } from './codec.mjs';
import { pageInit } from './page-init.mjs';

export interface DoubleOptions {
  appDir: string;
  userData: string;
  executablePath: string;
  args?: string[];
}

type Message = Record<string, unknown> & { type: string; id?: number; window?: number };
type MainFunction<Reply, Arg> = (electron: typeof import('electron'), arg: Arg) => Reply | Promise<Reply>;

const ORIGIN = 'https://main.app.localhost';
/** The window may take twenty seconds for its last backup. */
const CLOSE_LIMIT_MS = 25_000;
const codec = makeCodec();

/** Owns Chromium, runs the built main process as a child, and carries messages between the two. */
export class DoubleApp {
  readonly exited: Promise<number | null>;
  readonly output: string[] = [];
  #relaunching = false;
  #windows = new Map<number, Page>();
  #loading = new Set<number>();
  #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #lastId = 0;
  #loaded: (page: Page) => void = () => undefined;
  #first = new Promise<Page>((done) => (this.#loaded = done));
  /** A second `context.close()` returns at once, while the profile is still being written: there is only one. */
  #closed: Promise<void>;

  private constructor(
    readonly context: BrowserContext,
    private readonly child: ChildProcess,
  ) {
    child.on('message', (message) => void this.#receive(message as Message));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => this.output.push(String(text)));
    this.exited = new Promise((done) => child.once('exit', (code) => done(code)));
    this.#closed = this.exited.then(async () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`main process ended\n${this.output.join('')}`));
      await context.close().catch(() => undefined);
    });
  }

  static async launch(options: DoubleOptions): Promise<DoubleApp> {
    const context = await chromium.launchPersistentContext(join(options.userData, 'Chromium'), {
      executablePath: options.executablePath,
      headless: !process.env['HEADED'],
      args: chromiumArguments,
      viewport: null,
      reducedMotion: 'reduce',
      acceptDownloads: true,
      serviceWorkers: 'block',
    });
    const app = new DoubleApp(context, forkMain(options));
    await context.route('**/*', (route) => app.#route(route).catch(() => undefined));
    return app;
  }

  get relaunching(): boolean {
    return this.#relaunching;
  }

  firstWindow(): Promise<Page> {
    const ended = this.exited.then((code) => {
      throw new Error(`main process ended with ${code}\n${this.output.join('')}`);
    });
    return Promise.race([this.#first, ended]);
  }

  async evaluate<Reply, Arg>(run: MainFunction<Reply, Arg>, arg?: Arg): Promise<Reply> {
    const reply = await this.#ask('evaluate', { source: String(run), arg: codec.encode(arg) });
    return codec.decode(String(reply)) as Reply;
  }

  async close(): Promise<void> {
    this.#ask('quit').catch(() => undefined);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), CLOSE_LIMIT_MS);
    await this.#closed;
    clearTimeout(timer);
  }

  #ask(type: string, body: Record<string, unknown> = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.#post({ ...body, type, id }, reject);
    });
  }

  /** The main process may end at any moment: a failed send is an answer, not a crash of the test. */
  #post(message: Message, failed: (error: Error) => void = () => undefined): void {
    if (!this.child.connected) return failed(new Error('main process ended'));
    this.child.send(message, (error) => {
      if (error) failed(error);
    });
  }

  async #receive(message: Message): Promise<void> {
    const id = message.id ?? 0;
    if (message.type === 'reply') {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (message['error'] === undefined) waiting?.resolve(message['value']);
      else waiting?.reject(new Error(message['error'] as string));
      return;
    }
    try {
      this.#post({ type: 'reply', id, value: await this.#serve(message) });
    } catch (error) {
      this.#post({ type: 'reply', id, error: String(error) });
    }
  }

  async #serve(message: Message): Promise<unknown> {
    const page = this.#windows.get(message.window ?? 0);
    switch (message.type) {
      case 'open':
        return this.#open(
          message.window ?? 0,
          message['bounds'] as { width: number; height: number },
          message['preload'],
        );
      case 'load':
        return page && this.#load(message.window ?? 0, page, String(message['url']));
      case 'toPage':
        return page?.evaluate(receiveInPage, { channel: String(message['channel']), args: String(message['args']) });
      case 'resize':
        return page?.setViewportSize(message['bounds'] as { width: number; height: number });
      case 'printToPDF':
        return page
          ?.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true })
          .then((pdf) => pdf.toString('base64'));
      case 'close':
        return page?.close({ runBeforeUnload: true });
      case 'permissions':
        return this.#grant(message['granted'] as string[]);
      case 'relaunch':
        this.#relaunching = true;
        return undefined;
      default:
        throw new Error(`shell double: unknown message ${message.type}`);
    }
  }

  async #open(window: number, bounds: { width: number; height: number }, preload: unknown): Promise<void> {
    const blank = this.#windows.size === 0 ? this.context.pages()[0] : undefined;
    const page = blank ?? (await this.context.newPage());
    this.#windows.set(window, page);
    await page.setViewportSize({ width: bounds.width, height: bounds.height });
    await page.exposeBinding('__shellCall', ({ frame }, message: Message) => {
      if (frame !== page.mainFrame()) throw new Error('not the main frame');
      return this.#ask(message.type, { ...message, window });
    });
    await page.addInitScript(
      `(${String(pageInit)})(${String(makeCodec)}, ${JSON.stringify(preload)}, ${JSON.stringify(ORIGIN)})`,
    );
    const tell = (type: string, body: Record<string, unknown> = {}): void => {
      this.#ask(type, { ...body, window }).catch(() => undefined);
    };
    page.on('close', () => {
      this.#windows.delete(window);
      tell('gone');
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) tell('navigated', { url: frame.url() });
    });
    page.on('console', (line) => this.output.push(`[page ${line.type()}] ${line.text()}\n`));
  }

  async #load(window: number, page: Page, url: string): Promise<string | undefined> {
    this.#loading.add(window);
    try {
      await page.goto(url, { waitUntil: 'load' });
      this.#loaded(page);
      return undefined;
    } catch (error) {
      return /ERR_\w+/.exec(String(error))?.[0] ?? String(error);
    } finally {
      this.#loading.delete(window);
    }
  }

  async #grant(granted: string[]): Promise<void> {
    const names: Record<string, string[]> = {
      'clipboard-read': ['clipboard-read'],
      'clipboard-sanitized-write': ['clipboard-write'],
      notifications: ['notifications'],
      geolocation: ['geolocation'],
      media: ['camera', 'microphone'],
    };
    await this.context.grantPermissions(
      granted.flatMap((name) => names[name] ?? []),
      { origin: ORIGIN },
    );
  }

  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = request.url();
    if (request.isNavigationRequest() && !(await this.#mayNavigate(route))) return route.abort('aborted');
    const answer = (await this.#ask('request', {
      url,
      method: request.method(),
      resourceType: request.isNavigationRequest() ? 'mainFrame' : request.resourceType(),
    })) as { cancelled?: true; status: number; headers: Record<string, string>; body: Uint8Array };
    if (answer.cancelled) return route.abort('blockedbyclient');
    return route.fulfill({ status: answer.status, headers: answer.headers, body: Buffer.from(answer.body) });
  }

  async #mayNavigate(route: Route): Promise<boolean> {
    const request = route.request();
    const page = request.frame().page();
    const window = this.#windowOf(page);
    if (window === undefined) {
      // A popup: the opener's handler decides, and none of ours may say yes.
      const action = await this.#ask('windowOpen', { window: this.#windowOf(await page.opener()), url: request.url() });
      if (action === 'allow') this.output.push(`[host] window.open allowed, which is not modelled: ${request.url()}\n`);
      void page.close().catch(() => undefined);
      return false;
    }
    if (this.#loading.has(window) || request.frame() !== page.mainFrame()) return true;
    return !(await this.#ask('willNavigate', { window, url: request.url() }));
  }

  #windowOf(page: Page | null): number | undefined {
    return [...this.#windows].find(([, candidate]) => candidate === page)?.[0];
  }
}

function forkMain(options: DoubleOptions): ChildProcess {
  const manifest = JSON.parse(readFileSync(join(options.appDir, 'package.json'), 'utf8')) as { main: string };
  return fork(join(options.appDir, manifest.main), [`--user-data-dir=${options.userData}`, ...(options.args ?? [])], {
    cwd: options.appDir,
    execArgv: ['--import', new URL('./hook.mjs', import.meta.url).href],
    serialization: 'advanced',
    silent: true,
    env: { ...process.env, NODE_OPTIONS: '', SHELL_DOUBLE: JSON.stringify({ appDir: options.appDir }) },
  });
}

function receiveInPage({ channel, args }: { channel: string; args: string }): void {
  const receiver = window as unknown as { __shellReceive(channel: string, args: string): void };
  receiver.__shellReceive(channel, args);
}
