import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Sentinel } from '@shared/contracts/bridge';
import { decideStart } from '@renderer/core/start';
import { Database, SCHEMA_VERSION, type StorageEngine } from '@renderer/data/db';
import { probeDatabase } from '@renderer/data/probe';

const NAME = 'start-test';
const SENTINEL: Sentinel = {
  installId: 'install-1',
  createdAt: 1,
  lastOpenOk: 1_767_600_000_000,
  schemaVersion: 1,
  counts: { merchants: 5000 },
  auditSeq: 10,
  auditHead: 'abc',
};

let engine: StorageEngine;
const fresh = (): Database => new Database(engine, NAME);
const decide = (sentinel: Sentinel | null) => decideStart(engine, fresh(), NAME, sentinel);

beforeEach(() => {
  engine = { indexedDB: new IDBFactory(), IDBKeyRange };
});

async function fill(tables: { install: boolean; admins: number }): Promise<void> {
  const db = fresh();
  await db.open();
  if (tables.install) await db.table('meta').put({ key: 'install', value: { installId: 'install-1', createdAt: 1 } });
  for (let i = 0; i < tables.admins; i++) await db.dexie.table('admins').put({ id: `a${i}`, loginKey: `a${i}` });
  db.close();
}

describe('the start of the core', () => {
  it('offers the first run only when database and sentinel are both virgin', async () => {
    expect(await decide(null)).toEqual({ ok: true, startup: { state: 'virgin' } });
  });

  it('offers the first run again when the wizard was left before anything was created', async () => {
    await fill({ install: false, admins: 0 });
    expect(await decide(null)).toEqual({ ok: true, startup: { state: 'virgin' } });
  });

  it('goes to recovery when the sentinel remembers a database that is gone', async () => {
    expect(await decide(SENTINEL)).toEqual({
      ok: true,
      startup: {
        state: 'recovery',
        lost: { reason: 'missing', lastOpenOk: SENTINEL.lastOpenOk, counts: { merchants: 5000 } },
      },
    });
  });

  it('goes to recovery, not to the wizard, when the database is there but empty', async () => {
    await fill({ install: false, admins: 0 });
    expect(await decide(SENTINEL)).toMatchObject({ startup: { state: 'recovery' } });
  });

  it('goes to recovery when the installation is known but its administrators are gone', async () => {
    await fill({ install: true, admins: 0 });
    expect(await decide(null)).toMatchObject({ startup: { state: 'recovery', lost: { reason: 'damaged' } } });
  });

  it('goes to recovery when there are rows but nobody they belong to', async () => {
    const db = fresh();
    await db.open();
    await db.dexie.table('merchantRows').put({ id: 'm1' });
    db.close();
    expect(await decide(null)).toMatchObject({ startup: { state: 'recovery', lost: { reason: 'damaged' } } });
  });

  it('opens for work when installation and administrators are there, sentinel or not', async () => {
    await fill({ install: true, admins: 1 });
    expect(await decide(SENTINEL)).toEqual({ ok: true, startup: { state: 'ready' } });
    expect(await decide(null)).toEqual({ ok: true, startup: { state: 'ready' } });
  });

  it('refuses data written by a newer program instead of writing into it', async () => {
    await new Promise<void>((resolve, reject) => {
      const request = engine.indexedDB.open(NAME, (SCHEMA_VERSION + 1) * 10);
      request.onupgradeneeded = () => void request.result.createObjectStore('meta', { keyPath: 'key' });
      request.onsuccess = () => resolve(request.result.close());
      request.onerror = () => reject(new Error('cannot prepare'));
    });
    expect(await decide(SENTINEL)).toEqual({ ok: false, code: 'storage.newer_version' });
  });

  it('says that storage is refused when the browser will not give any', async () => {
    engine = {
      IDBKeyRange,
      indexedDB: {
        ...new IDBFactory(),
        open: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      },
    };
    expect(await decide(null)).toEqual({ ok: false, code: 'storage.unavailable' });
  });

  it('leaves no database behind when it only looked', async () => {
    expect(await probeDatabase(engine, NAME)).toEqual({ state: 'absent', version: 0 });
    expect(await engine.indexedDB.databases()).toEqual([]);
  });

  it('recognises total loss reported by the engine in the raw upgrade event', async () => {
    const lossy = {
      open: (...args: [string, number?]) => {
        const request = new IDBFactory().open(...args);
        return new Proxy(request, {
          set(target, key, handler: (event: object) => void) {
            if (key !== 'onupgradeneeded') return Reflect.set(target, key, handler);
            return Reflect.set(target, key, (event: Event) => handler(Object.assign(event, { dataLoss: 'total' })));
          },
          get: (target, key) => {
            const value = Reflect.get(target, key) as unknown;
            return typeof value === 'function' ? (value as (...a: unknown[]) => unknown).bind(target) : value;
          },
        });
      },
    } as unknown as IDBFactory;
    expect(await probeDatabase({ indexedDB: lossy, IDBKeyRange }, NAME)).toEqual({ state: 'damaged', version: 0 });
  });
});
