// `npm start`: from a fresh clone to an open window. Node built-ins only, since nothing may be installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { needsBuild, needsInstall, projectRoot } from './freshness.mjs';
import { run, runNode } from './run.mjs';

const WEB_PORT = 4173;
const FETCH_LIMIT_MS = 120_000;

const options = readOptions();
process.chdir(projectRoot);
checkNode();
if (needsInstall()) {
  console.log('Installing packages (npm ci)…');
  if ((await run('npm', ['ci', '--no-audit', '--no-fund'])) !== 0) stop('npm ci failed; the reason is printed above.');
}
if (needsBuild()) {
  console.log('Building…');
  const tool = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  const code = await runNode([tool, 'build', '--config', 'build/electron.vite.config.ts', '--logLevel', 'error']);
  if (code !== 0) stop('The build failed; the reason is printed above.');
}
if (options.web) await serveWeb({ openBrowser: false });
else await startDesktop();

async function startDesktop() {
  const reason = hasDisplay() ? await fetchElectron() : 'this machine has no display';
  if (reason !== null) {
    console.log(`Electron is not used: ${reason}. Serving web mode instead.`);
    return serveWeb({ openBrowser: hasDisplay(), note: 'electron_missing' });
  }
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(electronBinary(), [projectRoot, ...options.rest], { stdio: 'inherit', env });
  child.once('error', (error) => stop(`Electron could not be started (${error.message}). Try: npm start -- --web`));
  child.once('exit', (code, signal) => {
    if (code) console.error('Electron ended with an error. Web mode works without it: npm start -- --web');
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}

/** null when the binary is there (now), else why not, in one line. */
async function fetchElectron() {
  if (electronBinary()) return null;
  console.log('Fetching Electron…');
  const script = join(projectRoot, 'node_modules/electron/install.js');
  const result = spawnSync(process.execPath, [script], { timeout: FETCH_LIMIT_MS, encoding: 'utf8' });
  if (electronBinary()) return null;
  if (result.error?.code === 'ETIMEDOUT') return `its download did not finish in ${FETCH_LIMIT_MS / 1000} s`;
  const cause = /\b(E[A-Z_]{4,}|HTTPError[^\n]{0,60}|RequestError[^\n]{0,60})/.exec(result.stderr ?? '')?.[1];
  return `its program file could not be downloaded${cause ? ` (${cause})` : ''}`;
}

function electronBinary() {
  const override = process.env.ELECTRON_EXEC_PATH;
  if (override) return existsSync(override) ? override : null;
  const folder = join(projectRoot, 'node_modules/electron');
  const pointer = join(folder, 'path.txt');
  if (!existsSync(pointer)) return null;
  const binary = join(folder, 'dist', readFileSync(pointer, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

async function serveWeb({ openBrowser, note }) {
  const { register } = await import('tsx/esm/api');
  register();
  const { serveRenderer } = await import('./static-server.ts');
  let server;
  try {
    server = await serveRenderer({ root: join(projectRoot, 'out/renderer'), port: options.port, note });
  } catch (error) {
    if (error.code !== 'EADDRINUSE') stop(`Port ${options.port} could not be opened: ${error.message}`);
    stop(
      `Port ${options.port} is taken. Merchant Desk may already be running: look for http://localhost:${options.port}. ` +
        `The data belongs to the port, so no other is tried; free it, or choose one with: npm start -- --web --port N`,
    );
  }
  console.log(`Merchant Desk is served at ${server.origin}`);
  console.log('Data stays in the browser that opens it. Stop with Ctrl+C.');
  if (openBrowser) openInBrowser(server.origin);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.close().then(() => process.exit(0)));
}

function openInBrowser(address) {
  const [command, args] =
    process.platform === 'win32'
      ? ['cmd', ['/c', 'start', '', address]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [address]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', () => console.log('No browser could be opened; open the address by hand.'));
  child.unref();
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Node ${process.versions.node} is too old: Merchant Desk needs Node 20.19 or newer.`);
}

function readOptions() {
  const known = { web: { type: 'boolean', default: false }, port: { type: 'string', default: String(WEB_PORT) } };
  const { values, positionals } = parseArgs({ options: known, strict: false, allowPositionals: true });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) stop('--port needs a number from 1 to 65535.');
  return { web: values.web === true, port, rest: positionals };
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
