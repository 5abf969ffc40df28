import { EventEmitter } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { answers, boot, cancellable, post, strict } from './channel.mjs';
import { windows } from './windows.mjs';

const switchValue = (name) => process.argv.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3);
const manifest = JSON.parse(readFileSync(join(boot.appDir, 'package.json'), 'utf8'));
const home = os.homedir();
const userData = switchValue('user-data-dir') ?? join(home, '.config', manifest.name);
const paths = { home, userData, appData: join(home, '.config'), temp: os.tmpdir(), documents: join(home, 'Documents') };
mkdirSync(userData, { recursive: true });

const state = { ready: false, quitting: false, name: manifest.productName, locked: false, sandboxed: false };
const lockFile = join(userData, '.instance');
const knocks = join(userData, '.knocks');

// `ready` comes after the bundle's first turn, as in Electron.
const ready = wait(1).then(() => {
  state.ready = true;
  app.emit('ready', {}, {});
});
export const isReady = () => state.ready;
export const isQuitting = () => state.quitting;

export const app = strict(
  'app',
  Object.assign(new EventEmitter(), {
    isPackaged: boot.packaged === true,
    commandLine: strict('commandLine', {
      hasSwitch: (name) => process.argv.includes(`--${name}`) || switchValue(name) !== undefined,
      getSwitchValue: (name) => switchValue(name) ?? '',
    }),
    whenReady: () => ready,
    isReady,
    enableSandbox() {
      if (state.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
      state.sandboxed = true;
    },
    getPath(name) {
      if (!(name in paths)) throw new Error(`Failed to get '${name}' path`);
      return paths[name];
    },
    setPath(name, path) {
      paths[name] = path;
    },
    getAppPath: () => boot.appDir,
    getVersion: () => manifest.version,
    getName: () => state.name,
    setName(name) {
      state.name = name;
    },
    getLocale: () => boot.locale ?? 'en-US',
    requestSingleInstanceLock,
    quit,
    exit(code = 0) {
      leave(code);
    },
    relaunch() {
      post({ type: 'relaunch' });
    },
  }),
);

function requestSingleInstanceLock() {
  const other = ownerOfLock();
  mkdirSync(knocks, { recursive: true });
  if (other !== null) {
    writeFileSync(join(knocks, `${process.pid}.json`), JSON.stringify(process.argv));
    return false;
  }
  writeFileSync(lockFile, String(process.pid));
  state.locked = true;
  watch(knocks, answerKnocks).unref();
  return true;
}

function ownerOfLock() {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

function answerKnocks() {
  for (const name of readdirSync(knocks)) {
    try {
      const argv = JSON.parse(readFileSync(join(knocks, name), 'utf8'));
      rmSync(join(knocks, name));
      app.emit('second-instance', {}, argv, process.cwd());
    } catch {
      // Half written: the next change of the folder brings it again.
    }
  }
}

async function quit() {
  if (state.quitting) return;
  const before = cancellable();
  app.emit('before-quit', before);
  if (before.defaultPrevented) return;
  state.quitting = true;
  const open = [...windows.values()];
  for (const window of open) window.close();
  await Promise.all(open.map((window) => window.whenClosed));
  if (windows.size > 0) {
    state.quitting = false;
    return;
  }
  const will = cancellable();
  app.emit('will-quit', will);
  if (will.defaultPrevented) state.quitting = false;
  else leave(process.exitCode ?? 0);
}

function leave(code) {
  app.emit('quit', {}, code);
  if (state.locked) rmSync(lockFile, { force: true });
  // What the program still had to write in this turn gets its chance, as it would while Electron shuts down.
  setTimeout(() => process.exit(code), 20);
}

answers.quit = () => void quit();
