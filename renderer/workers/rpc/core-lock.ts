/** Frozen: windows of different versions must ask for the same lock. */
const LOCK_NAME = 'merchant-desk-core';

/**
 * Exactly one core works on the data of an origin. Two would each believe their memory is the truth.
 *
 * @param steal take it from whoever holds it; their `onLost` is called
 * @returns gives it back; null: somebody else has it
 */
export function holdCoreLock(steal: boolean, onLost: () => void): Promise<(() => void) | null> {
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
