// The main-process part of `electron`, as far as this program uses it, in plain Node. The test process owns the real
// Chromium behind it; see ../README.md for what is faithful and what is not.
import { EventEmitter } from 'node:events';
import { app, isQuitting, isReady } from './app.mjs';
import { answers, codec, strict } from './channel.mjs';
import { ipcMain } from './ipc.mjs';
import { Menu } from './menu.mjs';
import { protocol, session } from './session.mjs';
import { BrowserWindow, connectApp } from './windows.mjs';

connectApp(app, isReady, isQuitting, session.defaultSession);

const unanswered = (name) => async () => {
  throw new Error(`shell double: the test has not said how dialog.${name} ends`);
};
const dialog = { showOpenDialog: unanswered('showOpenDialog'), showSaveDialog: unanswered('showSaveDialog') };
const opened = [];
const shell = strict('shell', {
  openedByTest: opened,
  async openExternal(url) {
    opened.push(url);
  },
});
const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
const screen = strict('screen', { getDisplayMatching: () => ({ workArea }) });
const powerMonitor = new EventEmitter();
const electron = { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, protocol, screen, session, shell };

/** As Playwright's ElectronApplication.evaluate: the function's source runs here, with the module. */
answers.evaluate = async (message) => {
  const run = (0, eval)(`(${message.source})`);
  return codec.encode(await run(electron, codec.decode(message.arg)));
};

export { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, protocol, screen, session, shell };
export default electron;
