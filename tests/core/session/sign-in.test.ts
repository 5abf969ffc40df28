import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

let opened: OpenedCore;
const signIn = (loginName: string, password: string, on = opened) =>
  on.core.execute('session.signIn', { loginName, password });
const rowOf = async (id: string) => (await opened.core.context.db.table('admins').get(id))!;
const auditOf = async (action: string) =>
  (await opened.core.context.db.table('audit').toArray()).filter((row) => row.action === action);

beforeEach(async () => {
  opened = await openCore();
  await opened.core.execute('session.signOut', {});
});

describe('session.signIn', () => {
  it('opens the vault for the right password, whatever the case of the name', async () => {
    opened.clock.advance(5000);
    const info = unwrap(await signIn(' SUPER ', TEST_PASSWORD.super));
    expect(info).toMatchObject({ adminId: opened.admins.super, roleIds: ['super'], locked: false });
    expect(info.permissions).toContain('admin:rights');
    expect(info.lastLoginAt).toBe(opened.clock.now() - 5000);
    expect(opened.core.context.vault.isOpen).toBe(true);
    expect((await auditOf('session.signIn')).at(-1)).toMatchObject({
      result: 'ok',
      targetType: 'admin',
      targetId: opened.admins.super,
    });
  });

  it('gives every admin the same keys', async () => {
    unwrap(await signIn('super', TEST_PASSWORD.super));
    const box = await opened.core.context.vault.seal('a|b|c', 'value');
    unwrap(await signIn('finance', TEST_PASSWORD.finance));
    expect(await opened.core.context.vault.unseal('a|b|c', box)).toBe('value');
  });

  it('says the same of a wrong password and of an unknown name, and remembers both', async () => {
    const wrong = await signIn('entry', 'not the password');
    const unknown = await signIn('nobody', 'not the password');
    expect(wrong).toEqual({ ok: false, error: { code: 'session.wrong_credentials' } });
    expect(unknown).toEqual(wrong);
    expect(opened.core.context.vault.isOpen).toBe(false);
    expect(await rowOf(opened.admins.entry)).toMatchObject({ failedCount: 1, heldUntil: 0 });
    const fails = (await auditOf('session.signIn')).filter((row) => row.result === 'fail');
    expect(fails.map((row) => row.targetId)).toEqual([opened.admins.entry, '']);
  });

  it('makes both wait after five tries, even with the right password, and without trying it', async () => {
    for (const name of ['entry', 'nobody']) {
      for (let i = 0; i < 5; i++) await signIn(name, 'not the password');
      expect(await signIn(name, TEST_PASSWORD.entry)).toEqual({
        ok: false,
        error: { code: 'session.throttled', params: { seconds: 30 } },
      });
    }
    expect((await rowOf(opened.admins.entry)).failedCount).toBe(5);
    opened.clock.advance(30_000);
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    expect(await rowOf(opened.admins.entry)).toMatchObject({ failedCount: 0, heldUntil: 0 });
    expect(await signIn('entry', 'not the password')).toMatchObject({ error: { code: 'session.wrong_credentials' } });
  });

  it('keeps the wait over a restart, over the loss of either memory, and over a clock set back', async () => {
    for (let i = 0; i < 6; i++) {
      await signIn('entry', 'not the password');
      if (i === 4) opened.clock.advance(30_000);
    }
    const held = { error: { code: 'session.throttled', params: { seconds: 60 } } };
    const again = await opened.reopen();
    expect(await signIn('entry', TEST_PASSWORD.entry, again)).toMatchObject(held);
    opened.host.throttle = null;
    const withoutHost = await again.reopen();
    expect(await signIn('entry', TEST_PASSWORD.entry, withoutHost)).toMatchObject(held);
    opened.clock.advance(-3_600_000);
    expect(await signIn('entry', TEST_PASSWORD.entry, withoutHost)).toMatchObject(held);
    await withoutHost.close();
  });

  it('remembers failures outside the database when the database cannot store them', async () => {
    const { db } = opened.core.context;
    const full = (): never => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    const audit = db.table('audit');
    audit.hook('creating', full);
    for (let i = 0; i < 5; i++) {
      expect(await signIn('entry', 'not the password')).toMatchObject({ error: { code: 'storage.full' } });
    }
    expect((await rowOf(opened.admins.entry)).failedCount).toBe(0);
    audit.hook('creating').unsubscribe(full);
    expect(await signIn('entry', TEST_PASSWORD.entry)).toMatchObject({ error: { code: 'session.throttled' } });
  });

  it('does not begin a session that could not be recorded', async () => {
    opened.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await signIn('super', TEST_PASSWORD.super)).toMatchObject({ error: { code: 'storage.full' } });
    expect(opened.core.context.session.actor).toBeNull();
    expect(opened.core.context.vault.isOpen).toBe(false);
  });

  it('closes a clerk’s account after a hundred failures, but only holds the last super administrator', async () => {
    for (const name of ['entry', 'super']) {
      for (let i = 0; i < 100; i++) {
        await signIn(name, 'not the password');
        opened.clock.advance(3_600_000);
      }
    }
    expect(await rowOf(opened.admins.entry)).toMatchObject({ failedCount: 100, state: 'disabled' });
    expect(await signIn('entry', TEST_PASSWORD.entry)).toMatchObject({ error: { code: 'session.account_disabled' } });
    expect((await auditOf('session.signIn')).filter((row) => row.diff.length > 0)).toMatchObject([
      { targetId: opened.admins.entry, diff: [{ field: 'state', before: 'active', after: 'disabled' }] },
    ]);
    expect(await rowOf(opened.admins.super)).toMatchObject({ failedCount: 100, state: 'active' });
    unwrap(await signIn('super', TEST_PASSWORD.super));
  });

  it('tells only who knows the password that the account is disabled', async () => {
    const { entry } = opened.admins;
    unwrap(await opened.as('super').execute('admin.setState', { id: entry, state: 'disabled', reason: '离职' }));
    expect(await signIn('entry', 'not the password')).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    expect(await signIn('entry', TEST_PASSWORD.entry)).toMatchObject({ error: { code: 'session.account_disabled' } });
  });

  it('refuses input of another shape, and anything before set-up', async () => {
    expect(await signIn('', 'x')).toMatchObject({ error: { code: 'input.invalid', issues: [{ field: 'loginName' }] } });
    const virgin = await openCore({ setup: false });
    expect(await signIn('super', 'x', virgin)).toMatchObject({ error: { code: 'setup.needed' } });
    await virgin.close();
  });

  it('stores the password under a higher cost once the program asks for it', async () => {
    const before = (await rowOf(opened.admins.entry)).kdf!;
    Object.assign(opened.core.context.vault.kdfCost, { iterations: 2 });
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    const after = (await rowOf(opened.admins.entry)).kdf!;
    expect([before.iterations, after.iterations]).toEqual([1, 2]);
    expect(after.salt).not.toBe(before.salt);
    Object.assign(opened.core.context.vault.kdfCost, { iterations: 1 });
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
  });
});
