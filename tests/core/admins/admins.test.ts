import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const NEW: CommandIo['admin.create']['input'] = {
  loginName: 'Second',
  name: '测试第二人',
  roleId: 'super',
  password: 'granite teacup voyage 9',
};
let opened: OpenedCore;
const db = () => opened.core.context.db;
const rowOf = async (id: string) => (await db().table('admins').get(id))!;
const lastAudit = async () => (await db().table('audit').orderBy('seq').last())!;
const signIn = (loginName: string, password: string) => opened.core.execute('session.signIn', { loginName, password });
const failAudit = (): void => {
  db()
    .table('audit')
    .hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
};

/** What no admin command may do to anybody but a super administrator, and what a full disk must leave as it was. */
async function expectDeniedAndUndone(call: (who: 'finance' | 'super') => Promise<unknown>): Promise<void> {
  const before = await db().table('admins').toArray();
  expect(await call('finance')).toMatchObject({ error: { code: 'access.denied' } });
  expect(await lastAudit()).toMatchObject({ result: 'denied', actorId: opened.admins.finance });
  failAudit();
  expect(await call('super')).toMatchObject({ error: { code: 'storage.full' } });
  expect(await db().table('admins').toArray()).toEqual(before);
}

beforeEach(async () => {
  opened = await openCore();
});

