import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../support/open-core';
import { syntheticBatch } from '../support/factories/import-batch';

/** What fake-indexeddb cannot prove: the same core on the IndexedDB that the program really uses. */
const LIST = { filter: {}, sort: { field: 'merchantNo', descending: false }, offset: 0, limit: 20 };
let core: OpenedCore | null = null;

async function open(): Promise<OpenedCore> {
  // Files of a run share one profile: a name of its own for each database.
  core = await openCore({ engine: { indexedDB, IDBKeyRange }, databaseName: `core-${crypto.randomUUID()}` });
  return core;
}

afterEach(async () => {
  const name = core?.core.context.db.dexie.name;
  await core?.close();
  if (name) indexedDB.deleteDatabase(name);
  core = null;
});

async function importBatch(opened: OpenedCore, seed: number, rows: number): Promise<string> {
  const { tableVersion } = unwrap(await opened.as('entry').ask('import.lookup', { uscc: { rows: 0, columns: {} } }));
  return unwrap(await opened.as('entry').execute('import.commit', { ...syntheticBatch(seed, rows), tableVersion }))
    .batchId;
}

describe('the core on Chromium’s IndexedDB', () => {
  it('commits a batch of 2,500, finds it after a restart, and takes it back', async () => {
    const first = await open();
    const batchId = await importBatch(first, 1, 2_500);
    const listed = unwrap(await first.as('readonly').ask('merchant.list', LIST));
    core = await first.reopen();
    expect(unwrap(await core.as('readonly').ask('merchant.list', LIST))).toEqual(listed);
    expect(listed.total).toBe(2_500);
    expect(unwrap(await core.as('entry').execute('import.revert', { batchId }))).toEqual({
      removed: 2_500,
      restored: 0,
      kept: [],
      keptTotal: 0,
    });
    expect(unwrap(await core.as('readonly').ask('merchant.list', LIST)).total).toBe(0);
    expect(unwrap(await core.as('super').ask('audit.verify', {})).verdict).toBe('ok');
  });

  it('stores nothing of a command whose transaction fails half-way', async () => {
    const opened = await open();
    const hook = (): never => {
      throw new Error('planted');
    };
    opened.core.context.db.dexie.table('audit').hook('creating', hook);
    const refused = await opened
      .as('entry')
      .execute('merchant.create', { values: { name: '青禾便利店' }, submit: false });
    opened.core.context.db.dexie.table('audit').hook('creating').unsubscribe(hook);
    expect(refused).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
    core = await opened.reopen();
    expect(unwrap(await core.as('entry').ask('merchant.list', LIST)).total).toBe(0);
  });

  it('keeps secrets out of the stored bytes', async () => {
    const opened = await open();
    const input = syntheticBatch(2, 30);
    await importBatch(opened, 2, 30);
    const tables = await Promise.all(opened.core.context.db.dexie.tables.map((t) => t.toArray()));
    const text = JSON.stringify(tables, (_, v: unknown) =>
      v instanceof Uint8Array ? new TextDecoder('latin1').decode(v) : v,
    );
    for (const field of ['legalIdNo', 'contactPhone', 'accountNo'] as const) {
      const column = input.creates.columns[field]!;
      for (let i = 0, start = 0; i < column.ends.length; start = column.ends[i]!, i++) {
        expect(text.includes(column.text.slice(start, column.ends[i])), field).toBe(false);
      }
    }
  });
});
