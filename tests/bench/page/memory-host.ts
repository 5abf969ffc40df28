import type { CoreHost } from '@renderer/core/context';
import { memoryBackups } from '../../support/memory-backups';
import { memoryJournal } from '../../support/memory-journal';
import type { Sentinel } from '@shared/contracts/bridge';

/** The outside of the core, in memory: the bench measures the core, not the window's bridge. */
export function memoryHost(): CoreHost {
  let sentinel: Sentinel | null = null;
  let throttle: string | null = null;
  return {
    readSentinel: () => Promise.resolve(sentinel),
    writeSentinel: (next) => {
      sentinel = next;
      return Promise.resolve();
    },
    readThrottle: () => Promise.resolve(throttle),
    writeThrottle: (json) => {
      throttle = json;
      return Promise.resolve();
    },
    appendAnchor: () => Promise.resolve(),
    readAnchors: () => Promise.resolve([]),
    freeSpace: () => Promise.resolve(null),
    backups: memoryBackups(),
    journal: memoryJournal(),
    readPicked: () => Promise.resolve({ ok: false, error: { code: 'bridge.not_available' } }),
    log: (level, event, detail) => {
      if (level !== 'info') console.warn(event, JSON.stringify(detail));
    },
  };
}

/** Who works in the bench; synthetic, as everything here. */
export const BENCH_SETUP = {
  companyName: '示例商管公司',
  loginName: 'bench',
  adminName: '测试超管',
  password: 'copper lantern orbit 27',
  locale: 'zh',
} as const;
