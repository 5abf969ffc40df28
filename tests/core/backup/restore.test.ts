import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackupRef, BackupSecret } from '@shared/contracts/backups';
import { unwrap } from '@shared/kernel/result';
import { MIGRATIONS } from '@shared/migrations';
import { type MemoryHost } from '../../support/memory-host';
import { syntheticBatch } from '../../support/factories/import-batch';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const SUPER: BackupSecret = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super };
const SIGN_IN = { loginName: 'super', password: TEST_PASSWORD.super };
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

async function importRows(seed: number, rows: number): Promise<void> {
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const { tableVersion } = unwrap(await core.as('super').ask('import.lookup', { uscc }));
  unwrap(await core.as('super').execute('import.commit', { ...syntheticBatch(seed, rows), tableVersion }));
}
const backUp = async () => unwrap(await core.as('super').execute('backup.create', { note: '' }));
const folder = (name: string): BackupRef => ({ kind: 'folder', name });
const total = async () => unwrap(await core.as('super').ask('merchant.counts', { filter: {} })).total;
const stage = (ref: BackupRef, secret = SUPER) => core.as('super').execute('backup.stage', { ref, secret });

/** Everything of the business, table by table, as stored. */
async function dump(opened: OpenedCore): Promise<Record<string, unknown[]>> {
  const { db } = opened.core.context;
  const tables = db.dexie.tables.filter((table) => !['meta', 'audit', 'rightsUse'].includes(table.name));
  return Object.fromEntries(await Promise.all(tables.map(async (t) => [t.name, await t.toArray()] as const)));
}

async function signIn(): Promise<void> {
  unwrap(await core.core.execute('session.signIn', SIGN_IN));
}
const audit = async () => unwrap(await core.core.ask('audit.verify', {}));
const databases = async () => (await core.engine.indexedDB.databases()).map((d) => d.name ?? '');

