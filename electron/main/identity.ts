import { app } from 'electron';
import { join } from 'node:path';

/**
 * Frozen: this folder holds every installation's database, so a new name would look like lost data. A test compares
 * both with the product name in package.json.
 */
export const PRODUCT_NAME = 'Merchant Desk';
const DATA_FOLDER = 'Merchant Desk';

/** Says where everything lives, before anything asks. `--user-data-dir` (tests, several shops on one PC) wins. */
export function fixDataFolder(): void {
  app.setName(PRODUCT_NAME);
  if (app.commandLine.hasSwitch('user-data-dir')) return;
  app.setPath('userData', join(app.getPath('appData'), DATA_FOLDER));
}

export function statePath(name: string): string {
  return join(app.getPath('userData'), 'state', name);
}

/** The second copy lives in a folder of its own: one deleted or damaged folder does not take both. */
export function stateCopyPath(name: string): string {
  return join(app.getPath('userData'), 'state-copy', name);
}
