import type { Bridge, Sentinel, SystemInfo } from '@shared/contracts/bridge';
import { MAX_THROTTLE_CHARS } from '@shared/contracts/bridge';
import { LAUNCH_NOTE_PATH } from '@shared/contracts/page-policy';
import { fail, ok, type Result } from '@shared/kernel/result';
import { createAnchorStore } from './browser-anchors';
import { createBrowserBackups } from './browser-backups';
import { createBrowserFiles } from './browser-files';
import { createBrowserJournal } from './browser-journal';
import { createOutsideStore } from './browser-store';

const KEPT_LOG_LINES = 500;

/** Web mode: the same contract with what Chrome, Edge and Chromium offer a page. */
export function createBrowserBridge(): Bridge {
  const store = createOutsideStore();
  const anchors = createAnchorStore();
  const lines: string[] = [];
  return {
    system: {
      info: async () => ok(await readInfo()),
      freeSpace: async () => ok(await readFreeSpace()),
      readSentinel: async () => readSentinel(await store.read('sentinel')),
      writeSentinel: (sentinel) => store.write('sentinel', JSON.stringify(sentinel)),
      readThrottle: () => store.read('throttle'),
      writeThrottle: async (json) =>
        json.length > MAX_THROTTLE_CHARS ? fail('bridge.payload_too_large') : store.write('throttle', json),
      appendAnchor: (anchor) => anchors.append(anchor),
      readAnchors: () => anchors.read(),
      log: async (level, event, detail) => {
        lines.push(`${new Date().toISOString()} ${level} ${event} ${JSON.stringify(detail)}`);
        if (lines.length > KEPT_LOG_LINES) lines.splice(0, lines.length - KEPT_LOG_LINES);
        return ok();
      },
      setTitle: async (documentTitle) => {
        document.title = documentTitle;
        return ok();
      },
      // Menus and dialogs are the browser's own and follow its language.
      setLanguage: async () => ok(),
      openHelp: async () => fail('bridge.not_available'),
      // A page is told that it closes when it is too late to wait; the journal has everything.
      leave: async () => fail('bridge.not_available'),
      // A page cannot reach the files its own database is made of.
      coldCopy: async () => ok(null),
      useColdCopy: async () => fail('bridge.not_available'),
      relaunch: async () => {
        location.reload();
        return ok();
      },
    },
    files: createBrowserFiles(),
    backups: createBrowserBackups(),
    journal: createBrowserJournal(),
    // A page is told neither of a locked screen nor of a second start.
    onEvent: () => () => undefined,
  };
}

async function readInfo(): Promise<SystemInfo> {
  const note = await readLaunchNote();
  return {
    kind: 'browser',
    appVersion: import.meta.env.VITE_APP_VERSION ?? '',
    persisted: await askToPersist(),
    locale: navigator.language,
    ...(note === null ? {} : { note }),
  };
}

/** Chrome decides without asking the person; a refusal means the data may go when the disk fills up. */
async function askToPersist(): Promise<boolean | null> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return null;
  }
}

async function readFreeSpace(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? null : Math.max(0, quota - (usage ?? 0));
  } catch {
    return null;
  }
}

async function readLaunchNote(): Promise<string | null> {
  try {
    const answer = await fetch(LAUNCH_NOTE_PATH);
    const { note } = (await answer.json()) as { note?: unknown };
    return typeof note === 'string' ? note : null;
  } catch {
    return null;
  }
}

function readSentinel(stored: Result<string | null>): Result<Sentinel | null> {
  if (!stored.ok || stored.value === null) return stored as Result<null>;
  const value: unknown = JSON.parse(stored.value);
  return isSentinel(value) ? ok<Sentinel | null>(value) : fail('storage.data_damaged');
}

function isSentinel(value: unknown): value is Sentinel {
  if (typeof value !== 'object' || value === null) return false;
  const { installId, schemaVersion, counts } = value as Partial<Sentinel>;
  return typeof installId === 'string' && typeof schemaVersion === 'number' && typeof counts === 'object';
}
