import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupSeal, BackupSecret } from '@shared/contracts/backups';
import { unwrap } from '@shared/kernel/result';
import { syntheticBatch } from '../../support/factories/import-batch';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const SUPER: BackupSecret = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super };
const SIGN_IN = { loginName: 'super', password: TEST_PASSWORD.super };
const FILE_PASSWORD = 'harbour violet 38 kettle';
const OWN: BackupSeal = { kind: 'password', password: FILE_PASSWORD };
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const create = (seal: BackupSeal) => core.as('super').execute('backup.create', { note: '带走', seal });
const stage = (name: string, secret: BackupSecret) =>
  core.as('super').execute('backup.stage', { ref: { kind: 'folder', name }, secret });
const overview = async () => unwrap(await core.as('super').ask('backup.overview', {}));
const signIn = async () => unwrap(await core.core.execute('session.signIn', SIGN_IN));

async function importRows(rows: number): Promise<void> {
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const { tableVersion } = unwrap(await core.as('super').ask('import.lookup', { uscc }));
  unwrap(await core.as('super').execute('import.commit', { ...syntheticBatch(1, rows), tableVersion }));
}

describe('a backup with a password of its own', () => {
  it('opens with that and nothing else, on any computer, and tells a wrong password from damage', async () => {
    await importRows(9);
    const record = unwrap(await create(OWN));
    expect(record).toMatchObject({ encrypted: true, ownPassword: true });
    const { name } = record;
    expect(await stage(name, SUPER)).toMatchObject({ error: { code: 'backup.wrong_file_password' } });
    expect(await stage(name, { ...SUPER, filePassword: 'harbour violet 38 kettl' })).toMatchObject({
      error: { code: 'backup.wrong_file_password' },
    });
    // The password of the file alone signs nobody in to the restored data.
    expect(await stage(name, { ...SUPER, secret: 'nope', filePassword: FILE_PASSWORD })).toMatchObject({
      error: { code: 'backup.no_usable_super' },
    });
    expect(unwrap(await stage(name, { ...SUPER, filePassword: FILE_PASSWORD })).merchants.backup).toBe(9);
    const file = core.host.backups.files.get(name)!;
    core.host.backups.files.set(name, file.with(file.length - 90, file.at(-90)! ^ 1));
    expect(await stage(name, { ...SUPER, filePassword: FILE_PASSWORD })).toMatchObject({
      error: { code: 'backup.damaged' },
    });
    core.host.backups.files.set(name, file);

    const other = await openCore({ companyName: '另一家公司' });
    await other.core.context.db.dexie
      .table('meta')
      .put({ key: 'install', value: { installId: 'other', createdAt: 1 } });
    other.host.picked.set('t', file);
    const ref = { kind: 'picked', token: 't', size: file.length } as const;
    expect(unwrap(await other.as('super').ask('backup.inspect', { ref }))).toMatchObject({ ownPassword: true });
    const secret = { ...SUPER, filePassword: FILE_PASSWORD };
    const { stagingId } = unwrap(await other.as('super').execute('backup.stage', { ref, secret }));
    unwrap(await other.core.execute('session.signIn', SIGN_IN));
    unwrap(await other.core.execute('backup.activate', { stagingId, reason: '换电脑' }));
    const again = await other.reopen();
    unwrap(await again.core.execute('session.signIn', SIGN_IN));
    expect(again.core.context.merchants.size).toBe(9);
    await again.close();
  });

  it('is verified and drilled by the program, and neither stands for a backup of the clock nor is cleared away', async () => {
    unwrap(await core.as('super').execute('draft.save', { key: 'x', json: '{}' }));
    const { name } = unwrap(await create(OWN));
    await signIn();
    unwrap(await core.core.execute('backup.verify', { name }));
    unwrap(await core.core.execute('backup.drill', { name }));
    expect(await overview()).toMatchObject({ lastVerifiedAt: 0 });
    expect(await core.core.context.backup.isDue(core.core.context)).toBe(true);
    for (let day = 0; day < 40; day++) {
      core.clock.advance(24 * 3_600_000);
      await core.core.context.backup.scheduled(core.core.context);
    }
    expect(core.host.backups.files.has(name)).toBe(true);
  });

  it('is not made with a password that is tried first', async () => {
    expect(await create({ kind: 'password', password: 'short' })).toMatchObject({
      error: { code: 'password.too_short' },
    });
    expect(await create({ kind: 'password', password: 'abcabcabcabc' })).toMatchObject({
      error: { code: 'password.too_common' },
    });
    expect(core.host.backups.files.size).toBe(0);
  });
});

describe('a backup that is not encrypted', () => {
  it('is made for who may configure backups and has just proved to be there, and says so in the log', async () => {
    await signIn();
    core.clock.advance(6 * 60_000);
    expect(await core.core.execute('backup.create', { note: '', seal: { kind: 'none' } })).toMatchObject({
      error: { code: 'access.step_up' },
    });
    await signIn();
    await importRows(4);
    const { name, encrypted } = unwrap(await create({ kind: 'none' }));
    expect(encrypted).toBe(false);
    const [entry] = await core.core.context.db.table('audit').where('action').equals('backup.create').toArray();
    expect(entry!.diff).toEqual([{ field: 'backupSeal', before: '', after: 'none' }]);
    unwrap(await core.as('super').execute('backup.verify', { name }));
    expect(await stage(name, { ...SUPER, secret: 'nope' })).toMatchObject({
      error: { code: 'backup.no_usable_super' },
    });
    const report = unwrap(await stage(name, SUPER));
    expect(report).toMatchObject({ info: { encrypted: false }, merchants: { backup: 4 } });
    const file = core.host.backups.files.get(name)!;
    core.host.backups.files.set(name, file.with(file.length >> 1, file[file.length >> 1]! ^ 4));
    expect(await stage(name, SUPER)).toMatchObject({ error: { code: 'backup.damaged' } });
  });
});
