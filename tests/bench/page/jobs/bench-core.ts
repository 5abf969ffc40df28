import { Core } from '@renderer/core/core';
import { packRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { sourceMerchant } from '../../data/merchant-source';
import { COLUMN_FIELDS } from '../../data/vocabulary';
import { expectEqual, timed } from '../job';
import { BENCH_SETUP, memoryHost } from '../memory-host';

/** The real core on a database of its own, set up and signed in, inside this worker: nothing crosses a boundary. */
export async function openBenchCore(): Promise<Core> {
  const core = unwrap(
    await Core.start({
      engine: { indexedDB, IDBKeyRange },
      host: memoryHost(),
      appVersion: '0.0.0-bench',
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
      databaseName: `bench-${crypto.randomUUID()}`,
    }),
  );
  unwrap(await core.execute('setup.create', BENCH_SETUP));
  return core;
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
        duplicateMode: 'skip',
        tableVersion: probe.tableVersion,
        failed: 0,
        skipped: 0,
        creates,
        updates: nothing,
      }),
    ),
  );
  expectEqual('merchants created', committed.created, n);
  return ms;
}
