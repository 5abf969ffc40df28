import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { codeAt, enrolFactor, signInSettled } from '../../support/authenticator';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

let opened: OpenedCore;
const signIn = (loginName: string, password: string, code?: string) =>
  opened.core.execute('session.signIn', { loginName, password, ...(code !== undefined && { code }) });
const superIn = (code?: string) => signIn('super', TEST_PASSWORD.super, code);
const guardOf = async (id: string) => opened.core.context.db.table('guards').get(id);
const codeOf = (secret: string) => codeAt(secret, opened.clock.now());
const entriesOf = async (action: string) =>
  (await opened.core.context.db.table('audit').toArray()).filter((row) => row.action === action);
const failAudit = (): void => {
  opened.core.context.db.table('audit').hook('creating', () => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
};

beforeEach(async () => {
  opened = await openCore();
  unwrap(await superIn());
});

describe('setting up a second factor', () => {
  it('asks for a code of it, gives ten recovery codes once, and leaves no secret behind', async () => {
    const { secret, uri } = unwrap(await opened.core.execute('factor.begin', {}));
    expect(uri).toContain(`secret=${secret}`);
    expect(await guardOf(opened.admins.super)).toMatchObject({ factor: null });
    expect(await opened.core.execute('factor.confirm', { code: '000000' })).toMatchObject({
      error: { code: 'session.wrong_code' },
    });
    const { codes } = unwrap(
      await opened.core.execute('factor.confirm', {
        code: ` ${codeOf(secret).slice(0, 3)} ${codeOf(secret).slice(3)}`,
      }),
    );
    expect(codes).toHaveLength(10);
    const stored = JSON.stringify(await opened.core.context.db.table('guards').toArray());
    for (const plain of [secret, ...codes, ...codes.map((c) => c.replaceAll('-', ''))]) {
      expect(stored).not.toContain(plain);
    }
    expect(unwrap(await opened.core.ask('factor.status', {}))).toMatchObject({
      factor: { since: opened.clock.now(), codesLeft: 10 },
      factorRequired: false,
    });
    expect(unwrap(await opened.core.ask('session.current', {}))?.secondFactor).toBe('on');
    expect((await entriesOf('factor.confirm')).at(-1)).toMatchObject({
      result: 'ok',
      diff: [{ field: 'secondFactor', before: 'off', after: 'on' }],
    });
  });

  it('is refused a second time, without a beginning, to who is not there, and when it cannot be recorded', async () => {
    expect(await opened.core.execute('factor.confirm', { code: '123456' })).toMatchObject({
      error: { code: 'factor.not_begun' },
    });
    expect(await opened.core.execute('factor.confirm', { code: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    await enrolFactor(opened);
    expect(await opened.core.execute('factor.begin', {})).toMatchObject({ error: { code: 'factor.already_on' } });
    await opened.core.execute('session.signOut', {});
    expect(await opened.core.execute('factor.begin', {})).toMatchObject({ error: { code: 'access.signed_out' } });
    expect(await opened.core.ask('factor.status', {})).toMatchObject({ error: { code: 'access.signed_out' } });
    unwrap(await signIn('entry', TEST_PASSWORD.entry).then(async () => signIn('finance', TEST_PASSWORD.finance)));
  });

  it('stores nothing when the audit is full', async () => {
    const { secret } = unwrap(await opened.core.execute('factor.begin', {}));
    const before = await guardOf(opened.admins.super);
    failAudit();
    expect(await opened.core.execute('factor.confirm', { code: codeOf(secret) })).toMatchObject({
      error: { code: 'storage.full' },
    });
    expect(await guardOf(opened.admins.super)).toEqual(before);
    expect(opened.core.context.session.duties.secondFactor).toBe('off');
  });
});

describe('signing in and unlocking with a second factor', () => {
  let secret = '';
  let codes: string[] = [];

  beforeEach(async () => {
    ({ secret, codes } = await enrolFactor(opened));
    unwrap(await opened.core.execute('session.signOut', {}));
  });

  it('asks for the code only after the right password, and opens nothing before', async () => {
    expect(await signIn('super', 'not the password')).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    expect(await superIn()).toEqual({ ok: false, error: { code: 'session.code_needed' } });
    expect(opened.core.context.vault.isOpen).toBe(false);
    expect(await superIn('000000')).toMatchObject({ error: { code: 'session.wrong_code' } });
    expect(opened.core.context.session.actor).toBeNull();
    expect((await entriesOf('session.signIn')).at(-1)).toMatchObject({ result: 'fail', targetId: opened.admins.super });
    expect(unwrap(await superIn(codeOf(secret))).secondFactor).toBe('on');
    expect(opened.core.context.vault.isOpen).toBe(true);
  });

  it('accepts no code twice, be it by another way in', async () => {
    const code = codeOf(secret);
    unwrap(await superIn(code));
    unwrap(await opened.core.execute('session.lock', { reason: 'user' }));
    const unlock = (typed?: string) =>
      opened.core.execute('session.unlock', { password: TEST_PASSWORD.super, ...(typed && { code: typed }) });
    expect(await unlock()).toMatchObject({ error: { code: 'session.code_needed' } });
    expect(await unlock(code)).toMatchObject({ error: { code: 'session.code_used' } });
    expect(opened.core.context.vault.isOpen).toBe(false);
    opened.clock.advance(30_000);
    expect(unwrap(await unlock(codeOf(secret))).locked).toBe(false);
  });

  it('takes each recovery code once, also when the clock is no help', async () => {
    unwrap(await superIn(codes[3]));
    expect(unwrap(await opened.core.ask('factor.status', {})).factor?.codesLeft).toBe(9);
    await opened.core.execute('session.signOut', {});
    expect(await superIn(codes[3])).toMatchObject({ error: { code: 'session.wrong_code' } });
    opened.clock.advance(3_600_000);
    unwrap(await superIn(codeOf(secret)));
    // The clock was ahead and is put right: no code of the app counts before that hour has come, a recovery code mends it.
    opened.clock.advance(-1_800_000);
    expect(await superIn(codeOf(secret))).toMatchObject({ error: { code: 'session.clock_behind' } });
    unwrap(await superIn(codes[0]));
    opened.clock.advance(60_000);
    unwrap(await superIn(codeOf(secret)));
  });

  it('makes who guesses wait after five tries, over a restart too, and counts what cannot be a code as none', async () => {
    for (let i = 0; i < 9; i++) expect(await superIn('12345')).toMatchObject({ error: { code: 'session.wrong_code' } });
    for (let i = 0; i < 5; i++)
      expect(await superIn('000000')).toMatchObject({ error: { code: 'session.wrong_code' } });
    const held = { error: { code: 'session.throttled', params: { seconds: 30 } } };
    expect(await superIn(codeOf(secret))).toMatchObject(held);
    opened = await opened.reopen();
    expect(await superIn(codeOf(secret))).toMatchObject(held);
    opened.clock.advance(30_000);
    unwrap(await superIn(codeOf(secret)));
    expect(await guardOf(opened.admins.super)).toMatchObject({ factorFailed: 0, factorHeldUntil: 0 });
  });

  it('closes an account after a hundred wrong codes, but only holds the last super administrator', async () => {
    await signInSettled(opened, 'entry');
    await enrolFactor(opened);
    for (const [name, password] of [
      ['entry', TEST_PASSWORD.entry],
      ['super', TEST_PASSWORD.super],
    ] as const) {
      for (let i = 0; i < 100; i++) {
        await signIn(name, password, '000000');
        opened.clock.advance(3_600_000);
      }
    }
    const admins = opened.core.context.db.table('admins');
    expect(await admins.get(opened.admins.entry)).toMatchObject({ state: 'disabled' });
    expect(await admins.get(opened.admins.super)).toMatchObject({ state: 'active' });
    unwrap(await superIn(codeOf(secret)));
    // Opened again, the account starts from nothing: one slip does not close it at once.
    const { entry } = opened.admins;
    unwrap(await opened.as('super').execute('admin.setState', { id: entry, state: 'active', reason: '本人已核实' }));
    expect(await signIn('entry', TEST_PASSWORD.entry, '000000')).toMatchObject({
      error: { code: 'session.wrong_code' },
    });
    expect(await admins.get(entry)).toMatchObject({ state: 'active' });
    expect(await guardOf(entry)).toMatchObject({ factorFailed: 1 });
  });

  it('moves with a new password, and with the same one under a higher cost', async () => {
    unwrap(await superIn(codeOf(secret)));
    const next = 'short 1x';
    unwrap(await opened.core.execute('session.changePassword', { current: TEST_PASSWORD.super, next }));
    opened.clock.advance(60_000);
    unwrap(await opened.core.execute('session.prove', { code: codeOf(secret) }));
    opened.clock.advance(60_000);
    Object.assign(opened.core.context.vault.kdfCost, { iterations: 2 });
    unwrap(await signIn('super', next, codeOf(secret)));
    opened.clock.advance(60_000);
    unwrap(await signIn('super', next, codeOf(secret)));
    Object.assign(opened.core.context.vault.kdfCost, { iterations: 1 });
  });

  it('goes with a recovery of the whole account, and the short password with it', async () => {
    const recover = (newPassword: string) =>
      opened.core.execute('session.recover', { loginName: 'super', recoveryCode: opened.recoveryCode, newPassword });
    expect(await recover('short 1x')).toMatchObject({ error: { code: 'password.too_short' } });
    const { session } = unwrap(await recover('harvest tunnel mosaic 20'));
    expect(session.secondFactor).toBe('off');
    expect((await entriesOf('session.recover')).at(-1)?.diff).toContainEqual({
      field: 'secondFactor',
      before: 'on',
      after: 'off',
    });
    unwrap(await signIn('super', 'harvest tunnel mosaic 20'));
  });
});

describe('giving a second factor up', () => {
  it('takes the password and a code; new recovery codes make the old ones worthless', async () => {
    const { secret, codes } = await enrolFactor(opened);
    const renewed = unwrap(await opened.core.execute('factor.renewCodes', {})).codes;
    expect(renewed.some((code) => codes.includes(code))).toBe(false);
    const disable = (password: string, code: string) => opened.core.execute('factor.disable', { password, code });
    expect(await disable('not the password', codeOf(secret))).toMatchObject({
      error: { code: 'session.wrong_credentials' },
    });
    expect(await disable(TEST_PASSWORD.super, codes[0]!)).toMatchObject({ error: { code: 'session.wrong_code' } });
    expect(await disable('', '')).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await disable(TEST_PASSWORD.super, renewed[0]!));
    expect(unwrap(await opened.core.ask('factor.status', {})).factor).toBeNull();
    expect(await opened.core.execute('factor.renewCodes', {})).toMatchObject({ error: { code: 'factor.none' } });
    expect(await disable(TEST_PASSWORD.super, renewed[1]!)).toMatchObject({ error: { code: 'factor.none' } });
    unwrap(await superIn());
  });

  it('is not allowed where the company requires one', async () => {
    const { secret } = await enrolFactor(opened);
    unwrap(
      await opened.core.execute('security.configure', {
        passwords: 'standard',
        factorFor: 'supers',
        dormantDays: 90,
        secondAdmin: 'whenPossible',
      }),
    );
    expect(
      await opened.core.execute('factor.disable', { password: TEST_PASSWORD.super, code: codeOf(secret) }),
    ).toMatchObject({ error: { code: 'factor.required' } });
  });

  it('leaves everything as it was when it cannot be recorded', async () => {
    const { secret } = await enrolFactor(opened);
    const before = await guardOf(opened.admins.super);
    failAudit();
    for (const result of [
      await opened.core.execute('factor.renewCodes', {}),
      await opened.core.execute('factor.disable', { password: TEST_PASSWORD.super, code: codeOf(secret) }),
    ]) {
      expect(result).toMatchObject({ error: { code: 'storage.full' } });
    }
    expect(await guardOf(opened.admins.super)).toEqual(before);
  });
});

describe('factor.reset', () => {
  const reset = (who: string, id: string, reason = '手机丢失') =>
    opened.as(who).execute('factor.reset', { id, reason });

  beforeEach(async () => {
    unwrap(await signIn('finance', TEST_PASSWORD.finance));
    await enrolFactor(opened);
  });

  it('is a super administrator’s, for a reason, and for others only', async () => {
    const { finance } = opened.admins;
    expect(await reset('manager', finance)).toMatchObject({ error: { code: 'admin.not_yours' } });
    expect(await reset('readonly', finance)).toMatchObject({ error: { code: 'access.denied' } });
    expect(await reset('super', opened.admins.super)).toMatchObject({ error: { code: 'admin.self_change' } });
    expect(await reset('super', finance, '')).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await reset('super', opened.admins.entry)).toMatchObject({ error: { code: 'factor.none' } });
    unwrap(await reset('super', finance));
    expect((await entriesOf('factor.reset')).at(-1)).toMatchObject({
      result: 'ok',
      targetId: finance,
      reason: '手机丢失',
      diff: [{ field: 'secondFactor', before: 'on', after: 'off' }],
    });
    unwrap(await signIn('finance', TEST_PASSWORD.finance));
  });

  it('is undone when it cannot be recorded', async () => {
    failAudit();
    expect(await reset('super', opened.admins.finance)).toMatchObject({ error: { code: 'storage.full' } });
    expect(await guardOf(opened.admins.finance)).toMatchObject({ factor: { codes: { length: 10 } } });
  });

  it('comes with a reset of the password, which a team’s leader may not do then', async () => {
    const { finance, manager } = opened.admins;
    await opened.core.context.db.table('admins').update(finance, { managerId: manager });
    await opened.core.context.access.load(opened.core.context.db);
    const id = { id: finance };
    expect(await opened.as('manager').execute('admin.resetPassword', id)).toMatchObject({
      error: { code: 'factor.super_only' },
    });
    const { password } = unwrap(await opened.as('super').execute('admin.resetPassword', id));
    expect(await guardOf(finance)).toMatchObject({ factor: null });
    expect(unwrap(await signIn('finance', password)).passwordDue).toBe('oneTime');
  });
});
