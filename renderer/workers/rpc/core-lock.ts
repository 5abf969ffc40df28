import { fail, ok, type Result } from '@shared/kernel/result';

/** Frozen: windows of different versions must ask for the same lock. */
const LOCK_NAME = 'merchant-desk-core';

type Release = () => void;

/**
 * Exactly one core works on the data of an origin. Two would each believe their memory is the truth.
 *
 * @param steal take it from whoever holds it; their `onLost` is called
 * @returns gives it back; `storage.busy_elsewhere`: somebody else has it; `storage.unavailable`: nobody does, and the engine does not
 * give it: so it is on a full disk
 */
export async function holdCoreLock(steal: boolean, onLost: () => void): Promise<Result<Release>> {
  // Twice: it may have been given back in between.
  for (let tries = 0; tries < 2; tries++) {
    const release = await ask(steal, onLost);
    if (release) return ok(release);
    if (await isHeld()) return fail('storage.busy_elsewhere');
  }
  return fail('storage.unavailable');
}

function ask(steal: boolean, onLost: () => void): Promise<Release | null> {
  return new Promise((resolve) => {
    let held = false;
    // Held until given back, until the worker ends, or until somebody steals it.
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      held = lock !== null;
      if (!lock) return void resolve(null);
      return new Promise<void>((giveBack) => {
        resolve(() => {
          held = false;
          giveBack();
        });
      });
    };
    const request = navigator.locks.request(LOCK_NAME, steal ? { steal: true } : { ifAvailable: true }, hold);
    request.catch(() => {
      if (held) onLost();
      // Refused outright: without the lock nothing may be opened.
      resolve(null);
    });
  });
}

async function isHeld(): Promise<boolean> {
  const { held } = await navigator.locks.query().catch(() => ({ held: [] }));
  return held?.some(({ name }) => name === LOCK_NAME) ?? false;
}
