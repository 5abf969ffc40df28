import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { syntheticBatch } from '../../support/factories/import-batch';
import { openCore, type OpenedCore } from '../../support/open-core';

const QUARTER = 15 * 60_000;
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const desk = () => core.core.context.backup;
const isDue = () => desk().isDue(core.core.context);
const scheduled = () => desk().scheduled(core.core.context);
const kinds = () => [...core.host.backups.records.values()].map((record) => record.kind);
const change = () => core.as('super').execute('draft.save', { key: 'x', json: '{}' });
async function importRows(seed: number, rows: number) {
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const { tableVersion } = unwrap(await core.as('super').ask('import.lookup', { uscc }));
  return core.as('super').execute('import.commit', { ...syntheticBatch(seed, rows), tableVersion });
}

describe('backups by the clock', () => {
  it('are due at once where there is none, after a quarter of an hour with changes, after a day in any case', async () => {
    expect(await isDue()).toBe(true);
    await scheduled();
    expect(kinds()).toEqual(['scheduled']);
    expect(await isDue()).toBe(false);
    core.clock.advance(QUARTER + 1);
    expect(await isDue()).toBe(false);
    unwrap(await change());
    expect(await isDue()).toBe(true);
    await scheduled();
    core.clock.advance(24 * 3_600_000 + 1);
    expect(await isDue()).toBe(true);
  });

  it('are drilled once a month while somebody is signed in, and it is said when that fails', async () => {
    const ctx = core.core.context;
    expect(await desk().drillDue(ctx)).toBeNull();
    await scheduled();
    const due = (await desk().drillDue(ctx))!;
    await desk().drillByClock(ctx, due);
    expect([...core.host.backups.records.values()][0]!.drilledAt).toBe(core.clock.now());
    core.clock.advance(29 * 24 * 3_600_000);
    expect(await desk().drillDue(ctx)).toBeNull();
    core.clock.advance(2 * 24 * 3_600_000);
    core.host.backups.files.get(due.name)![900]! ^= 1;
    await desk().drillByClock(ctx, (await desk().drillDue(ctx))!);
    expect(unwrap(await core.as('super').ask('backup.overview', {})).drillFailed).toBe(true);
    // Not again at once: the next day.
    expect(await desk().drillDue(ctx)).toBeNull();
    ctx.vault.lock();
    core.clock.advance(2 * 24 * 3_600_000);
    expect(await desk().drillDue(ctx)).toBeNull();
  });

  it('come with a look at the data once a day, which is dropped when something is stored meanwhile', async () => {
    const ctx = core.core.context;
    const { daily } = desk();
    const found = async () => unwrap(await core.as('super').ask('backup.overview', {})).checked;
    expect(daily.isDue(ctx)).toBe(true);
    vi.spyOn(ctx.host, 'readSentinel').mockImplementationOnce(async () => {
      unwrap(await change());
      return null;
    });
    await daily.run(ctx);
    expect(await found()).toBeNull();
    expect(daily.isDue(ctx)).toBe(false);
    core.clock.advance(3_600_001);
    expect(daily.isDue(ctx)).toBe(true);
    await daily.run(ctx);
    expect(await found()).toMatchObject({ at: core.clock.now(), findings: [] });
    core.clock.advance(23 * 3_600_000);
    expect(daily.isDue(ctx)).toBe(false);
    core.clock.advance(3_600_001);
    await ctx.db.dexie
      .table('feeDays')
      .put({ id: '2025-06-01|WECHAT|1', lines: 1, actualFen: 1, expectedFen: 2, off: 1 });
    await daily.run(ctx);
    expect((await found())!.findings).toMatchObject([
      { check: 'sums', table: 'feeDays' },
      { check: 'orphan', table: 'feeDays' },
    ]);
  });

  it('are not put off for a year by a clock that was set back', async () => {
    await scheduled();
    core.clock.advance(-365 * 24 * 3_600_000);
    expect(await isDue()).toBe(true);
  });

  it('run while nobody is signed in, once somebody was', async () => {
    await core.core.execute('session.signOut', {});
    // As in an installation from before there were backups.
    await core.core.context.db.dexie.table('meta').delete('backupKey');
    await scheduled();
    expect(kinds()).toEqual([]);
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: 'copper lantern orbit 27' }));
    await scheduled();
    await core.core.execute('session.signOut', {});
    core.clock.advance(1_000);
    await scheduled();
    expect(kinds()).toEqual(['scheduled', 'scheduled']);
    const { name } = [...core.host.backups.records.values()].at(-1)!;
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: 'copper lantern orbit 27' }));
    unwrap(await core.core.execute('backup.verify', { name }));
  });

  it('count what failed until one succeeds, and leave a line in the log', async () => {
    for (const expected of [1, 2]) {
      core.host.backups.failNext = 'begin';
      await scheduled();
      expect(unwrap(await core.as('super').ask('backup.overview', {})).failures).toBe(expected);
    }
    expect(core.host.lines.filter((line) => line.event === 'backup.failed')).toHaveLength(2);
    await scheduled();
    expect(unwrap(await core.as('super').ask('backup.overview', {})).failures).toBe(0);
  });

  it('clear older ones away, never before the new one is there', async () => {
    for (let hour = 0; hour < 24 * 4; hour++) {
      await scheduled();
      core.clock.advance(3_600_000);
    }
    expect(kinds().length).toBeLessThan(15);
    expect(core.host.backups.files.size).toBe(kinds().length);
    const before = core.host.backups.files.size;
    core.host.backups.failNext = 'publish';
    await scheduled();
    expect(core.host.backups.files.size).toBe(before);
  }, 60_000);
});

describe('before something that changes much', () => {
  it('a backup is made, unless nothing changed since the last one', async () => {
    unwrap(await importRows(1, 20));
    expect(kinds()).toEqual([]);
    unwrap(await importRows(2, 150));
    expect(kinds()).toEqual(['import']);
    const [record] = core.host.backups.records.values();
    expect(record).toMatchObject({ merchants: 20 });
    const list = unwrap(
      await core.as('super').ask('merchant.list', {
        filter: {},
        sort: { field: 'merchantNo', descending: false },
        offset: 0,
        limit: 30,
      }),
    );
    core.clock.advance(1_000);
    const ids = list.rows.map((row) => row.id);
    const ownerId = core.admins.manager;
    unwrap(await core.as('super').execute('merchant.assign', { ids: ids.slice(0, 20), ownerId, reason: 'x' }));
    expect(kinds()).toEqual(['import']);
    unwrap(await core.as('super').execute('merchant.assign', { ids: ids.slice(0, 21), ownerId, reason: 'x' }));
    expect(kinds()).toEqual(['import', 'bulk']);
  });

  it('keeps nobody from working when it cannot be made', async () => {
    await scheduled();
    await change();
    core.host.backups.failNext = 'begin';
    unwrap(await importRows(1, 150));
    expect(unwrap(await core.as('super').ask('backup.overview', {})).failures).toBe(1);
  });
});

describe("'integrity.check'", () => {
  const check = async () => unwrap(await core.as('super').ask('integrity.check', {})).findings;

  it('finds nothing wrong with sound data', async () => {
    unwrap(await importRows(1, 120));
    expect(await check()).toEqual([]);
    expect(await core.as('readonly').ask('integrity.check', {})).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('super').ask('integrity.check', { x: 1 } as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('stops when told to', async () => {
    const stopped = await core.as('super').ask('integrity.check', {}, { isCancelled: () => true });
    expect(stopped).toMatchObject({ error: { code: 'operation.cancelled' } });
  });
});
