import type { CoreHost } from '@renderer/core/context';
import { Core } from '@renderer/core/core';
import { packRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { sourceMerchant } from '../../data/merchant-source';
import { COLUMN_FIELDS } from '../../data/vocabulary';
import { expectEqual, timed } from '../job';
import { BENCH_SETUP, memoryHost } from '../memory-host';

/** The real core on a database of its own, set up and signed in, inside this worker: nothing crosses a boundary. */
export async function openBenchCore(place = newPlace()): Promise<Core> {
  const core = await startBenchCore(place);
  unwrap(await core.execute('setup.create', BENCH_SETUP));
  return core;
}

/** Where a core keeps its data, and what it remembers outside it. */
export interface CorePlace {
  databaseName: string;
  host: CoreHost;
}

export function newPlace(): CorePlace {
  return { databaseName: `bench-${crypto.randomUUID()}`, host: memoryHost() };
}

/** Starts a core over whatever the place holds; nobody is signed in. */
export async function startBenchCore(place: CorePlace): Promise<Core> {
  return unwrap(
    await Core.start({
      ...place,
      engine: { indexedDB, IDBKeyRange },
      appVersion: '0.0.0-bench',
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    }),
  );
}

/** Commits `n` new merchants through the gate; gives the milliseconds of that command alone. */
export async function commitMerchants(core: Core, n: number): Promise<number> {
  const creates = packRows(
    COLUMN_FIELDS,
    Array.from({ length: n }, (_, i) => sourceMerchant(i).values),
  );
  const nothing = packRows([...COLUMN_FIELDS, 'id', 'rev'], []);
  const probe = unwrap(await core.ask('import.lookup', { uscc: packRows(['uscc'], []) }));
  const [ms, committed] = await timed(async () =>
    unwrap(
      await core.execute('import.commit', {
        fileName: 'bench.xlsx',
        sha256: '0'.repeat(64),
        allowSameFile: false,
        tableVersion: probe.tableVersion,
        failed: 0,
        skipped: 0,
        creates,
        updates: nothing,
        fills: nothing,
      }),
    ),
  );
  expectEqual('merchants created', committed.created, n);
  return ms;
}
