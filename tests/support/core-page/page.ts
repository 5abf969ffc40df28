import type { AuditAnchor, Sentinel } from '@shared/contracts/bridge';
import type { CoreHost } from '@renderer/core/context';
import { createBrowserBackups } from '@renderer/platform/bridge/browser-backups';
import { createBrowserJournal } from '@renderer/platform/bridge/browser-journal';
import { connectCore, type CoreConnection } from '@renderer/workers/rpc/core-rpc';
import { syntheticBatch } from '../factories/import-batch';
import { memoryBackups } from '../memory-backups';
import { memoryJournal } from '../memory-journal';

/** The real core worker in a page without the window around it, for tests that kill the browser. */
const stored = <T>(key: string): T | null => JSON.parse(localStorage.getItem(key) ?? 'null') as T | null;

/** `?outside=real`: backups and journal are files of the browser, and outlive a kill. */
const asked = new URLSearchParams(location.search);
const isReal = asked.get('outside') === 'real';

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
  backups: isReal ? createBrowserBackups() : memoryBackups(),
  journal: isReal ? createBrowserJournal() : memoryJournal(),
  readPicked: () => Promise.resolve({ ok: false, error: { code: 'bridge.not_available' } }),
  log: () => undefined,
};

const core = connectCore(
  new Worker(new URL('../../../renderer/workers/core.worker.ts', import.meta.url), { type: 'module' }),
);

export interface CorePage {
  core: CoreConnection;
  started: ReturnType<CoreConnection['start']>;
  batch: typeof syntheticBatch;
}

declare global {
  interface Window {
    corePage: CorePage;
    outsideOfPage?: <T>(call: 'readSentinel' | 'writeSentinel' | 'freeSpace', value: unknown) => Promise<T>;
  }
}

window.corePage = {
  core,
  started: core.start(host, { appVersion: '0.0.0-test', steal: false, ignoreSpace: asked.has('ignoreSpace') }),
  batch: syntheticBatch,
};
