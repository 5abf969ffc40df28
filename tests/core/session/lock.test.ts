import { beforeEach, describe, expect, it } from 'vitest';
import { ROLE_IDS } from '@shared/access/roles';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

let opened: OpenedCore;
const failAudit = (): void => {
  opened.core.context.db.table('audit').hook('creating', () => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
};

beforeEach(async () => {
  opened = await openCore();
  unwrap(await opened.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
});

describe('locking', () => {
  it('erases the keys, keeps who is there, and refuses work', async () => {
    const { core } = opened;
    unwrap(await core.execute('session.lock', { reason: 'idle' }));
    expect(core.context.vault.isOpen).toBe(false);
    expect(unwrap(await core.ask('session.current', {}))).toMatchObject({ loginName: 'super', locked: true });
    expect(await core.ask('admin.list', {})).toMatchObject({ error: { code: 'access.locked' } });
    expect(await core.execute('draft.save', { key: 'k', json: '1' })).toMatchObject({
      error: { code: 'access.locked' },
    });
    const change = { current: TEST_PASSWORD.super, next: 'another long phrase 12' };
    expect(await core.execute('session.changePassword', change)).toMatchObject({ error: { code: 'access.locked' } });
    const audit = (await core.context.db.table('audit').toArray()).at(-1);
    expect(audit).toMatchObject({ action: 'session.lock', reason: 'idle', actorId: opened.admins.super });
  });

  it('erases the keys even when it cannot be recorded', async () => {
    failAudit();
    expect(await opened.core.execute('session.lock', { reason: 'user' })).toMatchObject({
      error: { code: 'storage.full' },
    });
    expect(opened.core.context.vault.isOpen).toBe(false);
    expect(opened.core.context.session.locked).toBe(true);
  });

  it('is not for who is not signed in, and takes known reasons only', async () => {
    const lock = (reason: string) => opened.core.execute('session.lock', { reason: reason as 'user' });
    expect(await lock('because')).toMatchObject({ error: { code: 'input.invalid' } });
    await opened.core.execute('session.signOut', {});
    expect(await lock('user')).toMatchObject({ error: { code: 'access.signed_out' } });
  });
});

describe('unlocking', () => {
  const unlock = (password: string) => opened.core.execute('session.unlock', { password });

  it('opens for the same admin’s password alone', async () => {
    const { core } = opened;
    const box = await core.context.vault.seal('a|b|c', 'value');
    await core.execute('session.lock', { reason: 'user' });
    expect(await unlock(TEST_PASSWORD.finance)).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    expect(core.context.vault.isOpen).toBe(false);
    expect(core.context.session.locked).toBe(true);
    expect(unwrap(await unlock(TEST_PASSWORD.super))).toMatchObject({ locked: false, adminId: opened.admins.super });
    expect(await core.context.vault.unseal('a|b|c', box)).toBe('value');
    expect(unwrap(await core.ask('admin.list', {}))).toHaveLength(ROLE_IDS.length);
  });

  it('waits like signing in, and counts together with it', async () => {
    await opened.core.execute('session.lock', { reason: 'user' });
    for (let i = 0; i < 5; i++) await unlock('not the password');
    expect(await unlock(TEST_PASSWORD.super)).toMatchObject({ error: { code: 'session.throttled' } });
    const signIn = { loginName: 'super', password: TEST_PASSWORD.super };
    expect(await opened.core.execute('session.signIn', signIn)).toMatchObject({ error: { code: 'session.throttled' } });
  });

  it('lets another person sign in instead', async () => {
    await opened.core.execute('session.lock', { reason: 'user' });
    const signIn = { loginName: 'entry', password: TEST_PASSWORD.entry };
    expect(unwrap(await opened.core.execute('session.signIn', signIn)).adminId).toBe(opened.admins.entry);
    expect(opened.core.context.session.locked).toBe(false);
  });

  it('stays locked when it cannot be recorded, and when nothing was typed', async () => {
    await opened.core.execute('session.lock', { reason: 'user' });
    expect(await unlock('')).toMatchObject({ error: { code: 'input.invalid' } });
    failAudit();
    expect(await unlock(TEST_PASSWORD.super)).toMatchObject({ error: { code: 'storage.full' } });
    expect(opened.core.context.vault.isOpen).toBe(false);
    expect(opened.core.context.session.locked).toBe(true);
  });

  it('is not for who is not signed in', async () => {
    await opened.core.execute('session.signOut', {});
    expect(await unlock(TEST_PASSWORD.super)).toMatchObject({ error: { code: 'access.signed_out' } });
  });
});

describe('the end of a session', () => {
  it('comes by signing out, also from the locked screen', async () => {
    await opened.core.execute('session.lock', { reason: 'user' });
    unwrap(await opened.core.execute('session.signOut', {}));
    expect(unwrap(await opened.core.ask('session.current', {}))).toBeNull();
    expect(await opened.core.execute('session.signOut', {})).toMatchObject({ error: { code: 'access.signed_out' } });
    const last = (await opened.core.context.db.table('audit').toArray()).at(-1);
    expect(last).toMatchObject({ action: 'session.signOut', actorId: opened.admins.super });
  });

  it('leaves no keys behind when signing out cannot be recorded', async () => {
    failAudit();
    expect(await opened.core.execute('session.signOut', {})).toMatchObject({ error: { code: 'storage.full' } });
    expect(opened.core.context.vault.isOpen).toBe(false);
    expect(unwrap(await opened.core.ask('session.current', {}))?.locked).toBe(true);
  });

  it('comes by itself after twelve hours, keys and all', async () => {
    opened.clock.advance(12 * 3_600_000);
    expect(unwrap(await opened.core.ask('session.current', {}))).not.toBeNull();
    opened.clock.advance(1);
    expect(await opened.core.ask('admin.list', {})).toMatchObject({ error: { code: 'access.signed_out' } });
    expect(opened.core.context.vault.isOpen).toBe(false);
    expect(unwrap(await opened.core.ask('session.current', {}))).toBeNull();
  });
});

describe('session.setIdleMinutes', () => {
  it('is kept for the whole desk and audited', async () => {
    expect(unwrap(await opened.core.execute('session.setIdleMinutes', { minutes: 25 })).idleMinutes).toBe(25);
    const signIn = { loginName: 'entry', password: TEST_PASSWORD.entry };
    expect(unwrap(await opened.core.execute('session.signIn', signIn)).idleMinutes).toBe(25);
    const audit = (await opened.core.context.db.table('audit').toArray()).filter((r) => r.diff.length > 0).at(-1);
    expect(audit).toMatchObject({ diff: [{ field: 'idleMinutes', before: '10', after: '25' }] });
  });

  it('is denied to a clerk, takes 1 to 60, and is undone when storing fails', async () => {
    expect(await opened.as('entry').execute('session.setIdleMinutes', { minutes: 20 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    for (const minutes of [0, 61, 1.5]) {
      expect(await opened.as('super').execute('session.setIdleMinutes', { minutes })).toMatchObject({
        error: { code: 'input.invalid' },
      });
    }
    failAudit();
    await opened.as('super').execute('session.setIdleMinutes', { minutes: 20 });
    expect(unwrap(await opened.core.ask('session.current', {}))?.idleMinutes).toBe(10);
  });
});
