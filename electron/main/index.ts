import { app, powerMonitor, session } from 'electron';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createColdCopies, type ColdCopies } from './cold-copies';
import { fixDataFolder, statePath } from './identity';
import { createBackupHandlers } from './ipc/backups';
import { createFileHandlers } from './ipc/files';
import { createJournalHandlers } from './ipc/journal';
import { serveBridge } from './ipc/serve';
import { createSystemHandlers, openSentinelFile } from './ipc/system';
import { readLanguage, rememberLanguage } from './language';
import { openLog, type WriteLog } from './log';
import { showMenu } from './menu';
import { registerAppScheme, serveApp } from './protocol';
import { describeError } from './redact';
import { findForbiddenSwitch, guardAllContents, guardSession } from './security';
import { mendTornLogs } from './torn-log';
import { focusMainWindow, openMainWindow, sendToWindow } from './windows';

const EXIT_REFUSED = 78;
const QUIT_LIMIT_MS = 2_000;

fixDataFolder();
const log = openLog(join(app.getPath('userData'), 'logs'), { console: !app.isPackaged });
begin();

function begin(): void {
  const refused = app.isPackaged ? findForbiddenSwitch(process.argv) : undefined;
  if (refused !== undefined) {
    log('error', 'start.switch_refused', { reason: refused });
    return app.exit(EXIT_REFUSED);
  }
  app.enableSandbox();
  registerAppScheme();
  guardAllContents();
  // Two processes on one database damage it: the second only wakes the first.
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.on('second-instance', () => {
    focusMainWindow();
    sendToWindow({ type: 'second-instance' });
  });
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(open).catch(giveUp);
}

async function open(): Promise<void> {
  guardSession(session.defaultSession, { devTools: !app.isPackaged });
  serveApp(join(import.meta.dirname, '../renderer'));
  const cold = openColdCopies();
  const files = await serveWindow(log, cold);
  watchForLock();
  closeFilesBeforeQuit(async () => {
    await files.closeAll();
    await cold.noteClean();
  });
  // Before any page can open its database, and before it is copied.
  const mended = await mendTornLogs(dataFolder());
  if (mended.count > 0) log('warn', 'start.torn_log_mended', { ...mended });
  await cold.begin().then(
    (outcome) => log('info', 'start.cold_copy', { state: outcome }),
    (error: unknown) => log('warn', 'start.cold_copy_failed', describeError(error)),
  );
  app.on('activate', () => void openMainWindow().catch(giveUp));
  await openMainWindow();
  log('info', 'start.window_open', { version: app.getVersion() });
}

function openColdCopies(): ColdCopies {
  const snapshots = join(app.getPath('userData'), 'snapshots');
  const sentinel = openSentinelFile();
  return createColdCopies(
    {
      data: dataFolder(),
      snapshots,
      clean: statePath('clean-end.json'),
      request: statePath('cold-copy.json'),
    },
    async () => {
      const read = await sentinel.read();
      return read.ok ? read.value : null;
    },
  );
}

/** Chromium's, with the database in it. */
function dataFolder(): string {
  return join(app.getPath('userData'), 'IndexedDB');
}

async function serveWindow(write: WriteLog, cold: ColdCopies): Promise<{ closeAll(): Promise<void> }> {
  let locale = await readLanguage();
  showMenu(locale);
  const desk = createFileHandlers({
    locale: () => locale,
    protectedFolders: () => [programFolder(), app.getPath('userData')],
  });
  const system = createSystemHandlers({
    log: write,
    cold,
    setLocale: async (next) => {
      locale = next;
      showMenu(next);
      await rememberLanguage(next);
    },
  });
  const backups = createBackupHandlers({ protectedFolders: () => [programFolder()] });
  const journal = createJournalHandlers(join(app.getPath('userData'), 'journal'));
  serveBridge({ system, files: desk.handlers, backups, journal }, write);
  return desk;
}

/** The installation when installed; while developing only what was built, since the rest is the developer's. */
function programFolder(): string {
  return app.isPackaged ? dirname(process.execPath) : join(import.meta.dirname, '..');
}

/** A half-written file must not stay behind beside the one it was to become; a disk that hangs must not keep the program. */
function closeFilesBeforeQuit(close: () => Promise<void>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void Promise.race([close(), wait(QUIT_LIMIT_MS)]).finally(() => {
      closed = true;
      app.quit();
    });
  });
}

function watchForLock(): void {
  powerMonitor.on('lock-screen', () => sendToWindow({ type: 'lock', reason: 'os-lock' }));
  powerMonitor.on('suspend', () => sendToWindow({ type: 'lock', reason: 'suspend' }));
}

function giveUp(error: unknown): void {
  log('error', 'start.failed', describeError(error));
  app.exit(1);
}
