import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { run } from './run.mjs';

const MISSING =
  'No Chromium, Chrome or Edge was found, and the browser tests need one. ' +
  'Install one, or set CHROMIUM to the path of its program file.';

/**
 * The browser the tests run in; on Debian as root it is installed if missing.
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return { path: found };
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!canInstall) return { reason: MISSING };
  console.log('No browser found: installing chromium with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { env });
  const installed = findChromium();
  return installed ? { path: installed } : { reason: `${MISSING} (apt-get could not install it.)` };
}
