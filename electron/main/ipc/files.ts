import { app, dialog } from 'electron';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileKind } from '@shared/contracts/bridge';
import { FILE_EXTENSIONS, toSafeFileName } from '@shared/contracts/file-names';
import { fail, ok, type Result } from '@shared/kernel/result';
import { FILE_KIND_TEXTS, type MenuLocale } from '../menu-texts';
import { windowOf } from '../windows';
import type { BridgeHandlers, Caller } from './contract';
import { checkTarget, withExtension } from './save-target';
import { createSaveFile, type SaveFile } from './save-file';
import { createTokens, type TokenHolder } from './tokens';

interface OpenFile extends TokenHolder {
  purpose: 'open';
  size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

interface Target extends TokenHolder {
  purpose: 'save';
  file: SaveFile;
}

export interface FilesOptions {
  locale(): MenuLocale;
  /** Folders nothing may be written into: the program and its data. */
  protectedFolders(): string[];
}

export interface FileDesk {
  handlers: BridgeHandlers['files'];
  /** Gives up what is half written or still open. */
  closeAll(): Promise<void>;
}

/** File access by token: main opens only what its own dialogs returned, and no path ever reaches the window. */
export function createFileHandlers(options: FilesOptions): FileDesk {
  const tokens = createTokens<OpenFile | Target>();

  async function pickOpen(caller: Caller, kind: FileKind): ReturnType<BridgeHandlers['files']['pickOpen']> {
    const window = windowOf(caller.contentsId);
    if (!window) return fail('bridge.not_available');
    const answer = await dialog.showOpenDialog(window, {
      properties: ['openFile', 'dontAddToRecent'],
      filters: filtersFor(kind, options.locale()),
    });
    const path = answer.filePaths[0];
    if (answer.canceled || path === undefined) return ok(null);
    const file = await openForReading(path);
    if (!file.ok) return file;
    const displayName = basename(path);
    return ok({ token: tokens.issue(caller.contentsId, file.value), displayName, size: file.value.size });
  }

  async function pickSave(
    caller: Caller,
    kind: FileKind,
    suggestedName: string,
  ): ReturnType<BridgeHandlers['files']['pickSave']> {
    const window = windowOf(caller.contentsId);
    if (!window) return fail('bridge.not_available');
    const answer = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('documents'), toSafeFileName(suggestedName, kind)),
      filters: filtersFor(kind, options.locale()),
      properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
    });
    if (answer.canceled || !answer.filePath) return ok(null);
    const path = withExtension(answer.filePath, kind);
    if (!(await checkTarget(path, options.protectedFolders()))) return fail('bridge.target_refused');
    const file = createSaveFile(path);
    const token = tokens.issue(caller.contentsId, { purpose: 'save', file, release: () => file.abort() });
    return ok({ token, displayName: basename(path) });
  }

  const handlers: BridgeHandlers['files'] = {
    pickOpen,
    pickSave,
    read: async (caller, token, offset, length) => {
      const file = tokens.find(caller.contentsId, token);
      if (file?.purpose !== 'open') return fail('bridge.token_invalid');
      try {
        return ok(await file.read(offset, length));
      } catch {
        return fail('file.unreadable');
      }
    },
    write: async (caller, token, seq, bytes) => {
      const target = tokens.find(caller.contentsId, token);
      if (target?.purpose !== 'save') return fail('bridge.token_invalid');
      return target.file.write(seq, bytes);
    },
    writePage: async (caller, token) => {
      const window = windowOf(caller.contentsId);
      const target = tokens.find(caller.contentsId, token);
      if (target?.purpose !== 'save') return fail('bridge.token_invalid');
      if (!window) return fail('bridge.not_available');
      const pdf = await window.webContents.printToPDF({
        pageSize: 'A4',
        printBackground: true,
        preferCSSPageSize: true,
      });
      return target.file.write(0, pdf);
    },
    commit: async (caller, token) => {
      const target = tokens.find(caller.contentsId, token);
      if (target?.purpose !== 'save') return fail('bridge.token_invalid');
      tokens.forget(token);
      // Looked at again: between the dialog and now the name may have become a link.
      if (!(await checkTarget(target.file.path, options.protectedFolders()))) {
        await target.file.abort();
        return fail('bridge.target_refused');
      }
      const written = await target.file.commit();
      return written.ok ? ok({ displayName: basename(target.file.path), bytes: written.value }) : written;
    },
    abort: async (caller, token) => {
      if (!tokens.find(caller.contentsId, token)) return fail('bridge.token_invalid');
      await tokens.release(token);
      return ok();
    },
  };
  return { handlers, closeAll: () => tokens.releaseAll() };
}

async function openForReading(path: string): Promise<Result<OpenFile>> {
  try {
    // Non-blocking, so that a pipe in the place of a file cannot hang the program.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) {
      await handle.close();
      return fail('file.unreadable');
    }
    return ok({
      purpose: 'open',
      size: stats.size,
      async read(offset, length) {
        const buffer = new Uint8Array(Math.max(0, Math.min(length, stats.size - offset)));
        const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, offset);
        return bytesRead === buffer.byteLength ? buffer : buffer.slice(0, bytesRead);
      },
      release: () => handle.close(),
    });
  } catch (error) {
    return fail(
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'file.not_found' : 'file.unreadable',
    );
  }
}

function filtersFor(kind: FileKind, locale: MenuLocale): { name: string; extensions: string[] }[] {
  return [{ name: FILE_KIND_TEXTS[locale][kind], extensions: [...FILE_EXTENSIONS[kind]] }];
}
