import type { Bridge } from '@shared/contracts/bridge';
import { createBrowserBridge } from './browser';
import { findElectronBridge } from './electron';

let bridge: Bridge | undefined;

/** The one door to what a page cannot do: Electron's where the preload offers it, else the browser's own. */
export function getBridge(): Bridge {
  bridge ??= findElectronBridge() ?? createBrowserBridge();
  return bridge;
}
