import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

const at = (path) => join(projectRoot, path);
const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** npm writes `.package-lock.json` at the end of a whole install: older than the lock means something changed since. */
export function needsInstall() {
  return changedAt(at('node_modules/.package-lock.json')) < changedAt(at('package-lock.json'));
}

const BUILD_INPUTS = [
  'electron',
  'renderer',
  'shared',
  'build/alias.ts',
  'build/electron.vite.config.ts',
  'package.json',
];
const BUILD_OUTPUTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/**
 * The build writes a *.d.ts into its own input folder, so those do not count as inputs.
 * @returns {boolean}
 */
export function needsBuild() {
  const oldestOutput = Math.min(...BUILD_OUTPUTS.map((path) => changedAt(at(path))));
  return Math.max(...BUILD_INPUTS.map((path) => newestIn(at(path)))) > oldestOutput;
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return path.endsWith('.d.ts') ? 0 : stats.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), 0);
}