describe('admin.create', () => {
  const create = (change: Partial<typeof NEW> = {}) =>
    opened.as('super').execute('admin.create', { ...NEW, ...change });

  it('adds an admin who opens the same vault and must choose a password', async () => {
    const { id } = unwrap(await create());
    const box = await opened.core.context.vault.seal('a|b|c', 'value');
    expect((await lastAudit()).diff).toEqual([
      { field: 'loginName', before: '', after: 'Second' },
      { field: 'name', before: '', after: '测试第二人' },
      { field: 'level', before: '', after: 'SUPER' },
      { field: 'roleIds', before: '', after: '["super"]' },
      { field: 'scope', before: '', after: '{"kind":"all"}' },
      { field: 'limits', before: '', after: '{}' },
      { field: 'state', before: '', after: 'active' },
      { field: 'mustChangePassword', before: '', after: 'true' },
    ]);
    expect(unwrap(await signIn('second', NEW.password))).toMatchObject({ adminId: id, mustChangePassword: true });
    expect(await opened.core.context.vault.unseal('a|b|c', box)).toBe('value');
  });

  it('refuses a name that is taken in any case or width, a bad password, and other input', async () => {
    expect(await create({ loginName: 'ENTRY' })).toMatchObject({ error: { code: 'admin.login_taken' } });
    expect(await create({ loginName: 'ｅｎｔｒｙ' })).toMatchObject({ error: { code: 'admin.login_taken' } });
    expect(await create({ password: 'granite teacup' })).toMatchObject({ error: { code: 'password.too_short' } });
    expect((await create({ password: 'granite teacup', roleId: 'entry' })).ok).toBe(true);
    expect(await create({ roleId: 'owner' as 'super' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await create({ loginName: 'a b' })).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    await expectDeniedAndUndone((who) => opened.as(who).execute('admin.create', NEW));
  });
});

describe('admin.update', () => {
  const update = (id: string, name = '测试改名') => opened.as('super').execute('admin.update', { id, name });

  it('changes the name, as the audit tells', async () => {
    unwrap(await update(opened.admins.entry));
    expect(await lastAudit()).toMatchObject({
      targetId: opened.admins.entry,
      diff: [{ field: 'name', before: '测试entry', after: '测试改名' }],
    });
  });

  it('lets everybody who may change admins change the own name', async () => {
    unwrap(await update(opened.admins.super, '测试本人'));
    expect(opened.core.context.session.actor?.name).toBe('测试本人');
  });

  it('refuses an unknown admin and other input', async () => {
    expect(await update('nobody')).toMatchObject({ error: { code: 'admin.not_found' } });
    expect(await update(opened.admins.entry, ' ')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    const input = { id: opened.admins.entry, name: '测试改名' };
    await expectDeniedAndUndone((who) => opened.as(who).execute('admin.update', input));
  });
});

describe('admin.setState', () => {
  const setState = (id: string, state: 'active' | 'disabled', reason = '离职') =>
    opened.as('super').execute('admin.setState', { id, state, reason });

  it('disables and enables with a reason, and forgives failed tries', async () => {
    const { entry } = opened.admins;
    unwrap(await setState(entry, 'disabled'));
    expect(await lastAudit()).toMatchObject({
      reason: '离职',
      diff: [{ field: 'state', before: 'active', after: 'disabled' }],
    });
    for (let i = 0; i < 5; i++) await signIn('entry', 'not the password');
    unwrap(await setState(entry, 'active', '返岗'));
    expect(await rowOf(entry)).toMatchObject({ state: 'active', failedCount: 0, heldUntil: 0 });
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
  });

  it('lets nobody disable the own account, and never the last super administrator', async () => {
    expect(await setState(opened.admins.super, 'disabled')).toMatchObject({ error: { code: 'admin.self_change' } });
    const { id } = unwrap(await opened.as('super').execute('admin.create', NEW));
    await db().table('admins').update(opened.admins.super, { state: 'disabled' });
    // The session of the first one outlives the disabling behind the core's back; the second is now the only way in.
    expect(await setState(id, 'disabled')).toMatchObject({ error: { code: 'admin.last_super' } });
    expect(await rowOf(id)).toMatchObject({ state: 'active', roleIds: ['super'] });
  });

  it('refuses an unknown admin, and no reason', async () => {
    expect(await setState('nobody', 'disabled')).toMatchObject({ error: { code: 'admin.not_found' } });
    expect(await setState(opened.admins.entry, 'disabled', '')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    const input = { id: opened.admins.entry, state: 'disabled' as const, reason: '离职' };
    await expectDeniedAndUndone((who) => opened.as(who).execute('admin.setState', input));
  });
});

describe('admin.resetPassword', () => {
  const reset = (id: string) => opened.as('super').execute('admin.resetPassword', { id });

  it('gives a one-time password that opens the vault and ends the wait; the old one is gone', async () => {
    for (let i = 0; i < 5; i++) await signIn('entry', 'not the password');
    const { password } = unwrap(await reset(opened.admins.entry));
    expect(password).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect(await lastAudit()).toMatchObject({ action: 'admin.resetPassword', targetId: opened.admins.entry });
    expect(await signIn('entry', TEST_PASSWORD.entry)).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    expect(unwrap(await signIn('entry', password)).mustChangePassword).toBe(true);
    expect(opened.core.context.vault.isOpen).toBe(true);
    expect(JSON.stringify(await db().table('audit').toArray())).not.toContain(password);
  });

  it('is not for oneself, nor for nobody', async () => {
    expect(await reset(opened.admins.super)).toMatchObject({ error: { code: 'admin.self_change' } });
    expect(await reset('nobody')).toMatchObject({ error: { code: 'admin.not_found' } });
    expect(await reset('')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    const input = { id: opened.admins.entry };
    await expectDeniedAndUndone((who) => opened.as(who).execute('admin.resetPassword', input));
  });
});

describe('admin.list', () => {
  it('shows who there is without anything secret', async () => {
    const list = unwrap(await opened.as('super').ask('admin.list', {}));
    expect(list.map((a) => [a.loginName, a.isSelf])).toEqual([
      ['auditor', false],
      ['entry', false],
      ['finance', false],
      ['manager', false],
      ['readonly', false],
      ['refund', false],
      ['service', false],
      ['super', true],
    ]);
    const row = await rowOf(opened.admins.entry);
    const text = JSON.stringify(list);
    for (const secret of [row.authHash, row.wrappedKeys!.box, row.kdf!.salt]) expect(text).not.toContain(secret);
  });

  it('is denied to a clerk, and takes no input', async () => {
    expect(await opened.as('entry').ask('admin.list', {})).toMatchObject({ error: { code: 'access.denied' } });
    expect(await opened.as('super').ask('admin.list', { all: true } as unknown as Record<string, never>)).toMatchObject(
      {
        error: { code: 'input.invalid' },
      },
    );
  });
});
