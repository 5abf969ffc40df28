import { describe, expect, it } from 'vitest';
import { openCore, TEST_PASSWORD } from '../../support/open-core';
import { storedRows } from '../../support/stored-rows';

const FIRST = {
  companyName: '示例商管公司',
  loginName: 'Boss',
  adminName: '测试超管',
  password: 'copper lantern orbit 27',
  locale: 'zh' as const,
};

describe('setup.create', () => {
  it('creates company, keys and the super administrator, and signs in', async () => {
    const opened = await openCore({ setup: false });
    expect(await opened.core.ask('setup.status', {})).toMatchObject({ value: { state: 'virgin', companyName: '' } });
    const made = await opened.core.execute('setup.create', FIRST);
    expect(made).toMatchObject({
      ok: true,
      value: { session: { loginName: 'Boss', roleIds: ['super'], locked: false, idleMinutes: 10, lastLoginAt: null } },
    });
    expect(await opened.core.ask('session.current', {})).toMatchObject({ value: { companyName: '示例商管公司' } });
    expect(await opened.core.ask('setup.status', {})).toMatchObject({
      value: { state: 'ready', companyName: '示例商管公司', loginNames: [] },
    });
    expect(opened.core.context.vault.isOpen).toBe(true);
    const audit = await opened.core.context.db.table('audit').toArray();
    expect(audit.map((a) => [a.action, a.targetType, a.result])).toEqual([['setup.create', 'admin', 'ok']]);
    await opened.close();
  });

  it('is refused wherever there is an installation, and changes nothing', async () => {
    const opened = await openCore();
    const before = await opened.core.context.db.table('admins').toArray();
    expect(await opened.core.execute('setup.create', FIRST)).toEqual({
      ok: false,
      error: { code: 'setup.already_done' },
    });
    // Even if the start had judged wrongly, the transaction looks again.
    opened.core.context.startup.state = 'virgin';
    expect(await opened.core.execute('setup.create', FIRST)).toMatchObject({ error: { code: 'setup.already_done' } });
    expect(await opened.core.context.db.table('admins').toArray()).toEqual(before);
    await opened.close();
  });

  it('refuses a bad password or name and leaves the database virgin', async () => {
    const opened = await openCore({ setup: false });
    const { core } = opened;
    expect(await core.execute('setup.create', { ...FIRST, password: 'short one' })).toMatchObject({
      error: { code: 'password.too_short', params: { min: 15 } },
    });
    expect(await core.execute('setup.create', { ...FIRST, password: '示例商管公司的密码是这个很长的' })).toMatchObject({
      error: { code: 'password.contains_context' },
    });
    expect(await core.execute('setup.create', { ...FIRST, loginName: 'a b' })).toMatchObject({
      error: { code: 'input.invalid', issues: [{ field: 'loginName' }] },
    });
    expect(await core.context.db.counts()).toMatchObject({ meta: 0, admins: 0, audit: 0 });
    expect(core.context.vault.isOpen).toBe(false);
    await opened.close();
  });

  it('stores nothing and signs nobody in when the disk refuses', async () => {
    const opened = await openCore({ setup: false });
    const { core } = opened;
    core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await core.execute('setup.create', FIRST)).toMatchObject({ error: { code: 'storage.full' } });
    expect(await core.context.db.counts()).toMatchObject({ meta: 0, admins: 0, audit: 0 });
    expect(core.context.session.actor).toBeNull();
    expect(core.context.vault.isOpen).toBe(false);
    expect(core.status).toBe('virgin');
    await opened.close();
  });
});

describe('company.update', () => {
  it('renames the company, field by field in the audit', async () => {
    const opened = await openCore();
    expect(await opened.as('super').execute('company.update', { companyName: ' 新示例公司 ' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await opened.core.ask('setup.status', {})).toMatchObject({ value: { companyName: '新示例公司' } });
    const last = (await opened.core.context.db.table('audit').toArray()).at(-1)!;
    expect(last).toMatchObject({
      action: 'company.update',
      diff: [{ field: 'name', before: '示例商管公司', after: '新示例公司' }],
    });
    await opened.close();
  });

  it('is denied to a clerk, refused without a name, and undone when storing fails', async () => {
    const opened = await openCore();
    const { db } = opened.core.context;
    expect(await opened.as('entry').execute('company.update', { companyName: 'x' })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('super').execute('company.update', { companyName: '   ' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    const stored = await storedRows(db.table('meta'));
    db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await opened.as('super').execute('company.update', { companyName: 'y' })).toMatchObject({
      error: { code: 'storage.full' },
    });
    expect(await storedRows(db.table('meta'))).toEqual(stored);
    await opened.close();
  });
});

describe('what rests on the disk', () => {
  it('holds no password and no recovery code anywhere, in tables, throttle or log', async () => {
    const opened = await openCore();
    const { core, host } = opened;
    await core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super });
    await core.execute('session.signIn', { loginName: TEST_PASSWORD.entry, password: 'wrong one typed here' });
    await core.execute('session.signIn', { loginName: 'super', password: 'wrong one typed here' });
    const dump: unknown[] = [host.throttle, host.sentinel, host.lines];
    for (const table of core.context.db.dexie.tables) dump.push(await table.toArray());
    const text = JSON.stringify(dump);
    const code = opened.recoveryCode;
    for (const secret of [...Object.values(TEST_PASSWORD), 'wrong one typed here', code, code.replaceAll('-', '')]) {
      expect(text.includes(secret), secret.slice(0, 3)).toBe(false);
    }
    expect(text).toContain('测试超管');
    await opened.close();
  });
});
