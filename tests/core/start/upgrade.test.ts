import { Dexie } from 'dexie';
import { IDBFactory as MemoryIndexedDB, IDBKeyRange as MemoryKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { MIGRATIONS } from '@shared/migrations';
import { DATABASE_NAME, SCHEMA_VERSION } from '@renderer/data/db';
import { enrolFactor } from '../../support/authenticator';
import { asFirstStored, FIRST_SCHEMA, type Row } from '../../support/first-shape';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

async function rowsOf(opened: OpenedCore): Promise<Map<string, Row[]>> {
  const names = Object.keys(FIRST_SCHEMA);
  const db = opened.core.context.db.dexie;
  const lists = await Promise.all(names.map((name) => db.table<Row>(name).toArray()));
  return new Map(names.map((name, i) => [name, lists[i]!.map((row) => asFirstStored(name, row))]));
}

async function storeAsFirst(rows: Map<string, Row[]>) {
  const engine = { indexedDB: new MemoryIndexedDB(), IDBKeyRange: MemoryKeyRange };
  const old = new Dexie(DATABASE_NAME, engine);
  old.version(1).stores(FIRST_SCHEMA);
  for (const [name, list] of rows) await old.table(name).bulkPut(list);
  old.close();
  return engine;
}

describe('a database of the first released shape', () => {
  it('opens with everybody’s rights as they were, and the same data', async () => {
    const opened = await openCore();
    unwrap(await opened.as('super').execute('sample.load', {}));
    const settled = { fingerprint: 'f', mapping: { name: 0 }, values: { merchantType: { 小卖部: 'RETAIL' } } };
    unwrap(await opened.as('super').execute('importMapping.save', settled));
    const rows = await rowsOf(opened);
    const { host } = opened;
    await opened.close();

    const engine = await storeAsFirst(rows);
    const again = await openCore({ setup: false, engine, host });
    expect(again.core.status).toBe('ready');
    expect(again.core.context.db.dexie.verno).toBe(SCHEMA_VERSION);
    const info = unwrap(
      await again.core.execute('session.signIn', { loginName: 'finance', password: TEST_PASSWORD.finance }),
    );
    expect(info).toMatchObject({ roleIds: ['finance'], level: 'SENIOR' });
    unwrap(await again.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
    const counts = unwrap(await again.core.ask('merchant.counts', { filter: {} }));
    expect(counts.total).toBeGreaterThan(10);
    expect(unwrap(await again.core.ask('audit.verify', {})).verdict).toBe('ok');
    const list = unwrap(await again.core.ask('admin.list', {}));
    expect(list[0]).toMatchObject({ mobileMask: '', wechatId: '', stateReason: '', invite: null });
    // Later shapes: values settled with a mapping, and a table for imports that were not finished.
    const found = unwrap(await again.core.ask('importMapping.find', { fingerprint: 'f' }));
    expect(found).toEqual({ mapping: { name: 0 }, values: {} });
    const file = { uploadId: 'u', fileName: 'a.csv', bytes: 1, parts: 1, isText: false };
    unwrap(await again.core.execute('importPending.begin', file));
    expect(await again.core.context.db.table('importPending').count()).toBe(1);
    // Passwords of that time open a key of their own as well, and nothing is asked beside them.
    expect(unwrap(await again.core.ask('factor.status', {}))).toMatchObject({ factor: null, pin: null });
    expect((await enrolFactor(again)).codes).toHaveLength(10);
  });
});

describe('before a database is brought to another shape', () => {
  /** What an older release left: its data, and the key that its backups are sealed to. */
  async function oldInstallation() {
    const opened = await openCore();
    unwrap(await opened.as('super').execute('sample.load', {}));
    unwrap(await opened.as('super').execute('backup.create', { note: '' }));
    const rows = await rowsOf(opened);
    const { host } = opened;
    await opened.close();
    host.backups.files.clear();
    host.backups.records.clear();
    return { host, engine: await storeAsFirst(rows) };
  }

  it('its data lies in a verified backup of the old shape, which restores', async () => {
    const { host, engine } = await oldInstallation();
    const opened = await openCore({ setup: false, engine, host });
    const counts = unwrap(await opened.as('super').ask('merchant.counts', { filter: {} }));
    await opened.close();
    const [record] = [...host.backups.records.values()];
    expect(record).toMatchObject({ kind: 'upgrade', schemaVersion: 1 });
    expect(record!.verifiedAt).toBeGreaterThan(0);
    const lost = await openCore({ setup: false, host, engine: { ...engine, indexedDB: new MemoryIndexedDB() } });
    const secret = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super } as const;
    const ref = { kind: 'folder', name: record!.name } as const;
    const report = unwrap(await lost.core.execute('recovery.stage', { ref, secret, withJournal: true }));
    expect(report.merchants.backup).toBe(counts.total);
    await lost.close();
  });

  it('nothing is changed when that backup cannot be made', async () => {
    const { host, engine } = await oldInstallation();
    host.backups.failNext = 'begin';
    await expect(openCore({ setup: false, engine, host })).rejects.toThrow('storage.not_upgraded');
    const stored = new Dexie(DATABASE_NAME, engine);
    await stored.open();
    expect(stored.verno).toBe(1);
    stored.close();
    const later = await openCore({ setup: false, engine, host });
    expect(later.core.status).toBe('ready');
    await later.close();
  });
});

describe('the ladder of migrations', () => {
  it('is consecutive, named by its number, and pure', () => {
    expect(SCHEMA_VERSION).toBe(MIGRATIONS.length + 1);
    MIGRATIONS.forEach((step, n) => {
      expect(step.name).toMatch(new RegExp(`^${String(n + 1).padStart(4, '0')}-[a-z-]+$`));
      for (const [table, toNew] of Object.entries(step.tables)) {
        const row = Object.freeze({ id: 'x', roleId: 'super' });
        expect(toNew(row), table).toEqual(toNew(row));
      }
    });
  });
});
