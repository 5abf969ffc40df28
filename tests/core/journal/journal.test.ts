import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupSecret, RestoreReport } from '@shared/contracts/backups';
import { unwrap, type Result } from '@shared/kernel/result';
import { syntheticBatch } from '../../support/factories/import-batch';
import { BY_NUMBER } from '../../support/factories/merchants';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const SUPER: BackupSecret = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super };
const NEW_PASSWORD = 'granite willow beacon 94';
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const backUp = async () => unwrap(await core.as('super').execute('backup.create', { note: '' }));
const save = async (key: string, json = '{}') => unwrap(await core.as('entry').execute('draft.save', { key, json }));
const keeper = () => core.core.context.journal;
const files = () => core.host.journal.files;

async function importRows(seed: number, rows: number): Promise<void> {
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const { tableVersion } = unwrap(await core.as('super').ask('import.lookup', { uscc }));
  unwrap(await core.as('super').execute('import.commit', { ...syntheticBatch(seed, rows), tableVersion }));
}

/** Every row of every table, but for what each start writes anew. */
async function dump(opened: OpenedCore): Promise<Record<string, unknown[]>> {
  const { db } = opened.core.context;
  const own = new Set<unknown>(['holder', 'journal', 'restored']);
  const rows = db.dexie.tables.map(async (table) => {
    const all: unknown[] = await table.toArray();
    return [table.name, all.filter((row) => table.name !== 'meta' || !own.has((row as { key: string }).key))] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

/** The engine has thrown all of the origin's databases away. */
async function lose(): Promise<void> {
  await core.close();
  core = await openCore({ host: core.host, setup: false, engine: { ...core.engine, indexedDB: new IDBFactory() } });
  expect(core.core.status).toBe('recovery');
}

function stage(name: string, secret = SUPER): Promise<Result<RestoreReport>> {
  return core.core.execute('recovery.stage', { ref: { kind: 'folder', name }, secret, withJournal: true });
}

async function recover(name: string, secret = SUPER): Promise<RestoreReport> {
  const report = unwrap(await stage(name, secret));
  unwrap(await core.core.execute('recovery.activate', { stagingId: report.stagingId }));
  core = await core.reopen();
  expect(core.core.status).toBe('ready');
  return report;
}

describe('what was stored after the newest backup', () => {
  it('survives the loss of the whole database: imports, changes, removals, rights', async () => {
    await importRows(1, 30);
    const { name } = await backUp();
    core.clock.advance(60_000);
    await importRows(2, 45);
    await save('merchant:new', '{"name":"草稿"}');
    await save('merchant:gone');
    unwrap(await core.as('entry').execute('draft.clear', { key: 'merchant:gone' }));
    const { rows } = unwrap(await core.as('super').ask('merchant.list', BY_NUMBER));
    unwrap(await core.as('super').execute('merchant.delete', { ids: [rows[0]!.id], reason: '重复录入' }));
    core.clock.advance(5_000);
    await save('merchant:last');
    const until = core.clock.now();
    const before = await dump(core);
    await lose();
    const report = await recover(name);
    expect(report.journal).toMatchObject({ complete: true, until });
    expect(report.merchants.backup).toBe(75);
    const after = await dump(core);
    // The restore itself is the only entry that was added.
    expect(after['audit']!.slice(0, before['audit']!.length)).toEqual(before['audit']);
    expect({ ...after, audit: [] }).toEqual({ ...before, audit: [] });
  });

  it('goes on over restarts of the program, each with a file of its own', async () => {
    const { name } = await backUp();
    await save('a');
    core = await core.reopen();
    expect(keeper().state).toBe('whole');
    await save('b');
    core = await core.reopen();
    await save('c');
    expect(files().size).toBeGreaterThan(2);
    const before = await dump(core);
    await lose();
    await recover(name);
    expect((await dump(core))['drafts']).toEqual(before['drafts']);
  });

  it('opens with a password that was changed since, and not with the old one', async () => {
    const { name } = await backUp();
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
    const change = { current: TEST_PASSWORD.super, next: NEW_PASSWORD };
    unwrap(await core.core.execute('session.changePassword', change));
    await lose();
    expect(await stage(name)).toMatchObject({ error: { code: 'backup.no_usable_super' } });
    await recover(name, { ...SUPER, secret: NEW_PASSWORD });
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: NEW_PASSWORD }));
  });

  it('is not wanted back by whoever restores an older state on purpose', async () => {
    const { name } = await backUp();
    await save('a');
    const ref = { kind: 'folder', name } as const;
    const report = unwrap(await core.as('super').execute('backup.stage', { ref, secret: SUPER }));
    expect(report.journal).toBeNull();
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
    unwrap(await core.core.execute('backup.activate', { stagingId: report.stagingId, reason: '测试' }));
    core = await core.reopen();
    expect(await core.core.context.db.table('drafts').count()).toBe(0);
    // Its own course begins, which needs a backup of its own.
    expect(keeper().state).toBe('gap');
    await backUp();
    expect(keeper().state).toBe('whole');
  });
});

