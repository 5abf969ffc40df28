import { app, BrowserWindow, screen, type Rectangle, type WebContents } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { BRIDGE_EVENT_CHANNEL, type BridgeEvent } from '@shared/contracts/bridge';
import { APP_ORIGIN } from '@shared/contracts/page-policy';
import { PRODUCT_NAME, statePath } from './identity';
import { readJson, writeJson } from './state-file';

const DEFAULT_SIZE = { width: 1366, height: 768 };
const SMALLEST = { width: 1024, height: 640 };
const SAVE_DELAY_MS = 500;
/** How long the window may take for its last backup. What is not in it is in the journal. */
const LEAVE_LIMIT_MS = 20_000;

const windowState = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  maximized: z.boolean(),
});
type WindowState = z.infer<typeof windowState>;

let mainWindow: BrowserWindow | null = null;
let leaving: 'no' | 'asked' | 'yes' = 'no';
let leaveTimer: NodeJS.Timeout | undefined;
/** There is somebody to ask: a page that is loaded need not listen yet, one that has given its title does. */
let hasPage = false;

/** Opens the one window, or brings it to the front. Resolves once its page has loaded. */
export async function openMainWindow(): Promise<void> {
  if (mainWindow) return focusMainWindow();
  const remembered = await readJson(statePath('window.json'), windowState);
  const bounds = remembered && isOnSomeScreen(remembered.bounds) ? remembered.bounds : DEFAULT_SIZE;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: PRODUCT_NAME,
    show: false,
    backgroundColor: '#f5f6f8',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  mainWindow = window;
  if (remembered?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.once('closed', () => {
    mainWindow = null;
  });
  rememberState(window);
  askBeforeClosing(window);
  await window.loadURL(`${APP_ORIGIN}/index.html`);
}

export function focusMainWindow(): void {
  if (!mainWindow) return;
  if (mainWindow.isMinimized()) mainWindow.restore();
  mainWindow.show();
  mainWindow.focus();
}

/** The window's answer to `leave`. */
export function answerLeave(answer: 'go' | 'stay'): void {
  clearTimeout(leaveTimer);
  leaving = answer === 'go' ? 'yes' : 'no';
  if (answer === 'go') mainWindow?.close();
}

/** Whoever closes the window is kept waiting for a backup, though not for long, and not by a page that is dead. */
function askBeforeClosing(window: BrowserWindow): void {
  leaving = 'no';
  hasPage = false;
  const { webContents: contents } = window;
  window.on('close', (event) => {
    if (leaving === 'yes' || !hasPage || contents.isCrashed()) return;
    event.preventDefault();
    if (leaving === 'asked') return;
    leaving = 'asked';
    sendToWindow({ type: 'leave' });
    leaveTimer = setTimeout(() => answerLeave('go'), LEAVE_LIMIT_MS);
  });
  // Asked already: the page must not keep a window open without a word.
  contents.on('will-prevent-unload', (event) => {
    if (leaving === 'yes') event.preventDefault();
  });
}

export function isMainWindow(contents: WebContents): boolean {
  return mainWindow !== null && contents === mainWindow.webContents;
}

export function windowOf(contentsId: number): BrowserWindow | null {
  return mainWindow && mainWindow.webContents.id === contentsId ? mainWindow : null;
}

/** A title from the page itself; a page that gives one answers `leave` as well. */
export function titleWindow(contentsId: number, title: string): void {
  const window = windowOf(contentsId);
  if (!window) return;
  window.setTitle(title);
  hasPage = true;
}

export function sendToWindow(event: BridgeEvent): void {
  if (mainWindow && !mainWindow.webContents.isDestroyed()) mainWindow.webContents.send(BRIDGE_EVENT_CHANNEL, event);
}

function rememberState(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    // Losing the window's place is not worth a message.
    void writeJson(statePath('window.json'), state).catch(() => undefined);
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', save);
}

/** A screen may have been unplugged since: a window nobody can see is lost. */
function isOnSomeScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const overlapX = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  const overlapY = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
  return overlapX >= 200 && overlapY >= 100 && bounds.y >= workArea.y - 10;
}
