import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { MemoryHost } from '../../support/memory-host';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const MB = 1024 ** 2;
let core: OpenedCore;
afterEach(() => core.close());

const create = () => core.as('super').execute('merchant.create', { values: { name: '青禾便利店' }, submit: false });
const space = async () => unwrap(await core.core.ask('storage.space', {}));
async function leave(free: number | null): Promise<void> {
  core.host.free = free;
  await core.core.context.disk.look();
}

describe('a disk that fills up', () => {
  it.each([
    [null, 'unknown', true],
    [2_000 * MB, 'good', true],
    [1_023 * MB, 'low', true],
    [301 * MB, 'low', true],
    [299 * MB, 'full', false],
    [0, 'full', false],
  ] as const)('with %s bytes left is %s', async (free, state, stores) => {
    core = await openCore();
    await leave(free);
    expect(await space()).toEqual({ state, freeBytes: free, unsaved: false });
    const answer = await create();
    expect(answer.ok).toBe(stores);
    if (!stores) expect(answer).toMatchObject({ error: { code: 'storage.disk_full' } });
    expect(unwrap(await core.as('super').ask('merchant.counts', { filter: {} })).total).toBe(stores ? 1 : 0);
  });

  it('lets people leave, come back to look, and put backups where there is room; and work goes on when there is', async () => {
    core = await openCore();
    await leave(100 * MB);
    unwrap(await core.as('super').execute('backup.create', { note: '' }));
    unwrap(await core.core.execute('session.signOut', {}));
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
    expect(await create()).toMatchObject({ error: { code: 'storage.disk_full' } });
    await leave(5_000 * MB);
    unwrap(await create());
  });

  it('stores not even a sign-in on its last megabytes; locking keeps no keys for that', async () => {
    core = await openCore();
    const signIn = () => core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super });
    unwrap(await signIn());
    const before = await core.core.context.db.counts();
    await leave(10 * MB);
    expect(await core.core.execute('session.lock', { reason: 'idle' })).toMatchObject({
      error: { code: 'storage.full' },
    });
    expect(core.core.context.vault.isOpen).toBe(false);
    expect(await core.core.ask('merchant.counts', { filter: {} })).toMatchObject({ error: { code: 'access.locked' } });
    expect(await signIn()).toMatchObject({ error: { code: 'storage.full' } });
    expect(await core.core.context.db.counts()).toEqual(before);
    await leave(5_000 * MB);
    unwrap(await signIn());
    unwrap(await create());
  });

  it('is not opened on, unless somebody insists', async () => {
    const host = new MemoryHost();
    core = await openCore({ host });
    await core.close();
    host.free = 100 * MB;
    await expect(openCore({ host, setup: false, engine: core.engine })).rejects.toThrow('storage.disk_full');
    core = await openCore({ host, setup: false, engine: core.engine, ignoreSpace: true });
    expect(core.core.status).toBe('ready');
    expect(await core.core.context.db.table('admins').count()).toBeGreaterThan(0);
  });

  it('says nothing of a person in what support is given', async () => {
    core = await openCore();
    unwrap(await create());
    const told = JSON.stringify(unwrap(await core.as('super').ask('storage.overview', {})));
    for (const name of ['青禾', '示例', '测试超管', 'super']) expect(told).not.toContain(name);
  });
});
