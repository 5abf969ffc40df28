import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type SecurityPolicy } from '@shared/access/security-policy';
import { unwrap } from '@shared/kernel/result';
import { codeAt, enrolFactor } from '../../support/authenticator';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const DAY = 86_400_000;
let opened: OpenedCore;
const signIn = (loginName: string, password: string, code?: string) =>
  opened.core.execute('session.signIn', { loginName, password, ...(code !== undefined && { code }) });
const configure = (policy: Partial<SecurityPolicy>, who = 'super') =>
  opened.as(who).execute('security.configure', { ...DEFAULT_POLICY, ...policy });
const change = (current: string, next: string) => opened.core.execute('session.changePassword', { current, next });

beforeEach(async () => {
  opened = await openCore();
});

describe('security.configure', () => {
  it('is kept, audited field by field, and the same again is no deed', async () => {
    expect(unwrap(await opened.as('auditor').ask('security.policy', {}))).toEqual(DEFAULT_POLICY);
    unwrap(await configure({ passwords: 'strict', dormantDays: 30 }));
    expect(unwrap(await opened.as('auditor').ask('security.policy', {}))).toEqual({
      passwords: 'strict',
      factorFor: 'nobody',
      dormantDays: 30,
      secondAdmin: 'whenPossible',
    });
    unwrap(await configure({ passwords: 'strict', dormantDays: 30 }));
    const entries = (await opened.core.context.db.table('audit').toArray()).filter(
      (row) => row.action === 'security.configure',
    );
    expect(entries.map((row) => row.diff)).toEqual([
      [
        { field: 'passwords', before: 'standard', after: 'strict' },
        { field: 'dormantDays', before: '90', after: '30' },
      ],
    ]);
  });

  it('is denied without the right, takes no other values, and is undone when storing fails', async () => {
    expect(await configure({}, 'manager')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await opened.as('entry').ask('security.policy', {})).toMatchObject({ error: { code: 'access.denied' } });
    for (const wrong of [{ dormantDays: 6 }, { factorFor: 'everybody' as never }, { passwords: 'none' as never }]) {
      expect(await configure(wrong)).toMatchObject({ error: { code: 'input.invalid' } });
    }
    opened.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await configure({ passwords: 'strict' })).toMatchObject({ error: { code: 'storage.full' } });
    expect(unwrap(await opened.as('super').ask('security.policy', {}))).toEqual(DEFAULT_POLICY);
  });
});

describe('a second factor the company requires', () => {
  it('is asked for at the next sign-in, and nothing else works until then', async () => {
    unwrap(await configure({ factorFor: 'supers' }));
    const info = unwrap(await signIn('super', TEST_PASSWORD.super));
    expect(info).toMatchObject({ secondFactor: 'due', mustChangePassword: false });
    const due = { error: { code: 'session.factor_due' } };
    expect(await opened.core.ask('admin.list', {})).toMatchObject(due);
    expect(await opened.core.execute('admin.resetPassword', { id: opened.admins.entry })).toMatchObject(due);
    expect(unwrap(await opened.core.ask('factor.status', {}))).toMatchObject({ factor: null, factorRequired: true });
    await enrolFactor(opened);
    unwrap(await opened.core.ask('admin.list', {}));
    expect(unwrap(await signIn('finance', TEST_PASSWORD.finance)).secondFactor).toBe('off');
  });

  it('may be asked of everybody who holds a risky right', async () => {
    unwrap(await configure({ factorFor: 'risky' }));
    // Finance may reveal ID numbers; an entry clerk holds nothing of high risk.
    expect(unwrap(await signIn('finance', TEST_PASSWORD.finance)).secondFactor).toBe('due');
    expect(unwrap(await signIn('entry', TEST_PASSWORD.entry)).secondFactor).toBe('off');
  });
});

