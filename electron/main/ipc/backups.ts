import { app, dialog } from 'electron';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '@shared/kernel/result';
import { isUsableFolder, openBackupStore, type BackupStore } from '../backup-folder';
import { statePath } from '../identity';
import { createSecondFolder } from '../second-folder';
import { readJson, writeJson } from '../state-file';
import { windowOf } from '../windows';
import { BackupPart, readAt } from './backup-file';
import type { BridgeHandlers } from './contract';
import { isInside } from './save-target';
import { createTokens, type TokenHolder } from './tokens';

export interface BackupsOptions {
  /** Folders no backups may be put into: the program itself. */
  protectedFolders(): string[];
}

type Handlers = BridgeHandlers['backups'];

interface Held extends TokenHolder {
  file: BackupPart;
  store: BackupStore;
}

const settingsSchema = z.object({ folder: z.string() });
const SETTINGS = 'backup-folder.json';

/** Backups on disk. The folder was chosen in main's own dialog; the window knows names inside it, never where it is. */
export function createBackupHandlers(options: BackupsOptions): Handlers {
  const tokens = createTokens<Held>();
  const defaultPath = (): string => join(app.getPath('userData'), 'backups');
  const stores = new Map<string, BackupStore>();

  function storeAt(path: string): BackupStore {
    const known = stores.get(path) ?? openBackupStore(path);
    stores.set(path, known);
    return known;
  }

  /** Where backups go now: a chosen folder that is gone (a USB stick) gives way to the default one, and it is said. */
  async function findStore(): Promise<{ store: BackupStore; kind: 'default' | 'chosen'; lost: boolean }> {
    const chosen = (await readJson(statePath(SETTINGS), settingsSchema))?.folder;
    if (chosen === undefined) return { store: storeAt(defaultPath()), kind: 'default', lost: false };
    if (await isUsableFolder(chosen)) return { store: storeAt(chosen), kind: 'chosen', lost: false };
    return { store: storeAt(defaultPath()), kind: 'default', lost: true };
  }

  /** Whatever fails ends the attempt: nothing half done is left under any name. */
  async function withPart<T>(
    contentsId: number,
    token: string,
    step: (held: Held) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const held = tokens.find(contentsId, token);
    if (!held) return fail('bridge.token_invalid');
    try {
      return await step(held);
    } catch (error) {
      await tokens.release(token);
      return toFailure(error);
    }
  }

  const second = createSecondFolder(statePath('second-backup.json'), app.getPath('userData'), storeAt);

  return {
    async list() {
      try {
        const { store, kind, lost } = await findStore();
        return ok({ displayName: basename(store.path), kind, lost, ...(await store.list()) });
      } catch {
        return fail('backup.folder_unusable');
      }
    },
    async begin(caller, name) {
      try {
        const { store } = await findStore();
        await store.list();
        await store.sweep(Date.now()).catch(() => undefined);
        const file = new BackupPart(store.path, name);
        await file.begin();
        return ok({ token: tokens.issue(caller.contentsId, { file, store, release: () => file.abort() }) });
      } catch (error) {
        return toFailure(error);
      }
    },
    write: (caller, token, seq, bytes) =>
      withPart(caller.contentsId, token, async ({ file }) =>
        (await file.write(seq, bytes)) ? ok() : fail('bridge.payload_invalid'),
      ),
    finish: (caller, token) =>
      withPart(caller.contentsId, token, async ({ file }) => ok({ bytes: await file.finish() })),
    readBack: (caller, token, offset, length) =>
      withPart(caller.contentsId, token, async ({ file }) => ok(await file.readBack(offset, length))),
    publish: (caller, token, record) =>
      withPart(caller.contentsId, token, async ({ file, store }) => {
        if (record.name !== file.name) return fail('bridge.payload_invalid');
        await file.publish();
        tokens.forget(token);
        // The file stands on its own: its header is read where the index knows nothing of it.
        await store.remember(record).catch(() => undefined);
        return ok();
      }),
    async abort(caller, token) {
      if (!tokens.find(caller.contentsId, token)) return fail('bridge.token_invalid');
      await tokens.release(token);
      return ok();
    },
    async read(_caller, name, offset, length) {
      try {
        const { store } = await findStore();
        const file = await open(join(store.path, name), 'r');
        try {
          return ok(await readAt(file, offset, length));
        } finally {
          await file.close();
        }
      } catch {
        return fail('backup.unreadable');
      }
    },
    note: (_caller, record) => onStore((store) => store.remember(record)),
    remove: (_caller, name) => onStore((store) => store.remove(name)),
    chooseFolder: (caller) =>
      choose(caller.contentsId, async (folder) => {
        await storeAt(folder).list();
        await writeJson(statePath(SETTINGS), { folder });
        return true;
      }),
    second: async () => ok(await second.find()),
    chooseSecond: (caller) =>
      choose(caller.contentsId, async (folder) => {
        const { store } = await findStore();
        // Twice in one place is once.
        if (isInside(store.path, folder) || isInside(folder, store.path)) return false;
        await second.choose(folder);
        return true;
      }),
    async forgetSecond() {
      await second.forget();
      return ok();
    },
    async copySecond(_caller, record) {
      try {
        return ok(await second.copy((await findStore()).store, record));
      } catch (error) {
        return toFailure(error);
      }
    },
    async removeSecond(_caller, name) {
      await second.remove(name);
      return ok();
    },
  };

  /** Asks the person for a folder. `take` is false for one that cannot be it. */
  async function choose(
    contentsId: number,
    take: (folder: string) => Promise<boolean>,
  ): Promise<Result<{ displayName: string } | null>> {
    const window = windowOf(contentsId);
    if (!window) return fail('bridge.not_available');
    const answer = await dialog.showOpenDialog(window, {
      properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
    });
    const folder = answer.filePaths[0];
    if (answer.canceled || folder === undefined) return ok(null);
    if (options.protectedFolders().some((path) => isInside(path, folder))) return fail('bridge.target_refused');
    try {
      return (await take(folder)) ? ok({ displayName: basename(folder) }) : fail('backup.second_same');
    } catch (error) {
      return toFailure(error);
    }
  }

  async function onStore(step: (store: BackupStore) => Promise<void>): Promise<Result<void>> {
    try {
      await step((await findStore()).store);
      return ok();
    } catch (error) {
      return toFailure(error);
    }
  }
}

function toFailure(error: unknown): { ok: false; error: { code: 'storage.full' | 'backup.folder_unusable' } } {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return fail(code === 'ENOSPC' || code === 'EDQUOT' ? 'storage.full' : 'backup.folder_unusable') as ReturnType<
    typeof toFailure
  >;
}
