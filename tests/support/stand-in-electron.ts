import { chmodSync, copyFileSync, mkdirSync, appendFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * What electron-builder looks at in an Electron distribution, without Electron: a program file that holds the fuse wire,
 * the licences and the version. Enough to package; nothing that runs.
 */
export function makeStandInElectron(folder: string, platform: 'linux' | 'win32', version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'stand-in');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<p>stand-in</p>');
  mkdirSync(join(folder, 'locales'));
  for (const language of ['en-US', 'fr', 'zh-CN']) writeFileSync(join(folder, `locales/${language}.pak`), language);
  if (platform === 'linux') {
    writeFileSync(join(folder, 'electron'), fuseWire());
    return chmodSync(join(folder, 'electron'), 0o755);
  }
  // Resources are written into it, so it has to be a real program file of Windows, whichever.
  copyFileSync(resolve('node_modules/electron-winstaller/vendor/Squirrel.exe'), join(folder, 'electron.exe'));
  appendFileSync(join(folder, 'electron.exe'), fuseWire());
}

/** Sentinel, wire version, number of fuses, and each fuse the wrong way round, so that unset ones show. */
function fuseWire(): Buffer {
  const wrong = '101100110';
  return Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, wrong.length]),
    Buffer.from(wrong),
  ]);
}