describe('the length of passwords', () => {
  it('is 15 for who approves or configures, 10 for a clerk, 8 beside a second factor', async () => {
    unwrap(await signIn('manager', TEST_PASSWORD.manager));
    expect(await change(TEST_PASSWORD.manager, 'kettle moss 27')).toMatchObject({
      error: { code: 'password.too_short', params: { min: 15 } },
    });
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    expect(await change(TEST_PASSWORD.entry, 'moss+fern')).toMatchObject({
      error: { code: 'password.too_short', params: { min: 10 } },
    });
    await enrolFactor(opened);
    expect(await change(TEST_PASSWORD.entry, 'kettle')).toMatchObject({
      error: { code: 'password.too_short', params: { min: 8 } },
    });
    unwrap(await change(TEST_PASSWORD.entry, 'moss+fern'));
  });

  it('is asked again once the second factor is gone', async () => {
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    const { secret } = await enrolFactor(opened);
    unwrap(await change(TEST_PASSWORD.entry, 'moss+fern'));
    const code = codeAt(secret, opened.clock.now());
    unwrap(await opened.core.execute('factor.disable', { password: 'moss+fern', code }));
    expect(unwrap(await signIn('entry', 'moss+fern'))).toMatchObject({
      mustChangePassword: true,
      passwordDue: 'rules',
    });
    unwrap(await change('moss+fern', 'kettle moss 27'));
    expect(unwrap(await signIn('entry', 'kettle moss 27')).passwordDue).toBe('');
  });
});

describe('the stricter preset', () => {
  const WORDS = ['Kettle', 'Walnut', 'Marble', 'Copper', 'Violet', 'Silver'];
  const passwords = WORDS.map((word) => `${word} 27 lagoon orbit`);

  it('is off by default', async () => {
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    unwrap(await change(TEST_PASSWORD.entry, 'kettle moss lagoon'));
    unwrap(await change('kettle moss lagoon', TEST_PASSWORD.entry));
    opened.clock.advance(400 * DAY);
    expect(unwrap(await signIn('entry', TEST_PASSWORD.entry)).mustChangePassword).toBe(false);
  });

  it('asks three kinds of characters and none of the last five', async () => {
    unwrap(await configure({ passwords: 'strict' }));
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    expect(await change(TEST_PASSWORD.entry, 'kettlemosslagoon')).toMatchObject({
      error: { code: 'password.too_uniform', params: { kinds: 3 } },
    });
    let current: string = TEST_PASSWORD.entry;
    for (const next of passwords.slice(0, 5)) {
      unwrap(await change(current, next));
      current = next;
    }
    for (const past of passwords.slice(0, 4)) {
      expect(await change(current, past), past).toMatchObject({ error: { code: 'password.used_before' } });
    }
    // The sixth before may come back.
    unwrap(await change(current, TEST_PASSWORD.entry.replace('walnut', 'Walnut')));
  });

  it('lets a password expire after 90 days, which leads to a new one and not out of the door', async () => {
    unwrap(await configure({ passwords: 'strict' }));
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    unwrap(await change(TEST_PASSWORD.entry, passwords[1]!));
    opened.clock.advance(90 * DAY);
    expect(unwrap(await signIn('entry', passwords[1]!)).passwordDue).toBe('');
    opened.clock.advance(1);
    const info = unwrap(await signIn('entry', passwords[1]!));
    expect(info).toMatchObject({ mustChangePassword: true, passwordDue: 'expired', strictPasswords: true });
    expect(await opened.core.ask('merchant.counts', { filter: {} })).toMatchObject({
      error: { code: 'session.must_change_password' },
    });
    unwrap(await change(passwords[1]!, passwords[0]!));
    unwrap(await opened.core.ask('merchant.counts', { filter: {} }));
  });

  it('asks for a better one at once where it is known to be too plain', async () => {
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    unwrap(await change(TEST_PASSWORD.entry, 'kettlemosslagoon'));
    unwrap(await configure({ passwords: 'strict' }));
    expect(unwrap(await signIn('entry', 'kettlemosslagoon')).passwordDue).toBe('rules');
  });
});
