import { app } from 'electron';
import { statfs } from 'node:fs/promises';
import type { z } from 'zod';
import type { Sentinel } from '@shared/contracts/bridge';
import { fail, ok, type Result } from '@shared/kernel/result';
import type { ColdCopies } from '../cold-copies';
import { openHelp } from '../help';
import { PRODUCT_NAME, stateCopyPath, statePath } from '../identity';
import { redactText } from '../redact';
import type { WriteLog } from '../log';
import type { MenuLocale } from '../menu-texts';
import { createAnchorFile } from '../anchor-file';
import { createTwinFile, type TwinFile } from '../twin-file';
import { answerLeave, titleWindow } from '../windows';
import { type BridgeHandlers, sentinelSchema, throttleSchema } from './contract';

const ANCHORS = 'audit-anchors.jsonl';
const SENTINEL = 'sentinel.json';

export interface SystemOptions {
  log: WriteLog;
  cold: Pick<ColdCopies, 'newest' | 'askFor'>;
  setLocale(locale: MenuLocale): Promise<void>;
}

/** What is remembered of the data, outside of it. */
export function openSentinelFile(): TwinFile<Sentinel> {
  return createTwinFile(statePath(SENTINEL), stateCopyPath(SENTINEL), sentinelSchema);
}

export function createSystemHandlers(options: SystemOptions): BridgeHandlers['system'] {
  const twin = <T>(name: string, schema: z.ZodType<T>) => createTwinFile(statePath(name), stateCopyPath(name), schema);
  const sentinel = openSentinelFile();
  const throttle = twin('throttle.json', throttleSchema);
  const anchors = createAnchorFile(statePath(ANCHORS), stateCopyPath(ANCHORS));
  return {
    info: async () => ok({ kind: 'electron', appVersion: app.getVersion(), persisted: true, locale: app.getLocale() }),
    freeSpace: async () => ok(await readFreeSpace(app.getPath('userData'))),
    readSentinel: () => sentinel.read(),
    writeSentinel: (_caller, value) => sentinel.write(value),
    readThrottle: () => throttle.read(),
    writeThrottle: (_caller, json) => throttle.write(json),
    appendAnchor: (_caller, anchor) => anchors.append(anchor),
    readAnchors: () => anchors.read(),
    log: async (_caller, level, event, detail) => {
      options.log(level, event, detail);
      return ok();
    },
    setTitle: async (caller, title) => {
      // Titles are seen on task bars and in screen shares.
      const plain = redactText(title.replace(/\p{C}/gu, ' ')).trim();
      titleWindow(caller.contentsId, plain === '' ? PRODUCT_NAME : plain);
      return ok();
    },
    setLanguage: async (_caller, locale) => {
      await options.setLocale(locale);
      return ok();
    },
    openHelp: (_caller, topic) => openHelp(topic),
    relaunch: async () => relaunch(),
    coldCopy: async () => ok(await options.cold.newest()),
    useColdCopy: async () => ((await options.cold.askFor()) ? relaunch() : fail('backup.not_lost')),
    leave: async (_caller, answer) => {
      setImmediate(() => answerLeave(answer));
      return ok();
    },
  };
}

function relaunch(): Result<void> {
  app.relaunch();
  // The answer must leave before the window does.
  setImmediate(() => app.quit());
  return ok();
}

async function readFreeSpace(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}