describe('a journal that is cut short or damaged', () => {
  /** The newest file, changed. */
  function change(edit: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): void {
    const name = [...files().keys()].at(-1)!;
    files().set(name, edit(files().get(name)!));
  }

  it('gives what was whole before that place, and says so', async () => {
    const { name } = await backUp();
    const begun = [...files().values()].at(-1)!.length;
    for (const key of ['a', 'b', 'c']) await save(key);
    const end = [...files().values()].at(-1)!.length;
    await lose();
    const whole = [...files().values()].at(-1)!;
    const kept = new Set<number>();
    const step = Math.max(1, Math.floor((end - begun) / 40));
    for (let length = begun; length < end; length += step) {
      change(() => whole.slice(0, length));
      const { journal } = unwrap(await stage(name));
      expect(journal!.complete).toBe(length === begun || isBoundary(whole, length));
      kept.add(journal!.entries);
    }
    change(() => whole);
    expect(unwrap(await stage(name)).journal).toMatchObject({ complete: true });
    // However little was cut off, never more than was whole, never mixed.
    expect(Math.max(...kept)).toBeLessThan(unwrap(await stage(name)).journal!.entries);
  });

  it('takes no changed byte for what was written', async () => {
    const { name } = await backUp();
    const begun = [...files().values()].at(-1)!.length;
    await save('a');
    await save('b');
    await lose();
    const whole = [...files().values()].at(-1)!;
    const all = unwrap(await stage(name)).journal!.entries;
    for (let at = begun; at < whole.length; at += 37) {
      change(() => {
        const bytes = whole.slice();
        bytes[at]! ^= 1 << (at % 8);
        return bytes;
      });
      const { journal } = unwrap(await stage(name));
      expect(journal).toMatchObject({ complete: false });
      expect(journal!.entries).toBeLessThan(all);
    }
  });

  it('keeps nobody from working: the command is stored and answered, a backup becomes due and mends it', async () => {
    await backUp();
    core.host.journal.unwritable = true;
    await save('a');
    expect(keeper().state).toBe('gap');
    core.host.journal.unwritable = false;
    expect(await core.core.context.backup.isDue(core.core.context)).toBe(true);
    await save('b');
    await backUp();
    expect(keeper().state).toBe('whole');
    // A place that can never be written must not make a backup of every change.
    core.host.journal.unwritable = true;
    await save('b');
    await backUp();
    core.clock.advance(1_000);
    expect(await core.core.context.backup.isDue(core.core.context)).toBe(false);
    core.clock.advance(5 * 60_000);
    expect(await core.core.context.backup.isDue(core.core.context)).toBe(true);
    core.host.journal.unwritable = false;
    const { name } = await backUp();
    await save('c');
    const before = await dump(core);
    await lose();
    await recover(name);
    expect((await dump(core))['drafts']).toEqual(before['drafts']);
  });

  it('is noticed at the next start when the program died between storing and writing down', async () => {
    await backUp();
    await save('a');
    core.core.context.db.journal = null;
    const { db } = core.core.context;
    const place = (await db.journalPlace())!;
    await db.write(
      ['drafts'],
      async () => void (await db.table('meta').put({ key: 'journal', value: { ...place, seq: place.seq + 1 } })),
    );
    core = await core.reopen();
    expect(keeper().state).toBe('gap');
  });
});

describe('a database that is older than its journal', () => {
  it('is not worked with: somebody put an old folder back, or the engine lost its end', async () => {
    const { name } = await backUp();
    await save('a');
    await save('b');
    const before = await dump(core);
    const { db } = core.core.context;
    const { epoch, seq } = (await db.journalPlace())!;
    await db.dexie.table('meta').put({ key: 'journal', value: { epoch, seq: seq - 1 } });
    core = await core.reopen();
    expect(core.core.status).toBe('recovery');
    expect(unwrap(await core.core.ask('setup.status', {}))).toMatchObject({ lost: { reason: 'behind' } });
    await recover(name);
    expect((await dump(core))['drafts']).toEqual(before['drafts']);
  });

  it('can be gone on with, once somebody chose to', async () => {
    await backUp();
    await save('a');
    const { db } = core.core.context;
    const { epoch, seq } = (await db.journalPlace())!;
    await db.dexie.table('meta').put({ key: 'journal', value: { epoch, seq: seq - 1 } });
    await core.close();
    core = await openCore({ host: core.host, engine: core.engine, setup: false, goOn: true });
    expect(core.core.status).toBe('ready');
    expect((await core.core.context.db.journalPlace())!.epoch).not.toBe(epoch);
  });
});

describe('the files', () => {
  it('hold what the last two backups do not, and nothing older', async () => {
    await backUp();
    await save('a');
    await backUp();
    await save('b');
    const two = new Set(files().keys());
    expect(two.size).toBe(2);
    await backUp();
    expect([...files().keys()].filter((name) => two.has(name))).toHaveLength(1);
  });

  it('hold nothing of what was refused', async () => {
    await backUp();
    const { appends } = core.host.journal;
    expect(await core.as('readonly').execute('merchant.delete', { ids: ['x'], reason: 'x' })).toMatchObject({
      ok: false,
    });
    const { db } = core.core.context;
    const failed = db.write(['drafts'], async () => {
      await db.table('drafts').put({ id: 'x', adminId: 'x' } as never);
      throw new Error('given up');
    });
    await expect(failed).rejects.toThrow('given up');
    const stored = [...files().values()].map((bytes) => new TextDecoder('latin1').decode(bytes)).join('');
    expect(stored).not.toContain('given up');
    // The denied attempt alone was written down.
    expect(core.host.journal.appends - appends).toBeLessThanOrEqual(2);
  });

  it('show nothing of the rows', async () => {
    await backUp();
    await save('merchant:secret', '{"name":"看不见的内容"}');
    const stored = [...files().values()].map((bytes) => new TextDecoder().decode(bytes)).join('');
    expect(stored).not.toContain('看不见的内容');
    expect(stored).not.toContain('merchant:secret');
  });
});

/** Whether an entry ends exactly there. */
function isBoundary(bytes: Uint8Array, length: number): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(length - 8, length - 4)) === 'MJNL';
}
