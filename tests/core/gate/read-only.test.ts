import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
  unwrap(await core.as('super').execute('backup.create', { note: '' }));
});
afterEach(() => core.close());

const create = () => core.as('super').execute('merchant.create', { values: { name: '青禾便利店' }, submit: false });
const unsaved = async () => unwrap(await core.core.ask('storage.space', {})).unsaved;
const backUpByClock = () => core.core.context.backup.scheduled(core.core.context);

describe('what can be kept nowhere but in the database', () => {
  it('is not stored: with neither journal nor backup the desk is for reading, until one can be written', async () => {
    core.host.journal.unwritable = true;
    // The journal alone: a backup is due, and whoever works is not held up.
    unwrap(await create());
    expect(await unsaved()).toBe(false);
    core.host.backups.failNext = 'write';
    await backUpByClock();
    expect(await unsaved()).toBe(true);
    expect(await create()).toMatchObject({ error: { code: 'storage.no_copy' } });
    expect(unwrap(await core.as('super').ask('merchant.counts', { filter: {} })).total).toBe(1);
    // Tried again within a minute.
    core.clock.advance(60_000);
    expect(await core.core.context.backup.isDue(core.core.context)).toBe(true);
    unwrap(await core.as('super').execute('session.signOut', {}));
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
    unwrap(await core.core.execute('backup.create', { note: '' }));
    expect(await unsaved()).toBe(false);
    unwrap(await create());
  });

  it('is told to the window when it begins and when it ends', async () => {
    const told: string[][] = [];
    core.core.onChange(({ tables }) => told.push(tables));
    core.host.journal.unwritable = true;
    unwrap(await create());
    core.host.backups.failNext = 'begin';
    told.length = 0;
    await backUpByClock();
    expect(told).toEqual([['session']]);
    await backUpByClock();
    expect(told).toEqual([['session'], ['session']]);
  });

  it('is stored when only backups fail: the journal has it', async () => {
    core.host.backups.failNext = 'begin';
    await backUpByClock();
    expect(await unsaved()).toBe(false);
    unwrap(await create());
    expect(core.core.context.journal.state).toBe('whole');
  });

  it('is not even begun when the backup before it is the one that fails', async () => {
    core.host.journal.unwritable = true;
    unwrap(await create());
    const { rows } = unwrap(
      await core.as('super').ask('merchant.list', {
        filter: {},
        sort: { field: 'merchantNo', descending: false },
        offset: 0,
        limit: 5,
      }),
    );
    const def = core.commands.get('merchant.delete')!;
    const first = def.backupFirst;
    Object.assign(def, { backupFirst: () => 'bulk' });
    core.host.backups.failNext = 'begin';
    const answer = await core.as('super').execute('merchant.delete', { ids: [rows[0]!.id], reason: '重复录入' });
    Object.assign(def, { backupFirst: first });
    expect(answer).toMatchObject({ error: { code: 'storage.no_copy' } });
    expect(unwrap(await core.as('super').ask('merchant.counts', { filter: {} })).total).toBe(1);
  });
});
