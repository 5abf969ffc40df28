import { existsSync } from 'node:fs';
import { join } from 'node:path';

const INSTALLED = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ].map((program) => join(process.env[name] ?? 'C:/Program Files', program)),
  ),
};

/**
 * A Chromium-family browser on this machine; `CHROMIUM` in the environment wins.
 * @returns {string | undefined}
 */
export function findChromium() {
  const candidates = [process.env.CHROMIUM, ...(INSTALLED[process.platform] ?? [])];
  return candidates.find((path) => path && existsSync(path));
}
