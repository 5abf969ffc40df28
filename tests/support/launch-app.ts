import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { _electron, type BrowserContext, chromium, type Page, test as base } from '@playwright/test';
import { serveRenderer } from '../../build/tools/static-server';
import { chromiumArguments, chromiumPath } from './chromium';
import { DoubleApp } from './shell/host';

type Electron = typeof import('electron');

export interface LaunchedApp {
  kind: 'electron' | 'double';
  page: Page;
  userData: string;
  /** Runs in the main process. The function's source is sent: it sees nothing of the test but `arg`. */
  evaluate<Reply, Arg>(run: (electron: Electron, arg: Arg) => Reply | Promise<Reply>, arg?: Arg): Promise<Reply>;
  /** How the next dialogs end; null or no path at all is a cancel. */
  dialogs: { open(path: string | null): Promise<void>; save(path: string | null): Promise<void> };
  /** Resolves once the main process has ended by itself. */
  exited: Promise<unknown>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  userData: string;
  args?: string[];
}

/** The built program in Electron where its binary is there, else in the shell double: specs need not know which. */
export async function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  mkdirSync(options.userData, { recursive: true });
  const appDir = resolve(process.env['APP_DIR'] ?? '.');
  const { app, kind, exited } = hasElectron() ? await launchReal(appDir, options) : await launchDouble(appDir, options);
  let page: Page;
  try {
    page = await app.firstWindow();
  } catch (error) {
    await app.close();
    throw error;
  }
  const evaluate: LaunchedApp['evaluate'] = (run, arg) => (app as DoubleApp).evaluate(run, arg);
  return {
    kind,
    page,
    userData: options.userData,
    evaluate,
    dialogs: {
      open: (path) =>
        evaluate(({ dialog }, chosen) => {
          const answer = { canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] };
          dialog.showOpenDialog = () => Promise.resolve(answer);
        }, path),
      save: (path) =>
        evaluate(({ dialog }, chosen) => {
          dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
        }, path),
    },
    exited,
    close: () => app.close(),
  };
}

async function launchReal(appDir: string, options: LaunchOptions) {
  const args = [appDir, `--user-data-dir=${options.userData}`, ...(options.args ?? [])];
  const override = process.env['ELECTRON_EXEC_PATH'];
  // Without executablePath Playwright finds Electron itself and holds `ready` back until it is attached.
  const app = await _electron.launch({ args, ...(override === undefined ? {} : { executablePath: override }) });
  return { app, kind: 'electron' as const, exited: app.waitForEvent('close', { timeout: 0 }) };
}

async function launchDouble(appDir: string, options: LaunchOptions) {
  const app = await DoubleApp.launch({ appDir, executablePath: chromiumPath(), ...options });
  return { app, kind: 'double' as const, exited: app.exited };
}

function hasElectron(): boolean {
  if (process.env['ELECTRON_EXEC_PATH'] !== undefined) return true;
  const folder = resolve('node_modules/electron');
  const pointer = join(folder, 'path.txt');
  return existsSync(pointer) && existsSync(join(folder, 'dist', readFileSync(pointer, 'utf8').trim()));
}

export interface LaunchedWeb {
  page: Page;
  context: BrowserContext;
  origin: string;
  close(): Promise<void>;
}

export interface WebOptions {
  /** The profile: hand it to a second launch to see what survived. */
  profile: string;
  /** The origin is the data store, so a second launch on the same profile needs the first one's port. */
  port?: number;
  note?: string;
  locale?: string;
  /** `native` leaves `showSaveFilePicker` in place, which no test can answer; else saving is a download. */
  saving?: 'download' | 'native';
}

/** Web mode: `out/renderer` from the same server as `npm start -- --web`, in a real Chromium with a profile. */
export async function launchWeb(options: WebOptions): Promise<LaunchedWeb> {
  const server = await serveRenderer({ root: resolve('out/renderer'), port: options.port ?? 0, note: options.note });
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath: chromiumPath(),
    headless: !process.env['HEADED'],
    args: chromiumArguments,
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
  });
  if (options.saving !== 'native') {
    await context.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));
  }
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.origin);
  let closing: Promise<void> | undefined;
  return {
    page,
    context,
    origin: server.origin,
    close: () => (closing ??= context.close().then(() => server.close())),
  };
}

export const test = base.extend<{
  userData: string;
  launch: (options?: { args?: string[] }) => Promise<LaunchedApp>;
  openWeb: (options?: Partial<WebOptions>) => Promise<LaunchedWeb>;
}>({
  // Playwright empties its output folder itself, when nothing writes into it any more.
  userData: async ({}, use, info) => use(info.outputPath('user-data')),
  launch: async ({ userData }, use) => {
    const launched: LaunchedApp[] = [];
    await use(async (options) => {
      const app = await launchApp({ userData, ...options });
      launched.push(app);
      return app;
    });
    await Promise.allSettled(launched.map((app) => app.close()));
  },
  openWeb: async ({ userData }, use) => {
    const opened: LaunchedWeb[] = [];
    await use(async (options) => {
      const web = await launchWeb({ profile: join(userData, 'web'), ...options });
      opened.push(web);
      return web;
    });
    await Promise.allSettled(opened.map((web) => web.close()));
  },
});

export { expect } from '@playwright/test';
