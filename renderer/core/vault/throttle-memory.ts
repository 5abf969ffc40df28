import { z } from 'zod/mini';
import { toBase64 } from './base64';
import { sha256 } from './sha256';
import { countFailure, remainingWait, stricter, type ThrottleState } from './throttle';

export interface ThrottleHost {
  readThrottle(): Promise<string | null>;
  writeThrottle(json: string): Promise<void>;
  log(level: 'warn', event: string, detail: Record<string, never>): void;
}

/** Accounts remembered outside the database; the least recently failed is forgotten first. */
const MAX_ACCOUNTS = 500;

const StoredSchema = z.object({
  v: z.literal(1),
  maxSeen: z.number(),
  accounts: z.array(z.tuple([z.string(), z.number(), z.number()])),
});

export type ThrottleKind = 'password' | 'recovery' | 'invite' | 'factor' | 'pin';

/**
 * Failed tries as the outside remembers them: survives a restart and the loss of the database, and knows names that do not
 * exist as well as those that do. Names are kept as hashes: people type passwords into the wrong box.
 * When the outside fails, this memory and the database's go on counting: nobody is shut out by a log folder that is full.
 */
export class ThrottleMemory {
  private readonly accounts = new Map<string, ThrottleState>();
  private readonly noticed = new Map<string, { heldUntil: number; at: number }>();
  private maxSeen = 0;
  private loaded: Promise<void> | null = null;

  constructor(
    private readonly host: ThrottleHost,
    private readonly running: () => number,
  ) {}

  /** Milliseconds to wait before this name may be tried; `row` is what the database remembers of it. */
  async waitFor(kind: ThrottleKind, loginKey: string, row: ThrottleState, now: number): Promise<number> {
    await this.load();
    const key = keyOf(kind, loginKey);
    const state = stricter(this.stateOf(key), row);
    let noticed = this.noticed.get(key);
    if (noticed?.heldUntil !== state.heldUntil) {
      noticed = { heldUntil: state.heldUntil, at: this.running() };
      this.noticed.set(key, noticed);
    }
    return remainingWait(state, now, this.running() - noticed.at);
  }

  /**
   * Counts a try before its outcome is known: pulling the plug while the password is being checked does not undo it.
   * @returns the state to store with the account if the try fails
   */
  async countTry(kind: ThrottleKind, loginKey: string, row: ThrottleState, now: number): Promise<ThrottleState> {
    await this.load();
    const key = keyOf(kind, loginKey);
    const next = countFailure(stricter(this.stateOf(key), row), now, this.maxSeen);
    this.maxSeen = Math.max(this.maxSeen, now);
    this.accounts.delete(key);
    this.accounts.set(key, next);
    for (const oldest of this.accounts.keys()) {
      if (this.accounts.size <= MAX_ACCOUNTS) break;
      this.accounts.delete(oldest);
    }
    await this.save();
    return next;
  }

  /** The right secret was given, or an administrator opened the account again. */
  async clear(kind: ThrottleKind, loginKey: string): Promise<void> {
    await this.load();
    if (this.accounts.delete(keyOf(kind, loginKey))) await this.save();
  }

  private stateOf(key: string): ThrottleState {
    return this.accounts.get(key) ?? { failed: 0, heldUntil: 0 };
  }

  private load(): Promise<void> {
    this.loaded ??= this.host.readThrottle().then(
      (json) => this.take(json),
      () => this.host.log('warn', 'throttle.not_read', {}),
    );
    return this.loaded;
  }

  /** What cannot be read counts as nothing: the database has its own memory of the accounts that exist. */
  private take(json: string | null): void {
    const stored = StoredSchema.safeParse(parse(json));
    if (!stored.success) return;
    this.maxSeen = stored.data.maxSeen;
    for (const [key, failed, heldUntil] of stored.data.accounts) this.accounts.set(key, { failed, heldUntil });
  }

  private async save(): Promise<void> {
    const accounts = [...this.accounts].map(([key, s]) => [key, s.failed, s.heldUntil]);
    try {
      await this.host.writeThrottle(JSON.stringify({ v: 1, maxSeen: this.maxSeen, accounts }));
    } catch {
      this.host.log('warn', 'throttle.not_written', {});
    }
  }
}

function keyOf(kind: ThrottleKind, loginKey: string): string {
  return toBase64(sha256(new TextEncoder().encode(`throttle|${kind}|${loginKey}`)).subarray(0, 9));
}

function parse(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}
