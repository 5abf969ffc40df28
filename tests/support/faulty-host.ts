import type { ErrorCode } from '@shared/kernel/errors';
import { fail } from '@shared/kernel/result';
import type { MemoryHost } from './memory-host';

/** Makes the n-th call to the outside fail, whichever it is: once, or with all that follow, as when a disk is pulled out. */
export class Faults {
  /** Calls since it was armed. */
  calls = 0;
  /** What was made to fail, in its order. */
  readonly hit: string[] = [];
  private at = Infinity;
  private forever = false;

  arm(at: number, forever: boolean): void {
    Object.assign(this, { calls: 0, at, forever });
    this.hit.length = 0;
  }

  /** @returns whether anything failed since it was armed */
  disarm(): boolean {
    this.at = Infinity;
    return this.hit.length > 0;
  }

  strikes(call: string): boolean {
    this.calls++;
    const strikes = this.forever ? this.calls >= this.at : this.calls === this.at;
    if (strikes) this.hit.push(call);
    return strikes;
  }
}

type Method = (...args: unknown[]) => Promise<unknown>;

/** What the main process answers when the disk says ENOSPC, EIO, EPERM and their like; the plain ones of the outside just throw. */
const ANSWERS: Readonly<Record<'backups' | 'journal', readonly ErrorCode[]>> = {
  backups: ['storage.full', 'backup.folder_unusable'],
  journal: ['storage.full', 'storage.unavailable'],
};

export function makeFaulty(host: MemoryHost): Faults {
  const faults = new Faults();
  const plain = [
    'readSentinel',
    'writeSentinel',
    'readThrottle',
    'writeThrottle',
    'appendAnchor',
    'readAnchors',
    'freeSpace',
  ] as const;
  for (const name of plain)
    wrap(host as unknown as Record<string, Method>, name, name, () => Promise.reject(new Error('EIO')));
  for (const part of ['backups', 'journal'] as const) {
    const port = host[part] as unknown as Record<string, Method>;
    for (const name of Object.keys(port).filter((key) => typeof port[key] === 'function')) {
      wrap(port, name, `${part}.${name}`, () => {
        const code = name === 'read' && part === 'backups' ? 'backup.unreadable' : ANSWERS[part][faults.calls % 2]!;
        return Promise.resolve(fail(code));
      });
    }
  }
  return faults;

  function wrap(owner: Record<string, Method>, name: string, call: string, failure: () => Promise<unknown>): void {
    const real = owner[name]!.bind(owner);
    owner[name] = (...args) => (faults.strikes(call) ? failure() : real(...args));
  }
}
