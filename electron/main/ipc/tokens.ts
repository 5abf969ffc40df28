import { randomBytes } from 'node:crypto';

const IDLE_LIMIT_MS = 10 * 60_000;
const SWEEP_MS = 60_000;
/** A window holds a few files at a time; the oldest gives way. */
const MAX_PER_WINDOW = 16;

export interface TokenHolder {
  /** Gives back what the token stands for. */
  release(): Promise<void>;
}

interface Issued<Held> {
  contentsId: number;
  held: Held;
  lastUsed: number;
}

export interface Tokens<Held extends TokenHolder> {
  issue(contentsId: number, held: Held): string;
  /** What this window may use the token for; undefined for another window's, an expired or an unknown one. */
  find(contentsId: number, token: string): Held | undefined;
  /** Ends the token without releasing what it stands for. */
  forget(token: string): void;
  release(token: string): Promise<void>;
  releaseAll(): Promise<void>;
}

/** Unguessable names for open files: 128 random bits, bound to one window, dead after ten idle minutes. */
export function createTokens<Held extends TokenHolder>(now: () => number = Date.now): Tokens<Held> {
  const issued = new Map<string, Issued<Held>>();

  async function release(token: string): Promise<void> {
    const entry = issued.get(token);
    issued.delete(token);
    await entry?.held.release().catch(() => undefined);
  }

  function sweep(): void {
    for (const [token, entry] of issued) {
      if (now() - entry.lastUsed > IDLE_LIMIT_MS) void release(token);
    }
  }
  setInterval(sweep, SWEEP_MS).unref();

  return {
    issue(contentsId, held) {
      const own = [...issued].filter(([, entry]) => entry.contentsId === contentsId);
      const oldest = own[0];
      if (own.length >= MAX_PER_WINDOW && oldest) void release(oldest[0]);
      const token = randomBytes(16).toString('hex');
      issued.set(token, { contentsId, held, lastUsed: now() });
      return token;
    },
    find(contentsId, token) {
      sweep();
      const entry = issued.get(token);
      if (!entry || entry.contentsId !== contentsId) return undefined;
      entry.lastUsed = now();
      return entry.held;
    },
    forget: (token) => void issued.delete(token),
    release,
    async releaseAll() {
      await Promise.all([...issued.keys()].map(release));
    },
  };
}
