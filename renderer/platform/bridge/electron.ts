import type { Bridge } from '@shared/contracts/bridge';

declare global {
  interface Window {
    /** Put there by the preload, in Electron only. Nothing but this file may read it: call `getBridge()`. */
    readonly bridge?: Bridge;
  }
}

export function findElectronBridge(): Bridge | undefined {
  return window.bridge;
}