describe("'backup.stage' and 'backup.activate'", () => {
  it('say what a restore would change, then put exactly the backup in place, and can be taken back', async () => {
    await importRows(1, 40);
    const before = await dump(core);
    const madeAt = core.clock.now();
    const { name } = await backUp();
    core.clock.advance(60_000);
    await importRows(2, 25);
    const after = await dump(core);
    const report = unwrap(await stage(folder(name)));
    expect(report.merchants).toEqual({ now: 65, backup: 40, added: 0, missing: 25, changed: 0 });
    expect(report.tables.find((t) => t.table === 'importBatches')).toMatchObject({ now: 2, backup: 1, missing: 1 });
    expect(report).toMatchObject({ nothingNow: false, info: { isOwn: true, merchants: 40 } });
    expect(report.newestNow).toBeGreaterThan(report.newestBackup);
    // Nothing has happened yet.
    expect(await dump(core)).toEqual(after);

    await signIn();
    unwrap(await core.core.execute('backup.activate', { stagingId: report.stagingId, reason: '导错了' }));
    expect(core.core.isReplaced).toBe(true);
    expect(await core.core.ask('setup.status', {})).toMatchObject({ error: { code: 'storage.closed' } });
    core = await core.reopen();
    expect(core.core.status).toBe('ready');
    expect(await dump(core)).toEqual(before);
    expect(await total()).toBe(40);
    await signIn();
    const entries = unwrap(
      await core.core.ask('audit.list', { log: 'operations', limit: 5, action: 'system.restored' }),
    ).rows;
    expect(entries).toMatchObject([{ action: 'system.restored', reason: '导错了', by: '测试超管' }]);
    // The log goes on after the restore, and the anchor of the replaced data does not accuse it.
    expect(await audit()).toMatchObject({
      verdict: 'restored',
      restored: { isUndo: false, seq: entries[0]!.seq, at: entries[0]!.at, backupAt: madeAt },
    });
    // A safety backup of the replaced data was made first.
    expect([...core.host.backups.records.values()].map((r) => [r.kind, r.merchants])).toContainEqual(['restore', 65]);

    unwrap(await core.core.execute('backup.undoRestore', { reason: '还是要新的' }));
    core = await core.reopen();
    expect(await total()).toBe(65);
    expect((await dump(core))['merchantBlocks']).toEqual(after['merchantBlocks']);
    await signIn();
    expect(await audit()).toMatchObject({ verdict: 'restored', restored: { isUndo: true } });
    // What is really cut off is not excused by it.
    const last = await core.core.context.db.table('audit').orderBy('seq').last();
    await core.core.context.db.table('audit').delete(last!.seq);
    expect(await audit()).toMatchObject({ verdict: 'truncated', restored: { isUndo: true } });
  });

  it('keep the replaced data for seven days and no longer', async () => {
    const { name } = await backUp();
    const { stagingId } = unwrap(await stage(folder(name)));
    await signIn();
    unwrap(await core.core.execute('backup.activate', { stagingId, reason: 'x' }));
    core = await core.reopen();
    await signIn();
    expect(unwrap(await core.core.ask('backup.overview', {})).undo).not.toBeNull();
    expect(await databases()).toContain('merchant-desk');
    core.clock.advance(7 * 86_400_000 + 1);
    await signIn();
    expect(unwrap(await core.core.ask('backup.overview', {})).undo).toBeNull();
    expect(await core.core.execute('backup.undoRestore', { reason: 'x' })).toMatchObject({
      error: { code: 'backup.nothing_to_undo' },
    });
    core = await core.reopen();
    await expect.poll(databases).not.toContain('merchant-desk');
    core = await core.reopen();
    expect(core.core.status).toBe('ready');
  });

  it('leave everything as it was when the secret is wrong, the file damaged, or the way given up', async () => {
    await importRows(1, 20);
    const { name } = await backUp();
    const before = await dump(core);
    expect(await stage(folder(name), { ...SUPER, secret: 'wrong' })).toMatchObject({
      error: { code: 'backup.wrong_secret' },
    });
    // A finance clerk's password opens no backup.
    expect(
      await stage(folder(name), { kind: 'password', loginName: 'finance', secret: TEST_PASSWORD.finance }),
    ).toMatchObject({ error: { code: 'backup.wrong_secret' } });
    const good = core.host.backups.files.get(name)!;
    core.host.backups.files.set(name, good.with(good.length - 90, good.at(-90)! ^ 1));
    expect(await stage(folder(name))).toMatchObject({ error: { code: 'backup.damaged' } });
    core.host.backups.files.set(name, good);
    const { stagingId } = unwrap(await stage(folder(name)));
    unwrap(await core.as('super').execute('backup.discard', {}));
    await signIn();
    expect(await core.core.execute('backup.activate', { stagingId, reason: 'x' })).toMatchObject({
      error: { code: 'backup.staging_gone' },
    });
    expect((await databases()).filter((n) => n.includes('staging'))).toEqual([]);
    // But for the sign-in in between.
    const { admins } = before;
    expect({ ...(await dump(core)), admins }).toEqual(before);
  });

  it('do not fill a second database into what room a nearly full disk has left', async () => {
    await importRows(1, 20);
    const { name } = await backUp();
    const disk = core.core.context.disk;
    for (const looksBefore of [0, 1, 4]) {
      let looks = 0;
      core.host.freeSpace = () => Promise.resolve(looks++ < looksBefore ? 5e9 : 1e8);
      vi.spyOn(disk, 'glance').mockImplementation(async () => void (await disk.look()));
      expect(await stage(folder(name))).toMatchObject({ error: { code: 'storage.disk_full' } });
      expect(looks).toBeGreaterThanOrEqual(looksBefore);
      expect((await databases()).filter((n) => n.includes('staging'))).toEqual([]);
      expect(await core.as('super').execute('backup.drill', { name })).toMatchObject({
        error: { code: 'storage.disk_full' },
      });
    }
    core.host.freeSpace = () => Promise.resolve(5e9);
    unwrap(await stage(folder(name)));
    vi.restoreAllMocks();
    expect(await total()).toBe(20);
  });

  it('slow guessing down as the sign-in does', async () => {
    const { name } = await backUp();
    const codes: string[] = [];
    for (let i = 0; i < 7; i++) {
      const result = await stage(folder(name), { ...SUPER, secret: `wrong ${i}` });
      codes.push(result.ok ? 'ok' : result.error.code);
    }
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('backup.wrong_secret'));
    expect(codes.at(-1)).toBe('session.throttled');
  });

  it('are not begun without a safety backup', async () => {
    const { name } = await backUp();
    const { stagingId } = unwrap(await stage(folder(name)));
    await signIn();
    core.host.backups.failNext = 'begin';
    expect(await core.core.execute('backup.activate', { stagingId, reason: 'x' })).toMatchObject({
      error: { code: 'backup.folder_unusable' },
    });
    expect(core.core.isReplaced).toBe(false);
  });

  it('are for who may, and who has just proved to be there', async () => {
    const { name } = await backUp();
    const input = { ref: folder(name), secret: SUPER };
    expect(await core.as('manager').execute('backup.stage', input)).toMatchObject({ error: { code: 'access.denied' } });
    const { stagingId } = unwrap(await stage(folder(name)));
    for (const command of ['backup.activate', 'backup.undoRestore', 'backup.discard'] as const) {
      expect(await core.as('entry').execute(command, { stagingId, reason: 'x' })).toMatchObject({
        error: { code: 'access.denied' },
      });
    }
    expect(await core.as('super').execute('backup.activate', { stagingId, reason: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    await signIn();
    core.clock.advance(6 * 60_000);
    expect(await core.core.execute('backup.activate', { stagingId, reason: 'x' })).toMatchObject({
      error: { code: 'access.step_up' },
    });
  });
});

describe('a backup of another shape or installation', () => {
  it('is refused by name when a newer program made it', async () => {
    const { name } = await backUp();
    const other = await makeForeign({ schemaVersion: MIGRATIONS.length + 2, appVersion: '7.0.0' });
    core.host.picked.set('t', other);
    const picked = { kind: 'picked', token: 't', size: other.length } as const;
    expect(await stage(picked)).toMatchObject({
      error: { code: expect.stringMatching(/newer_version|no_such_key/) as string },
    });
    expect(unwrap(await core.as('super').ask('backup.inspect', { ref: folder(name) })).isOwn).toBe(true);
  });

  it('is restored with the proof of its own super admin', async () => {
    await importRows(1, 12);
    const { name } = await backUp();
    const file = core.host.backups.files.get(name)!;
    const other = await openCore({ companyName: '另一家公司' });
    const install = { installId: 'other', createdAt: 1 };
    await other.core.context.db.dexie.table('meta').put({ key: 'install', value: install });
    other.host.picked.set('t', file);
    const ref = { kind: 'picked', token: 't', size: file.length } as const;
    expect(unwrap(await other.as('super').ask('backup.inspect', { ref })).isOwn).toBe(false);
    const report = unwrap(await other.as('super').execute('backup.stage', { ref, secret: SUPER }));
    expect(report.merchants).toMatchObject({ now: 0, added: 12 });
    unwrap(await other.core.execute('session.signIn', SIGN_IN));
    unwrap(await other.core.execute('backup.activate', { stagingId: report.stagingId, reason: '换电脑' }));
    const again = await other.reopen();
    unwrap(await again.core.execute('session.signIn', SIGN_IN));
    expect(unwrap(await again.core.ask('merchant.counts', { filter: {} })).total).toBe(12);
    // Sealed values open with the keys that came with the backup.
    const [row] = unwrap(
      await again.core.ask('merchant.list', {
        filter: {},
        sort: { field: 'merchantNo', descending: false },
        offset: 0,
        limit: 1,
      }),
    ).rows;
    expect(await again.core.execute('merchant.reveal', { id: row!.id, field: 'contactPhone' })).toMatchObject({
      ok: true,
    });
    await again.close();
  });
});

describe("after the database was lost, 'recovery.stage' and 'recovery.activate'", () => {
  /** The same outside, an empty storage: what Chromium leaves behind. */
  async function lose(): Promise<OpenedCore> {
    const host: MemoryHost = core.host;
    await core.close();
    return openCore({ host, setup: false, engine: { ...core.engine, indexedDB: new IDBFactory() } });
  }

  it.each([
    ['a password', () => SUPER],
    ['the recovery code', () => ({ kind: 'recovery', loginName: 'super', secret: core.recoveryCode }) as const],
  ])('bring everything back that the newest backup holds, with %s', async (_what, secretOf) => {
    await importRows(1, 30);
    const before = await dump(core);
    const { name } = await backUp();
    const secret = secretOf();
    const lost = await lose();
    expect(lost.core.status).toBe('recovery');
    const { backups } = unwrap(await lost.core.ask('recovery.backups', {}));
    expect(backups.map((b) => b.name)).toEqual([name]);
    expect(unwrap(await lost.core.ask('recovery.inspect', { ref: folder(name) }))).toMatchObject({ isOwn: true });
    const report = unwrap(await lost.core.execute('recovery.stage', { ref: folder(name), secret, withJournal: false }));
    expect(report).toMatchObject({ nothingNow: true, merchants: { backup: 30, added: 30, missing: 0 } });
    unwrap(await lost.core.execute('recovery.activate', { stagingId: report.stagingId }));
    core = await lost.reopen();
    expect(core.core.status).toBe('ready');
    expect(await dump(core)).toEqual(before);
    await signIn();
    expect(unwrap(await core.core.ask('merchant.counts', { filter: {} })).total).toBe(30);
    expect(await audit()).toMatchObject({ verdict: 'restored', restored: { isUndo: false } });
  });

  it('need the secret of a super admin, and slow guessing down', async () => {
    const { name } = await backUp();
    core = await lose();
    const secret: BackupSecret = { ...SUPER, secret: 'nope' };
    expect(await core.core.execute('recovery.stage', { ref: folder(name), secret, withJournal: false })).toMatchObject({
      error: { code: 'backup.wrong_secret' },
    });
    expect(await core.core.execute('recovery.activate', { stagingId: 'x' })).toMatchObject({
      error: { code: 'backup.staging_gone' },
    });
    expect(
      await core.core.execute('recovery.stage', { ref: { kind: 'folder', name: '..' }, secret, withJournal: false }),
    ).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('are of no use while the data is there', async () => {
    const { name } = await backUp();
    const refusals = [
      await core.core.execute('recovery.stage', { ref: folder(name), secret: SUPER, withJournal: false }),
      await core.core.execute('recovery.activate', { stagingId: 'x' }),
      await core.core.ask('recovery.backups', {}),
      await core.core.ask('recovery.inspect', { ref: folder(name) }),
    ];
    for (const refusal of refusals) expect(refusal).toMatchObject({ error: { code: 'backup.not_lost' } });
  });

  it('leave nothing half done when the program dies in between', async () => {
    await importRows(1, 10);
    const { name } = await backUp();
    const lost = await lose();
    unwrap(await lost.core.execute('recovery.stage', { ref: folder(name), secret: SUPER, withJournal: false }));
    // Not activated: the next start is where it was.
    core = await lost.reopen();
    expect(core.core.status).toBe('recovery');
  });
});

/** A file of a program that does not exist yet. */
async function makeForeign(header: { schemaVersion: number; appVersion: string }): Promise<Uint8Array> {
  const { makeBackup } = await import('../../support/factories/backup-file');
  const { adminRecipients, backupPublicKey, createFileKey, sealToInstall } =
    await import('@renderer/core/backup/file/keys');
  const { ring } = core.core.context.vault;
  const admins = await core.core.context.db.table('admins').toArray();
  const recipients = [
    await sealToInstall(createFileKey(), await backupPublicKey(ring)),
    ...(await adminRecipients(admins)),
  ];
  return (await makeBackup({}, { ...header, recipients })).file;
}
