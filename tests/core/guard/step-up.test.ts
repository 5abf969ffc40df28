import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { codeAt, enrolFactor } from '../../support/authenticator';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const MINUTE = 60_000;
let opened: OpenedCore;
/** Something that asks for a fresh proof. */
const reset = () => opened.core.execute('admin.resetPassword', { id: opened.admins.entry });
const prove = (input: { password: string } | { code: string }) => opened.core.execute('session.prove', input);
const STALE = { ok: false, error: { code: 'access.step_up' } };

beforeEach(async () => {
  opened = await openCore();
  unwrap(await opened.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
});

describe('a command that asks who is there', () => {
  it('is content for five minutes after signing in, unlocking or a new proof', async () => {
    opened.clock.advance(5 * MINUTE);
    unwrap(await reset());
    opened.clock.advance(1);
    expect(await reset()).toEqual(STALE);
    unwrap(await prove({ password: TEST_PASSWORD.super }));
    unwrap(await reset());
    opened.clock.advance(6 * MINUTE);
    expect(await reset()).toEqual(STALE);
    unwrap(await opened.core.execute('session.lock', { reason: 'user' }));
    unwrap(await opened.core.execute('session.unlock', { password: TEST_PASSWORD.super }));
    unwrap(await reset());
    opened.clock.advance(-6 * MINUTE);
    expect(await reset()).toEqual(STALE);
  });

  it('changes nothing and prepares nothing before that', async () => {
    opened.clock.advance(6 * MINUTE);
    const before = await opened.core.context.db.table('admins').toArray();
    const entries = await opened.core.context.db.table('audit').count();
    expect(await reset()).toEqual(STALE);
    expect(await opened.core.context.db.table('admins').toArray()).toEqual(before);
    expect(await opened.core.context.db.table('audit').count()).toBe(entries);
  });

  it('is one that hands out rights, opens accounts or changes what guards them', () => {
    const asking = [...opened.commands.values()].filter((c) => c.stepUp).map((c) => c.name as string);
    for (const name of [
      'admin.create',
      'admin.resetPassword',
      'admin.setRights',
      'admin.invite',
      'admin.delete',
      'role.create',
      'role.update',
      'merchant.purge',
      'factor.begin',
      'factor.confirm',
      'factor.renewCodes',
      'factor.reset',
      'security.configure',
      'session.setIdleMinutes',
    ]) {
      expect(asking).toContain(name);
    }
  });
});

describe('session.prove', () => {
  it('takes a code of the second factor instead', async () => {
    const { secret } = await enrolFactor(opened);
    opened.clock.advance(6 * MINUTE);
    expect(await reset()).toEqual(STALE);
    expect(await prove({ code: '000000' })).toMatchObject({ error: { code: 'session.wrong_code' } });
    expect(await reset()).toEqual(STALE);
    unwrap(await prove({ code: codeAt(secret, opened.clock.now()) }));
    unwrap(await reset());
  });

  it('counts wrong passwords with those of the sign-in, and leaves an entry either way', async () => {
    opened.clock.advance(6 * MINUTE);
    for (let i = 0; i < 5; i++) {
      expect(await prove({ password: 'not the password' })).toMatchObject({
        error: { code: 'session.wrong_credentials' },
      });
    }
    expect(await prove({ password: TEST_PASSWORD.super })).toMatchObject({ error: { code: 'session.throttled' } });
    expect(await reset()).toEqual(STALE);
    opened.clock.advance(30_000);
    unwrap(await prove({ password: TEST_PASSWORD.super }));
    const entries = (await opened.core.context.db.table('audit').toArray()).filter((r) => r.action === 'session.prove');
    expect(entries.map((r) => r.result)).toEqual(['fail', 'fail', 'fail', 'fail', 'fail', 'ok']);
    expect(await opened.core.context.db.table('admins').get(opened.admins.super)).toMatchObject({ failedCount: 0 });
  });

  it('refuses other input, a code where there is no second factor, and who is not there', async () => {
    expect(await prove({ password: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await prove({ code: '123456' })).toMatchObject({ error: { code: 'factor.none' } });
    await opened.core.execute('session.lock', { reason: 'user' });
    expect(await prove({ password: TEST_PASSWORD.super })).toMatchObject({ error: { code: 'access.locked' } });
    await opened.core.execute('session.signOut', {});
    expect(await prove({ password: TEST_PASSWORD.super })).toMatchObject({ error: { code: 'access.signed_out' } });
  });

  it('proves nothing when it cannot be recorded', async () => {
    opened.clock.advance(6 * MINUTE);
    opened.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await prove({ password: TEST_PASSWORD.super })).toMatchObject({ error: { code: 'storage.full' } });
    expect(await reset()).toEqual(STALE);
  });
});
