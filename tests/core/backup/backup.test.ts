import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { syntheticBatch } from '../../support/factories/import-batch';

let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const create = (note = '') => core.as('super').execute('backup.create', { note });
const overview = async () => unwrap(await core.as('super').ask('backup.overview', {}));
const importRows = async (seed: number, rows: number) => {
  const lookup = unwrap(
    await core.as('super').ask('import.lookup', {
      uscc: { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } },
    }),
  );
  return core
    .as('super')
    .execute('import.commit', { ...syntheticBatch(seed, rows), tableVersion: lookup.tableVersion });
};

describe("'backup.create'", () => {
  it('leaves a verified file outside the database, remembers it, and says so in the audit', async () => {
    unwrap(await importRows(1, 40));
    const record = unwrap(await create('月底'));
    expect(record).toMatchObject({ kind: 'manual', merchants: 40, note: '月底', by: '测试超管', encrypted: true });
    expect(record.verifiedAt).toBeGreaterThan(0);
    expect(core.host.backups.files.get(record.name)).toHaveLength(record.bytes);
    expect((await overview()).backups).toEqual([record]);
    const [entry] = unwrap(await core.as('super').ask('audit.list', { log: 'operations', limit: 1 })).rows;
    expect(entry).toMatchObject({ action: 'backup.create', targetLabel: record.name, result: 'ok' });
  });

  it.each(['begin', 'write', 'finish', 'readBack', 'publish', 'list'] as const)(
    'says that it failed when the disk fails at %s, and leaves no file and no entry',
    async (method) => {
      const before = unwrap(await core.as('super').ask('audit.list', { log: 'operations', limit: 1 })).total;
      core.host.backups.failNext = method;
      expect(await create()).toMatchObject({ error: { code: 'backup.folder_unusable' } });
      expect(core.host.backups.files.size).toBe(0);
      expect(unwrap(await core.as('super').ask('audit.list', { log: 'operations', limit: 1 })).total).toBe(before);
    },
  );

  it('does not call a file good that the disk gives back otherwise than it was written', async () => {
    const { readBack } = core.host.backups;
    core.host.backups.readBack = async (...part) => {
      const bytes = unwrap(await readBack(...part));
      bytes[bytes.length - 60]! ^= 1;
      return { ok: true, value: bytes };
    };
    expect(await create()).toMatchObject({ error: { code: 'backup.damaged' } });
    expect(core.host.backups.files.size).toBe(0);
  });

  it('is not begun where the disk is nearly full', async () => {
    core.host.backups.free = 1_000_000;
    expect(await create()).toMatchObject({ error: { code: 'backup.no_room' } });
  });

  it('is denied to who may only look, and refuses nonsense', async () => {
    expect(await core.as('readonly').execute('backup.create', { note: '' })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('super').execute('backup.create', { note: 'x'.repeat(201) })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    expect(core.host.backups.files.size).toBe(0);
  });

  it('can be cancelled, and then leaves nothing', async () => {
    const result = await core.as('super').execute('backup.create', { note: '' }, { isCancelled: () => true });
    expect(result).toMatchObject({ error: { code: 'operation.cancelled' } });
    expect(core.host.backups.files.size).toBe(0);
  });

  it('keeps other commands out while it runs: the file is one moment of the data', async () => {
    unwrap(await importRows(1, 30));
    const { write } = core.host.backups;
    let change: Promise<unknown> | undefined;
    core.host.backups.write = (...part) => {
      // In the middle of the backup somebody saves.
      change ??= core.core.execute('draft.save', { key: 'x', json: '{}' });
      return write(...part);
    };
    const record = unwrap(await create());
    expect(record.tables['drafts']).toBe(0);
    expect(await change).toMatchObject({ ok: true });
  });
});

describe("'backup.verify' and 'backup.drill'", () => {
  it('prove the file, and the restore of it, and note when', async () => {
    unwrap(await importRows(1, 30));
    const { name, verifiedAt } = unwrap(await create());
    core.clock.advance(60_000);
    const verified = unwrap(await core.as('super').execute('backup.verify', { name }));
    expect(verified.verifiedAt).toBe(verifiedAt + 60_000);
    core.clock.advance(60_000);
    const drilled = unwrap(await core.as('super').execute('backup.drill', { name }));
    expect(drilled.drilledAt).toBe(verifiedAt + 120_000);
    expect((await overview()).lastDrillAt).toBe(drilled.drilledAt);
    const left = await core.engine.indexedDB.databases();
    expect(left.map((d) => d.name).filter((n) => n?.includes('staging'))).toEqual([]);
  });

  it('find a changed byte, and names that are none', async () => {
    const { name } = unwrap(await create());
    const file = core.host.backups.files.get(name)!;
    file[file.length - 100]! ^= 4;
    for (const command of ['backup.verify', 'backup.drill'] as const) {
      expect(await core.as('super').execute(command, { name })).toMatchObject({ error: { code: 'backup.damaged' } });
      expect(await core.as('readonly').execute(command, { name })).toMatchObject({ error: { code: 'access.denied' } });
      expect(await core.as('super').execute(command, { name: '../x.mbak' })).toMatchObject({
        error: { code: 'input.invalid' },
      });
      expect(await core.as('super').execute(command, { name: 'none.mbak' })).toMatchObject({
        error: { code: 'backup.unreadable' },
      });
    }
  });
});

describe("'backup.remove'", () => {
  it('deletes a backup, never the last verified one', async () => {
    const first = unwrap(await create());
    core.clock.advance(1_000);
    await signedIn();
    expect(await core.core.execute('backup.remove', { name: first.name })).toMatchObject({
      error: { code: 'backup.last_verified' },
    });
    unwrap(await core.core.execute('backup.create', { note: '' }));
    unwrap(await core.core.execute('backup.remove', { name: first.name }));
    expect(core.host.backups.files.has(first.name)).toBe(false);
    expect(await core.as('manager').execute('backup.remove', { name: first.name })).toMatchObject({
      error: { code: 'access.denied' },
    });
  });
});

describe("'backup.overview' and 'backup.inspect'", () => {
  it('know a file by its own header when the index beside it was lost', async () => {
    const { name, bytes, createdAt } = unwrap(await create());
    core.host.backups.records.clear();
    const [known] = (await overview()).backups;
    expect(known).toMatchObject({ name, bytes, createdAt, verifiedAt: 0, companyName: '示例商管公司' });
    const info = unwrap(await core.as('super').ask('backup.inspect', { ref: { kind: 'folder', name } }));
    expect(info).toMatchObject({ isOwn: true, bytes, kind: 'manual' });
    expect(await core.as('entry').ask('backup.inspect', { ref: { kind: 'folder', name } })).toMatchObject({
      error: { code: 'access.denied' },
    });
  });

  it('are told apart from files that are something else', async () => {
    core.host.picked.set('t', new Uint8Array(500));
    const ref = { kind: 'picked', token: 't', size: 500 } as const;
    expect(await core.as('super').ask('backup.inspect', { ref })).toMatchObject({
      error: { code: 'backup.not_a_backup' },
    });
  });
});

describe("'backup.chooseFolder'", () => {
  it('changes the place by the dialog of the outside, for who may', async () => {
    expect(unwrap(await core.as('super').execute('backup.chooseFolder', {}))).toEqual({ displayName: 'chosen' });
    expect(await core.as('manager').execute('backup.chooseFolder', {})).toMatchObject({
      error: { code: 'access.denied' },
    });
    core.host.backups.failNext = 'chooseFolder';
    expect(await core.as('super').execute('backup.chooseFolder', {})).toMatchObject({
      error: { code: 'backup.folder_unusable' },
    });
  });
});

/** A real sign-in: what asks for a fresh proof gets one. */
async function signedIn(): Promise<void> {
  const { TEST_PASSWORD } = await import('../../support/open-core');
  unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
}
