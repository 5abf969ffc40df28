import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { FileKind } from '@shared/contracts/bridge';
import { FILE_EXTENSIONS, toSafeFileName } from '@shared/contracts/file-names';

/** The chosen path with an extension of the kind: a dialog lets people type any. */
export function withExtension(path: string, kind: FileKind): string {
  const name = basename(path);
  const hasOne = FILE_EXTENSIONS[kind].some((extension) => name.toLowerCase().endsWith(`.${extension}`));
  return hasOne ? path : `${path}.${FILE_EXTENSIONS[kind][0]}`;
}

/** Whether a file may be put there: a plain name in an existing folder outside the program and its data. */
export async function checkTarget(path: string, protectedFolders: readonly string[]): Promise<boolean> {
  if (!isAbsolute(path) || hasStreamOrDevice(basename(path))) return false;
  try {
    const folder = await realpath(dirname(path));
    for (const guarded of protectedFolders) {
      if (isInside(await realpath(guarded).catch(() => resolve(guarded)), folder)) return false;
    }
    const existing = await lstat(join(folder, basename(path))).catch(() => null);
    return existing === null || existing.isFile();
  } catch {
    return false;
  }
}

/** `a.xlsx:evil` is a hidden stream of a.xlsx, `NUL.txt` a device: names that sanitising would change are refused. */
function hasStreamOrDevice(name: string): boolean {
  const kind: FileKind = 'spreadsheet';
  const normal = name.normalize('NFC');
  return /[:<>"|?*\\/]|\p{Cc}/u.test(normal) || toSafeFileName(normal, kind).startsWith('_') !== normal.startsWith('_');
}

export function isInside(folder: string, candidate: string): boolean {
  const inner = relative(folder, candidate);
  return inner === '' || (!inner.startsWith('..') && !isAbsolute(inner));
}
