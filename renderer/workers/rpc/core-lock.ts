/** Frozen: windows of different versions must ask for the same lock. */
const LOCK_NAME = 'merchant-desk-core';

/**
 * Exactly one core works on the data of an origin. Two would each believe their memory is the truth.
 *
 * @param steal take it from whoever holds it; their `onLost` is called
 * @returns whether it is ours now
 */
export function holdCoreLock(steal: boolean, onLost: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null);
      // Held until the worker ends, or somebody steals it.
      return lock ? new Promise<void>(() => undefined) : undefined;
    };
    const request = steal
      ? navigator.locks.request(LOCK_NAME, { steal: true }, hold)
      : navigator.locks.request(LOCK_NAME, { ifAvailable: true }, hold);
    request.catch(() => onLost());
  });
}
