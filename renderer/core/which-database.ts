import {
  deleteDatabase,
  findActive,
  listRestored,
  setActive,
  type FoundDatabase,
} from '@renderer/data/active-database';
import type { StorageEngine } from '@renderer/data/db';
import type { CoreContext } from './context';

interface Place {
  engine: StorageEngine;
  newId: () => string;
  startOver?: boolean;
}

/** Where the data is. Beginning anew where a restored database was lost takes a new name: what lies under others stays. */
export async function whereDataIs(options: Place, base: string): Promise<FoundDatabase> {
  const active = await findActive(options.engine, base);
  if (!options.startOver || active.name === base) return active;
  const begun = { name: `${base}-begun-${options.newId()}`, previous: null };
  await setActive(options.engine, base, begun);
  return { ...begun, lostByEngine: false };
}

/** Databases that restores left behind: never finished, or replaced more than seven days ago. */
export async function tidy(context: CoreContext, active: FoundDatabase): Promise<void> {
  const { engine } = context.db;
  const kept = new Set([active.name, context.backup.staged?.db.name]);
  const { previous } = active;
  if (previous && previous.until > context.now()) kept.add(previous.name);
  else if (previous) {
    await setActive(engine, context.databaseName, { name: active.name, previous: null });
    await deleteDatabase(engine, previous.name);
  }
  for (const name of await listRestored(engine, context.databaseName)) {
    if (!kept.has(name)) await deleteDatabase(engine, name);
  }
}
