import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const NEXT = 'marble window sonata 63';
let opened: OpenedCore;
const signIn = (loginName: string, password: string) => opened.core.execute('session.signIn', { loginName, password });
const rowOf = async (id: string) => (await opened.core.context.db.table('admins').get(id))!;
const failAudit = (): void => {
  opened.core.context.db.table('audit').hook('creating', () => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
};

beforeEach(async () => {
  opened = await openCore();
});

describe('session.changePassword', () => {
  const change = (current: string, next: string) => opened.core.execute('session.changePassword', { current, next });

  beforeEach(async () => {
    unwrap(await signIn('super', TEST_PASSWORD.super));
  });

  it('puts the same keys under the new password and leaves what is sealed byte for byte', async () => {
    const box = await opened.core.context.vault.seal('a|b|c', 'value');
    unwrap(await opened.core.execute('draft.save', { key: 'form', json: '{"a":1}' }));
    const drafts = await opened.core.context.db.table('drafts').toArray();
    const others = [await rowOf(opened.admins.entry), await rowOf(opened.admins.finance)];
    unwrap(await change(TEST_PASSWORD.super, NEXT));
    expect(await signIn('super', TEST_PASSWORD.super)).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    unwrap(await signIn('super', NEXT));
    expect(await opened.core.context.vault.unseal('a|b|c', box)).toBe('value');
    expect(await opened.core.context.db.table('drafts').toArray()).toEqual(drafts);
    expect([await rowOf(opened.admins.entry), await rowOf(opened.admins.finance)]).toEqual(others);
  });

  it('asks for the present password, and counts wrong ones', async () => {
    expect(await change('not the password', NEXT)).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    expect((await rowOf(opened.admins.super)).failedCount).toBe(1);
    for (let i = 0; i < 4; i++) await change('not the password', NEXT);
    expect(await change(TEST_PASSWORD.super, NEXT)).toMatchObject({ error: { code: 'session.throttled' } });
  });

  it('refuses a bad one or the same one before trying anything', async () => {
    const cases = [
      ['short', 'password.too_short'],
      ['super super super 99', 'password.contains_context'],
      ['12345678901234567890', 'password.too_common'],
      ['x'.repeat(20) + 'yz '.repeat(60), 'password.too_long'],
      [TEST_PASSWORD.super, 'password.same_as_old'],
    ] as const;
    for (const [next, code] of cases) {
      expect(await change(TEST_PASSWORD.super, next), code).toMatchObject({ error: { code } });
    }
    expect(await change('', '')).toMatchObject({ error: { code: 'input.invalid' } });
    await opened.core.execute('session.signOut', {});
    expect(await change('a', 'b')).toMatchObject({ error: { code: 'access.signed_out' } });
  });

  it('leaves the old password when the new one cannot be stored', async () => {
    const before = await rowOf(opened.admins.super);
    failAudit();
    expect(await change(TEST_PASSWORD.super, NEXT)).toMatchObject({ error: { code: 'storage.full' } });
    expect(await rowOf(opened.admins.super)).toEqual(before);
  });
});

describe('a password given by somebody else', () => {
  it('lets its owner in only to change it', async () => {
    const session = unwrap(await signIn('entry', TEST_PASSWORD.entry));
    expect(session.mustChangePassword).toBe(true);
    const list = { filter: {}, sort: { field: 'name', descending: false }, offset: 0, limit: 1 };
    expect(await opened.core.ask('merchant.list', list)).toMatchObject({
      error: { code: 'session.must_change_password' },
    });
    unwrap(await opened.core.execute('session.changePassword', { current: TEST_PASSWORD.entry, next: NEXT }));
    expect((await opened.core.ask('merchant.list', list)).ok).toBe(true);
    expect(unwrap(await signIn('entry', NEXT)).mustChangePassword).toBe(false);
  });

  it('stops opening the door after a week, or a day when it was a reset', async () => {
    opened.clock.advance(7 * 86_400_000 + 1);
    expect(await signIn('entry', TEST_PASSWORD.entry)).toMatchObject({ error: { code: 'session.one_time_expired' } });
    expect(await signIn('entry', 'not the password')).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    const { password } = unwrap(await opened.as('super').execute('admin.resetPassword', { id: opened.admins.entry }));
    opened.clock.advance(86_400_000 + 1);
    expect(await signIn('entry', password)).toMatchObject({ error: { code: 'session.one_time_expired' } });
  });
});

describe('session.recover', () => {
  const recover = (loginName: string, recoveryCode: string, newPassword = NEXT) =>
    opened.core.execute('session.recover', { loginName, recoveryCode, newPassword });

  it('sets a new password, gives a new code, and the old ones are worthless', async () => {
    const box = await opened.core.context.vault.seal('a|b|c', 'value');
    await opened.core.execute('session.signOut', {});
    const done = unwrap(await recover('super', ` ${opened.recoveryCode.toLowerCase()} `));
    expect(done.session).toMatchObject({ adminId: opened.admins.super, mustChangePassword: false });
    expect(done.recoveryCode).not.toBe(opened.recoveryCode);
    expect(await opened.core.context.vault.unseal('a|b|c', box)).toBe('value');
    expect(await recover('super', opened.recoveryCode)).toMatchObject({
      error: { code: 'session.wrong_recovery_code' },
    });
    expect(await signIn('super', TEST_PASSWORD.super)).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    unwrap(await signIn('super', NEXT));
    unwrap(await recover('super', done.recoveryCode, 'harvest tunnel mosaic 20'));
    const audit = (await opened.core.context.db.table('audit').toArray()).filter((r) => r.action === 'session.recover');
    expect(audit.map((r) => r.result)).toEqual(['ok', 'fail', 'ok']);
  });

  it('works although the forgotten password was tried too often', async () => {
    for (let i = 0; i < 6; i++) await signIn('super', 'not the password');
    expect(await signIn('super', TEST_PASSWORD.super)).toMatchObject({ error: { code: 'session.throttled' } });
    unwrap(await recover('super', opened.recoveryCode));
    unwrap(await signIn('super', NEXT));
  });

  it('says the same of a wrong code, an unknown name and an admin without one, and makes them wait', async () => {
    const foreign = (await openCore()).recoveryCode;
    const wrong = { ok: false, error: { code: 'session.wrong_recovery_code' } };
    expect(await recover('super', foreign)).toEqual(wrong);
    expect(await recover('nobody', foreign)).toEqual(wrong);
    expect(await recover('entry', opened.recoveryCode)).toEqual(wrong);
    expect(await recover('super', 'not a code')).toEqual(wrong);
    for (let i = 0; i < 4; i++) await recover('super', foreign);
    expect(await recover('super', opened.recoveryCode)).toMatchObject({ error: { code: 'session.throttled' } });
  });

  it('refuses a weak new password, a disabled account, and other input', async () => {
    expect(await recover('super', opened.recoveryCode, 'short')).toMatchObject({
      error: { code: 'password.too_short' },
    });
    expect(await recover('super', '')).toMatchObject({ error: { code: 'input.invalid' } });
    const admins = opened.core.context.db.table('admins');
    await admins.update(opened.admins.super, { state: 'disabled' });
    expect(await recover('super', opened.recoveryCode)).toMatchObject({ error: { code: 'session.account_disabled' } });
    const virgin = await openCore({ setup: false });
    expect(
      await virgin.core.execute('session.recover', {
        loginName: 'super',
        recoveryCode: opened.recoveryCode,
        newPassword: NEXT,
      }),
    ).toMatchObject({ error: { code: 'setup.needed' } });
  });

  it('leaves the old code and password when the new ones cannot be stored', async () => {
    await opened.core.execute('session.signOut', {});
    const before = await rowOf(opened.admins.super);
    failAudit();
    expect(await recover('super', opened.recoveryCode)).toMatchObject({ error: { code: 'storage.full' } });
    expect(await rowOf(opened.admins.super)).toEqual(before);
    expect(opened.core.context.vault.isOpen).toBe(false);
  });
});

describe('recovery.renewCode', () => {
  const renew = (who: Parameters<OpenedCore['as']>[0] = 'super') => opened.as(who).execute('recovery.renewCode', {});
  const recover = (recoveryCode: string, newPassword = NEXT) =>
    opened.core.execute('session.recover', { loginName: 'super', recoveryCode, newPassword });

  it('puts the keys under a new code; the old one opens nothing, and neither is stored', async () => {
    const { recoveryCode } = unwrap(await renew());
    expect(recoveryCode).not.toBe(opened.recoveryCode);
    expect(unwrap(await opened.as('super').ask('factor.status', {})).recoveryCode).toBe(true);
    const stored = JSON.stringify(await Promise.all(opened.core.context.db.dexie.tables.map((one) => one.toArray())));
    expect(stored).not.toContain(recoveryCode);
    expect(stored).not.toContain(recoveryCode.replaceAll('-', ''));
    const log = (
      await opened.core.context.db.table('audit').where('action').equals('recovery.renewCode').toArray()
    )[0]!;
    expect(log.diff).toEqual([{ field: 'recoveryCode', before: 'set', after: 'changed' }]);
    expect(await recover(opened.recoveryCode)).toMatchObject({ error: { code: 'session.wrong_recovery_code' } });
    const box = await opened.core.context.vault.seal('a|b|c', 'value');
    unwrap(await recover(recoveryCode));
    expect(await opened.core.context.vault.unseal('a|b|c', box)).toBe('value');
  });

  it('gives a second super administrator a code of their own', async () => {
    const { id } = unwrap(
      await opened.as('super').execute('admin.create', {
        loginName: 'second',
        name: '测试第二人',
        roleId: 'super',
        password: 'granite teacup voyage 9',
      }),
    );
    expect(unwrap(await opened.as(id).ask('factor.status', {})).recoveryCode).toBe(false);
    unwrap(await renew(id));
    expect(unwrap(await opened.as(id).ask('factor.status', {})).recoveryCode).toBe(true);
    unwrap(await recover(opened.recoveryCode));
  });

  it('is for super administrators, takes no input, and leaves the old code when storing fails', async () => {
    expect(await renew('finance')).toMatchObject({ error: { code: 'admin.super_only' } });
    expect(unwrap(await opened.as('finance').ask('factor.status', {})).recoveryCode).toBeNull();
    expect(await opened.as('super').execute('recovery.renewCode', { code: 'x' } as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
    const before = await rowOf(opened.admins.super);
    failAudit();
    expect(await renew()).toMatchObject({ error: { code: 'storage.full' } });
    expect(await rowOf(opened.admins.super)).toEqual(before);
  });
});
