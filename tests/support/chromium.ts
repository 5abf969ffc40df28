import { findChromium } from '../../build/tools/find-chromium.mjs';

/** No sandbox where root runs it (CI), no traffic of the browser's own. */
export const chromiumArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function chromiumPath(): string {
  const path = findChromium();
  if (path === undefined) throw new Error('No Chromium, Chrome or Edge found. Set CHROMIUM to its path.');
  return path;
}
