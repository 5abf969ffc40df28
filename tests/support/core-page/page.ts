import type { BackupBridge } from '@shared/contracts/backups';
import type { JournalBridge } from '@shared/contracts/journal';
import type { AuditAnchor, Sentinel } from '@shared/contracts/bridge';
import type { CoreHost } from '@renderer/core/context';
import { createBrowserBackups } from '@renderer/platform/bridge/browser-backups';
import { createBrowserJournal } from '@renderer/platform/bridge/browser-journal';
import { connectCore, type CoreConnection } from '@renderer/workers/rpc/core-rpc';
import { fail } from '@shared/kernel/result';
import { syntheticBatch } from '../factories/import-batch';
import { memoryBackups } from '../memory-backups';
import { memoryJournal } from '../memory-journal';
import { readShape, storeAs } from './old-data';

/** The real core worker in a page without the window around it, for tests that kill the browser. */
const stored = <T>(key: string): T | null => JSON.parse(localStorage.getItem(key) ?? 'null') as T | null;

/** `?outside=real`: backups and journal are files of the browser, and outlive a kill; `test`: the test keeps them. */
const asked = new URLSearchParams(location.search);
const files = { real: realFiles, test: testFiles }[asked.get('outside') ?? ''] ?? memoryFiles;
const { backups, journal } = files();

/** `?idle`: nothing is started. */
const isIdle = asked.has('idle');

/** What a test keeps for the page outside of the browser, as the program's main process does. */
const outside = window.outsideOfPage;

const host: CoreHost = {
  readSentinel: () => outside?.('readSentinel', null) ?? Promise.resolve(stored<Sentinel>('sentinel')),
  writeSentinel: (sentinel) =>
    outside?.('writeSentinel', sentinel) ?? Promise.resolve(localStorage.setItem('sentinel', JSON.stringify(sentinel))),
  readThrottle: () => Promise.resolve(stored<string>('throttle')),
  writeThrottle: (json) => Promise.resolve(localStorage.setItem('throttle', JSON.stringify(json))),
  appendAnchor: async (anchor) =>
    localStorage.setItem('anchors', JSON.stringify([...(stored<AuditAnchor[]>('anchors') ?? []), anchor])),
  readAnchors: async () => stored<AuditAnchor[]>('anchors') ?? [],
  freeSpace: () => outside?.('freeSpace', null) ?? Promise.resolve(null),
  backups: told(backups),
  journal,
  readPicked: () => Promise.resolve({ ok: false, error: { code: 'bridge.not_available' } }),
  log: () => undefined,
};

const core = connectCore(
  new Worker(new URL('../../../renderer/workers/core.worker.ts', import.meta.url), { type: 'module' }),
);

interface Files {
  backups: BackupBridge;
  journal: JournalBridge;
}

function memoryFiles(): Files {
  return { backups: memoryBackups(), journal: memoryJournal() };
}

function realFiles(): Files {
  return { backups: createBrowserBackups(), journal: createBrowserJournal() };
}

function testFiles(): Files {
  const { backups, journal } = memoryFiles();
  return { backups: askingTest('backups', backups), journal: askingTest('journal', journal) };
}

/** The same methods, done where the test is. */
function askingTest<T extends object>(of: keyof Files, like: T): T {
  const methods = Object.entries(like).filter(([, value]) => typeof value === 'function');
  return Object.fromEntries(
    methods.map(([call]) => [call, (...args: unknown[]) => window.filesOfTest!(of, call, args)]),
  ) as T;
}

/** A test sees at the page how many backups were made since it was loaded. */
function told(backups: BackupBridge): BackupBridge {
  let made = 0;
  return {
    ...backups,
    async publish(token, record) {
      const done = await backups.publish(token, record);
      document.documentElement.dataset['backups'] = String(++made);
      return done;
    },
  };
}

export interface CorePage {
  core: CoreConnection;
  started: ReturnType<CoreConnection['start']>;
  batch: typeof syntheticBatch;
  storeAs: typeof storeAs;
  readShape: typeof readShape;
}

declare global {
  interface Window {
    corePage: CorePage;
    outsideOfPage?: <T>(call: 'readSentinel' | 'writeSentinel' | 'freeSpace', value: unknown) => Promise<T>;
    filesOfTest?: (of: keyof Files, call: string, args: unknown[]) => Promise<unknown>;
  }
}

window.corePage = {
  core,
  started: isIdle
    ? Promise.resolve(fail('storage.closed'))
    : core.start(host, { appVersion: '0.0.0-test', steal: false, ignoreSpace: asked.has('ignoreSpace') }),
  batch: syntheticBatch,
  storeAs,
  readShape,
};
