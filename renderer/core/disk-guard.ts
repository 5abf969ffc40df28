import type { CommandName } from '@shared/contracts/core';
import type { CoreHost } from './context';

/** `full`: nothing more is stored. A nearly full disk makes the engine throw the database away (trust.md fact 2, R5). */
export type DiskState = 'unknown' | 'good' | 'low' | 'full';

const LOW_BYTES = 1024 ** 3;
const FULL_BYTES = 300 * 1024 ** 2;
/** Here a few small writes and a restart lose everything (tests/core/reliability/full-disk): not even a sign-in is stored. */
const BRIM_BYTES = 64 * 1024 ** 2;
const LOOK_MS = 30_000;
/** Asking takes a millisecond; a film copied beside takes a second for the last 300 MB. */
const FRESH_MS = 200;

/** What is still done where nothing is stored: leaving, coming back to read, and putting backups where they can be written. */
export const WHILE_READ_ONLY: ReadonlySet<CommandName> = new Set<CommandName>([
  'session.signIn',
  'session.signOut',
  'session.lock',
  'session.unlock',
  'backup.chooseFolder',
  'backup.chooseSecond',
  'backup.forgetSecond',
  'backup.create',
  'backup.remove',
  'backup.verify',
  'recovery.stage',
  'recovery.activate',
]);

/** Watches how much room there is where the data lives. Where that cannot be known, nothing is held up. */
export class DiskGuard {
  freeBytes: number | null = null;
  /** Told when the state changes. */
  onChange: () => void = () => undefined;
  private lookedAt = -Infinity;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly host: Pick<CoreHost, 'freeSpace'>) {}

  get state(): DiskState {
    if (this.freeBytes === null) return 'unknown';
    if (this.freeBytes < FULL_BYTES) return 'full';
    return this.freeBytes < LOW_BYTES ? 'low' : 'good';
  }

  /** False on the last megabytes: then nothing at all may be written. */
  get hasRoom(): boolean {
    return this.freeBytes === null || this.freeBytes >= BRIM_BYTES;
  }

  async look(): Promise<DiskState> {
    this.lookedAt = performance.now();
    const before = this.state;
    this.freeBytes = await this.host.freeSpace().catch(() => null);
    if (this.state !== before) this.onChange();
    return this.state;
  }

  /** Before something is stored: a disk can fill up in less than the time between two looks. */
  async glance(): Promise<void> {
    if (performance.now() - this.lookedAt > FRESH_MS) await this.look();
  }

  watch(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  refuses(command: CommandName): boolean {
    return this.state === 'full' && !WHILE_READ_ONLY.has(command);
  }
}
