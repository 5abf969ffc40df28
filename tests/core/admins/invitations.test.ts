import { beforeEach, describe, expect, it } from 'vitest';
import type { AssignedRights } from '@shared/access/rights';
import type { CommandIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { assignedRole } from '../../support/rights-of-role';
import { openCore, TEST_PASSWORD, type OpenedCore, type Who } from '../../support/open-core';
import { storedRows } from '../../support/stored-rows';

type Input = CommandIo['admin.invite']['input'];
const NOTHING: AssignedRights = {
  level: 'JUNIOR',
  roleIds: [],
  grants: [],
  denies: [],
  scope: { kind: 'self' },
  limits: {},
  managerId: '',
};
const WHO: Input = {
  name: '测试新人',
  loginName: 'newcomer',
  mobile: '138 0000 0000',
  wechatId: '',
  reviveId: '',
  rights: NOTHING,
  acceptConflicts: false,
};
const PASSWORD = 'granite teacup voyage 9';
const HOUR = 3_600_000;

let opened: OpenedCore;
const db = () => opened.core.context.db;
const rowOf = async (id: string) => (await db().table('admins').get(id))!;
const lastAudit = async () => (await db().table('audit').orderBy('seq').last())!;
const invite = (change: Partial<Input> = {}, who: Who = 'super') =>
  opened.as(who).execute('admin.invite', { ...WHO, ...change });
const accept = (code: string, password = PASSWORD, loginName = 'newcomer') =>
  opened.core.execute('invite.accept', { loginName, code, password });
const resend = (id: string, contact?: { mobile: string; wechatId: string }) =>
  opened.as('super').execute('invite.resend', { id, ...(contact && { contact }) });
const everything = async () =>
  JSON.stringify(await Promise.all(db().dexie.tables.map(storedRows)), (_k, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );

/** Denied to who lacks the right, and nothing left behind when storing fails. */
async function expectDeniedAndUndone(call: (who: 'finance' | 'super') => Promise<unknown>): Promise<void> {
  const before = await db().table('admins').toArray();
  expect(await call('finance')).toMatchObject({ error: { code: 'access.denied' } });
  expect(await lastAudit()).toMatchObject({ result: 'denied', actorId: opened.admins.finance });
  db()
    .table('audit')
    .hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
  expect(await call('super')).toMatchObject({ error: { code: 'storage.full' } });
  expect(await db().table('admins').toArray()).toEqual(before);
}

beforeEach(async () => {
  opened = await openCore();
});

describe('admin.invite', () => {
  it('gives a code that opens the same vault, to somebody without any right until it is given one', async () => {
    const { id, code, loginName } = unwrap(await invite());
    const box = await opened.core.context.vault.seal('a|b|c', 'value');
    expect(loginName).toBe('newcomer');
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect(await rowOf(id)).toMatchObject({ state: 'invited', wrappedKeys: null, kdf: null, roleIds: [], grants: [] });
    const before = await opened.core.execute('session.signIn', { loginName, password: code });
    expect(before).toMatchObject({ error: { code: 'session.wrong_credentials' } });
    opened.core.context.vault.lock();
    expect(unwrap(await accept(code.toUpperCase().replaceAll('-', ' ')))).toMatchObject({
      adminId: id,
      permissions: [],
    });
    expect(await opened.core.context.vault.unseal('a|b|c', box)).toBe('value');
    expect(await rowOf(id)).toMatchObject({ state: 'active', mustChangePassword: false, invite: { credential: null } });
    unwrap(await opened.core.execute('session.signIn', { loginName, password: PASSWORD }));
  });

  it('stores neither the code nor the mobile in the clear, nowhere', async () => {
    const { id, code } = unwrap(await invite());
    const stored = await everything();
    for (const secret of [code, code.replaceAll('-', ''), '13800000000']) expect(stored).not.toContain(secret);
    expect(await rowOf(id)).toMatchObject({ mobileMask: '138****0000' });
    expect((await lastAudit()).diff).toContainEqual({ field: 'mobileMask', before: '', after: '138****0000' });
    expect(JSON.stringify(opened.host.lines)).not.toContain(code);
    const views = unwrap(await opened.as('super').ask('admin.list', {}));
    expect(views.find((one) => one.id === id)).toMatchObject({ mobileMask: '138****0000', state: 'invited' });
    expect(JSON.stringify(views)).not.toMatch(/13800000000|mobileKey|credential/);
  });

  it('refuses a contact that cannot be, none at all, and one that is taken in any spelling', async () => {
    const bad = async (change: Partial<Input>) => (await invite(change)) as { error?: { code: string } };
    expect(await bad({ mobile: '12800000000' })).toMatchObject({
      error: { code: 'input.invalid', issues: [{ field: 'mobile' }] },
    });
    expect(await bad({ mobile: '', wechatId: '1abcdef' })).toMatchObject({
      error: { code: 'input.invalid', issues: [{ field: 'wechatId' }] },
    });
    expect(await bad({ mobile: '', wechatId: 'short' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await bad({ mobile: '' })).toMatchObject({ error: { code: 'admin.contact_needed' } });
    expect(await bad({ name: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await invite({ wechatId: 'Wx_Newcomer1' }));
    expect(await bad({ loginName: 'other', mobile: '+86 138-0000-0000' })).toMatchObject({
      error: { code: 'admin.contact_taken' },
    });
    expect(await bad({ loginName: 'other', mobile: '', wechatId: 'wx_newcomer1' })).toMatchObject({
      error: { code: 'admin.contact_taken' },
    });
    expect(await bad({ loginName: 'ENTRY', mobile: '13900000000' })).toMatchObject({
      error: { code: 'admin.login_taken' },
    });
  });

  it('keeps who invites within their own rights and team', async () => {
    const { manager } = opened.admins;
    const { id } = unwrap(await invite({ rights: assignedRole('entry') }, 'manager'));
    expect(await rowOf(id)).toMatchObject({ managerId: manager, roleIds: ['entry'] });
    const other = { loginName: 'other', mobile: '13900000000' };
    expect(await invite({ ...other, rights: assignedRole('auditor') }, 'manager')).toMatchObject({
      error: { code: 'admin.beyond_own_rights' },
    });
    expect(await invite({ ...other, rights: assignedRole('super') }, 'manager')).toMatchObject({
      error: { code: 'admin.super_only' },
    });
    const both = assignedRole('entry', { roleIds: ['entry', 'finance'] });
    expect(await invite({ ...other, rights: both })).toMatchObject({
      error: { code: 'admin.conflicts_unconfirmed' },
    });
    unwrap(await invite({ ...other, rights: both, acceptConflicts: true }));
  });

  it('needs the right to set rights as soon as there are any to give', async () => {
    const { manager } = opened.admins;
    await db()
      .table('admins')
      .update(manager, { denies: ['admin:rights'] });
    await opened.core.context.access.load(db());
    expect(await invite({ rights: assignedRole('entry') }, 'manager')).toMatchObject({
      error: { code: 'access.denied', params: { permission: 'admin:rights' } },
    });
    unwrap(await invite({}, 'manager'));
  });

  it('holds a place under the cap until it runs out', async () => {
    const caps = { size: 'small', soft: 2, hard: 9, inviteHours: 1 } as const;
    unwrap(await opened.as('super').execute('admin.setCaps', caps));
    unwrap(await invite());
    const other = { loginName: 'other', mobile: '13900000000' };
    expect(await invite(other)).toMatchObject({ error: { code: 'admin.cap_reached', params: { limit: 9 } } });
    const direct = { loginName: 'direct', name: '测试', roleId: 'entry', password: PASSWORD } as const;
    expect(await opened.as('super').execute('admin.create', direct)).toMatchObject({
      error: { code: 'admin.cap_reached' },
    });
    opened.clock.advance(HOUR);
    unwrap(await invite(other));
  });

  it('is denied to others and undone when storing fails', async () => {
    await expectDeniedAndUndone((who) => opened.as(who).execute('admin.invite', WHO));
  });
});

describe('invite.accept', () => {
  it('takes a code once, and tells a wrong one from nobody’s by nothing', async () => {
    const { code } = unwrap(await invite());
    await opened.core.execute('session.signOut', {});
    expect(await accept('aaaa-bbbb-cccc-dddd')).toMatchObject({ error: { code: 'invite.wrong_code' } });
    expect(await accept('aaaa-bbbb-cccc-dddd', PASSWORD, 'ghost')).toMatchObject({
      error: { code: 'invite.wrong_code' },
    });
    expect(await accept('no code')).toMatchObject({ error: { code: 'invite.wrong_code' } });
    expect(await accept(code, 'short')).toMatchObject({ error: { code: 'password.too_short' } });
    unwrap(await accept(code));
    expect(await lastAudit()).toMatchObject({ action: 'invite.accept', actorName: '测试新人', result: 'ok' });
    expect(await accept(code)).toMatchObject({ error: { code: 'invite.wrong_code' } });
    expect(await accept(code, '')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is throttled like signing in, apart from it', async () => {
    const { code } = unwrap(await invite());
    for (let i = 0; i < 5; i++) await accept('aaaa-bbbb-cccc-dddd');
    expect(await accept(code)).toMatchObject({ error: { code: 'session.throttled' } });
    opened.clock.advance(31_000);
    unwrap(await accept(code));
  });

  it('asks a future super administrator for a super administrator’s password', async () => {
    const { code } = unwrap(await invite({ rights: assignedRole('super') }));
    expect(await accept(code, 'granite teacup')).toMatchObject({ error: { code: 'password.too_short' } });
    unwrap(await accept(code));
  });

  it('says that a code ran out only to who has it, and then keeps no keys under it', async () => {
    const { id, code } = unwrap(await invite());
    opened.clock.advance(72 * HOUR);
    expect(await accept('aaaa-bbbb-cccc-dddd')).toMatchObject({ error: { code: 'invite.wrong_code' } });
    expect(await accept(code)).toMatchObject({ error: { code: 'invite.expired' } });
    expect(await rowOf(id)).toMatchObject({ state: 'invited', invite: { credential: null } });
    const view = unwrap(await opened.as('super').ask('admin.list', {})).find((one) => one.id === id);
    expect(view?.invite).toMatchObject({ isExpired: true });
  });

  it('stores nothing when storing fails', async () => {
    const { id, code } = unwrap(await invite());
    const before = await rowOf(id);
    db()
      .table('audit')
      .hook('creating', () => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    expect(await accept(code)).toMatchObject({ error: { code: 'storage.full' } });
    expect(await rowOf(id)).toEqual(before);
  });
});

describe('invite.decline', () => {
  const decline = (code: string) => opened.core.execute('invite.decline', { loginName: 'newcomer', code });

  it('ends the invitation by the code, and the record can be invited anew', async () => {
    const { id, code } = unwrap(await invite());
    expect(await decline('aaaa-bbbb-cccc-dddd')).toMatchObject({ error: { code: 'invite.wrong_code' } });
    unwrap(await decline(code));
    expect(await rowOf(id)).toMatchObject({ state: 'declined', invite: { credential: null } });
    expect(await lastAudit()).toMatchObject({ action: 'invite.decline', actorId: id });
    expect(await accept(code)).toMatchObject({ error: { code: 'invite.wrong_code' } });
    const again = unwrap(await invite({ reviveId: id, loginName: 'newcomer' }));
    expect(again.id).toBe(id);
    unwrap(await accept(again.code));
    expect(await decline('')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('stores nothing when storing fails', async () => {
    const { id, code } = unwrap(await invite());
    db()
      .table('audit')
      .hook('creating', () => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    expect(await decline(code)).toMatchObject({ error: { code: 'storage.full' } });
    expect(await rowOf(id)).toMatchObject({ state: 'invited' });
  });
});

describe('invite.resend', () => {
  it('makes the old code worthless, counts, and waits in between', async () => {
    const { id, code } = unwrap(await invite());
    expect(await resend(id)).toMatchObject({ error: { code: 'invite.cooldown', params: { seconds: 60 } } });
    opened.clock.advance(60_000);
    const next = unwrap(await resend(id));
    expect(await lastAudit()).toMatchObject({ diff: [{ field: 'codes', before: '1', after: '2' }] });
    expect(await accept(code)).toMatchObject({ error: { code: 'invite.wrong_code' } });
    unwrap(await accept(next.code));
    expect(await resend(id)).toMatchObject({ error: { code: 'invite.not_pending' } });
  });

  it('corrects the contact in the same step, at once', async () => {
    const { id, code } = unwrap(await invite());
    const next = unwrap(await resend(id, { mobile: '13900000001', wechatId: 'wx_newcomer' }));
    expect(await rowOf(id)).toMatchObject({ mobileMask: '139****0001', wechatId: 'wx_newcomer', invite: { sent: 2 } });
    expect(next.code).not.toBe(code);
    expect(await resend(id, { mobile: '1', wechatId: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await resend(id, { mobile: '', wechatId: '' })).toMatchObject({ error: { code: 'admin.contact_needed' } });
    unwrap(await invite({ loginName: 'other' }));
    expect(await resend(id, { mobile: '13800000000', wechatId: '' })).toMatchObject({
      error: { code: 'admin.contact_taken' },
    });
  });

  it('brings one that ran out back, as far as there is room', async () => {
    const { id } = unwrap(await invite());
    opened.clock.advance(80 * HOUR);
    unwrap(await resend(id));
    opened.clock.advance(80 * HOUR);
    const caps = { size: 'small', soft: 2, hard: 6, inviteHours: 72 } as const;
    unwrap(await opened.as('super').execute('admin.setCaps', caps));
    expect(await resend(id)).toMatchObject({ error: { code: 'admin.cap_reached' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    const { id } = unwrap(await invite());
    opened.clock.advance(60_000);
    await expectDeniedAndUndone((who) => opened.as(who).execute('invite.resend', { id }));
  });
});

describe('invite.revoke', () => {
  it('takes the code back with a reason', async () => {
    const { id, code } = unwrap(await invite());
    unwrap(await opened.as('super').execute('invite.revoke', { id, reason: '不再需要' }));
    expect(await rowOf(id)).toMatchObject({ state: 'revoked', stateReason: '不再需要', invite: { credential: null } });
    expect(await lastAudit()).toMatchObject({ reason: '不再需要' });
    expect(await accept(code)).toMatchObject({ error: { code: 'invite.wrong_code' } });
    const again = { id, reason: '再次' };
    expect(await opened.as('super').execute('invite.revoke', again)).toMatchObject({
      error: { code: 'invite.not_pending' },
    });
    expect(await opened.as('super').execute('invite.revoke', { id, reason: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('is for those of one’s own team', async () => {
    const { id } = unwrap(await invite());
    expect(await opened.as('manager').execute('invite.revoke', { id, reason: '试' })).toMatchObject({
      error: { code: 'admin.not_yours' },
    });
  });

  it('is denied to others and undone when storing fails', async () => {
    const { id } = unwrap(await invite());
    await expectDeniedAndUndone((who) => opened.as(who).execute('invite.revoke', { id, reason: '测试' }));
  });
});

describe('who never accepted', () => {
  it('cannot be opened, locked, or given a password', async () => {
    const { id } = unwrap(await invite());
    const set = { id, state: 'active', reason: '测试' } as const;
    expect(await opened.as('super').execute('admin.setState', set)).toMatchObject({
      error: { code: 'admin.state_not_allowed' },
    });
    expect(await opened.as('super').execute('admin.resetPassword', { id })).toMatchObject({
      error: { code: 'admin.state_not_allowed' },
    });
  });

  it('is no super administrator the desk could rest on', async () => {
    unwrap(await invite({ rights: assignedRole('super') }));
    const second = { loginName: 'second', name: '测试第二人', roleId: 'super', password: PASSWORD } as const;
    const { id } = unwrap(await opened.as('super').execute('admin.create', second));
    await db().table('admins').update(opened.admins.super, { wrappedKeys: null });
    expect(await opened.as('super').execute('admin.setState', { id, state: 'locked', reason: '测试' })).toMatchObject({
      error: { code: 'admin.last_super' },
    });
  });
});

describe('admin.preconditions', () => {
  const check = async (change: Partial<Input>, who: Who = 'super') => {
    const { name, loginName, mobile, wechatId, reviveId } = { ...WHO, ...change };
    return unwrap(await opened.as(who).ask('admin.preconditions', { name, loginName, mobile, wechatId, reviveId }));
  };
  const failed = async (change: Partial<Input>, who?: Who) =>
    (await check(change, who)).checks.filter((one) => !one.ok).map((one) => one.code);

  it('name what stands in the way, and offer the record that can be invited anew', async () => {
    expect(await failed({})).toEqual([]);
    expect(await failed({ loginName: 'entry', mobile: '' })).toEqual(['login', 'contact']);
    expect(await failed({}, 'auditor')).toEqual(['right']);
    const { id, code } = unwrap(await invite());
    expect((await check({ loginName: 'x2' })).existing).toEqual({
      id,
      name: '测试新人',
      state: 'invited',
      renewable: false,
    });
    unwrap(await opened.core.execute('invite.decline', { loginName: 'newcomer', code }));
    expect(await check({})).toMatchObject({ existing: { id, state: 'declined', renewable: true } });
    expect(await failed({ reviveId: id })).toEqual([]);
  });

  it('tell a manager nothing of people who are not theirs, and others nothing at all', async () => {
    const { manager } = opened.admins;
    unwrap(await invite());
    await db()
      .table('admins')
      .update(manager, { scope: { kind: 'team' } });
    await opened.core.context.access.load(db());
    expect(await check({ loginName: 'x2' }, 'manager')).toMatchObject({ existing: null });
    expect(await failed({ loginName: 'x2' }, 'manager')).toEqual(['duplicate']);
    const input = { name: '', loginName: '', mobile: '', wechatId: '', reviveId: '' };
    expect(await opened.as('entry').ask('admin.preconditions', input)).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('super').ask('admin.preconditions', {} as typeof input)).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});

describe('admin.setCaps', () => {
  const caps = { size: 'large', soft: 10, hard: 50, inviteHours: 24 } as const;

  it('is kept, recorded field by field, and told by admin.caps', async () => {
    expect(unwrap(await opened.as('auditor').ask('admin.caps', {}))).toMatchObject({ size: 'medium', people: 8 });
    unwrap(await opened.as('super').execute('admin.setCaps', caps));
    expect(await lastAudit()).toMatchObject({
      diff: [{ field: 'size', before: 'medium', after: 'large' }, {}, {}, {}],
    });
    unwrap(await invite());
    expect(unwrap(await opened.as('super').ask('admin.caps', {}))).toEqual({ ...caps, people: 9, invited: 1 });
    const { id } = unwrap(await invite({ loginName: 'other', mobile: '13900000000' }));
    expect((await rowOf(id)).invite!.expiresAt).toBe(opened.clock.now() + 24 * HOUR);
  });

  it('refuses a hard cap below the soft one, and other input', async () => {
    const set = (change: object) => opened.as('super').execute('admin.setCaps', { ...caps, ...change });
    expect(await set({ hard: 9 })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await set({ soft: 0 })).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await set({ hard: 0 }));
    expect(await opened.as('entry').ask('admin.caps', {})).toMatchObject({ error: { code: 'access.denied' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    const before = await storedRows(db().table('meta'));
    await expectDeniedAndUndone((who) => opened.as(who).execute('admin.setCaps', caps));
    expect(await storedRows(db().table('meta'))).toEqual(before);
  });
});

describe('a locked account', () => {
  it('is out at once, hears that it is locked, and comes back with the same password', async () => {
    const { entry } = opened.admins;
    await db().table('admins').update(entry, { mustChangePassword: false, oneTimeUntil: 0 });
    await opened.core.context.access.load(db());
    unwrap(await opened.core.execute('session.signIn', { loginName: 'entry', password: TEST_PASSWORD.entry }));
    const running = { ...opened.core.context.session.actor! };
    unwrap(await opened.as('super').execute('admin.setState', { id: entry, state: 'locked', reason: '账号异常' }));
    expect(await rowOf(entry)).toMatchObject({ state: 'locked', stateReason: '账号异常' });
    // The clerk's own session, had it gone on: it ends with the next question, keys and all.
    const row = { ...(await rowOf(entry)), mustChangePassword: false };
    opened.core.context.session.begin(row, 'still-running', 0, () => opened.core.context.vault.lock());
    expect(running.adminId).toBe(entry);
    expect(await opened.core.ask('merchant.counts', { filter: {} })).toMatchObject({
      error: { code: 'access.signed_out' },
    });
    expect(opened.core.context.vault.isOpen).toBe(false);
    expect(
      await opened.core.execute('session.signIn', { loginName: 'entry', password: TEST_PASSWORD.entry }),
    ).toMatchObject({ error: { code: 'session.account_locked' } });
    unwrap(await opened.as('super').execute('admin.setState', { id: entry, state: 'active', reason: '已查明' }));
    unwrap(await opened.core.execute('session.signIn', { loginName: 'entry', password: TEST_PASSWORD.entry }));
  });
});

describe('admin.list of a manager', () => {
  it('holds oneself and one’s own people, unless the right reaches everything', async () => {
    const { manager, entry, readonly } = opened.admins;
    expect(unwrap(await opened.as('manager').ask('admin.list', {}))).toHaveLength(8);
    await db()
      .table('admins')
      .update(manager, { scope: { kind: 'team' } });
    await db().table('admins').update(entry, { managerId: manager });
    await db().table('admins').update(readonly, { managerId: entry });
    await opened.core.context.access.load(db());
    const ids = unwrap(await opened.as('manager').ask('admin.list', {})).map((one) => one.id);
    expect(ids.sort()).toEqual([manager, entry, readonly].sort());
    expect(unwrap(await opened.as('auditor').ask('admin.list', {}))).toHaveLength(8);
  });
});
