import { beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '@renderer/core/core';
import { infoOf } from '@shared/access/catalogue';
import type { AssignedRights } from '@shared/access/rights';
import { ROLES, type RoleId } from '@shared/access/roles';
import { unwrap } from '@shared/kernel/result';
import { BY_NUMBER, createOne, dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

let opened: OpenedCore;
let core: Core;

async function setRights(id: string, rights: Partial<AssignedRights>): Promise<void> {
  const row = (await opened.core.context.db.table('admins').get(id))!;
  const { rev, level, roleIds, grants, denies, scope, limits, managerId } = row;
  const now = { level, roleIds, grants, denies, scope, limits, managerId, ...rights };
  const input = { id, rev, rights: now, reason: '调整', acceptConflicts: true };
  unwrap(await opened.as('super').execute('admin.setRights', input));
}

/** Signs in for good: what `as` assumes would begin the session anew with each call. */
async function signIn(role: RoleId): Promise<void> {
  await opened.core.context.db
    .table('admins')
    .update(opened.admins[role], { mustChangePassword: false, oneTimeUntil: 0 });
  unwrap(await core.execute('session.signIn', { loginName: role, password: TEST_PASSWORD[role] }));
}

const lookAs = (role: RoleId) => core.execute('preview.begin', { kind: 'admin', adminId: opened.admins[role] });
const lastEntry = async () => (await core.context.db.table('audit').orderBy('seq').last())!;

beforeEach(async () => {
  opened = await openCore();
  core = opened.core;
  const hangzhou = { province: '浙江省', city: '杭州市', district: '西湖区' };
  await createOne(opened, 1);
  await createOne(opened, 2, hangzhou);
  await setRights(opened.admins.entry, { scope: { kind: 'region', regions: ['33'] } });
});

describe('preview.begin', () => {
  it('shows menus and data as the person sees them, says whose they are, and changes nothing', async () => {
    await signIn('super');
    unwrap(await lookAs('entry'));
    expect(await lastEntry()).toMatchObject({
      action: 'preview.begin',
      actorId: opened.admins.super,
      targetId: opened.admins.entry,
      targetLabel: '测试entry',
    });
    const session = unwrap(await core.ask('session.current', {}))!;
    expect(session).toMatchObject({ name: '测试超管', preview: { name: '测试entry', hidden: 0 }, seesAll: false });
    expect(session.permissions).toContain('merchant:import');
    expect(session.permissions).not.toContain('audit:view');
    const seen = unwrap(await core.ask('merchant.list', BY_NUMBER));
    expect(seen.rows.map((row) => row.name)).toHaveLength(1);
    expect(seen.rows[0]).toMatchObject({ province: '浙江省' });
  });

  it('refuses every command until it is left, and denies the queries the person may not ask, without accusing anybody', async () => {
    await signIn('super');
    unwrap(await lookAs('entry'));
    const before = await dumpTables(opened);
    for (const name of ['merchant.create', 'admin.setState', 'draft.save', 'view.save', 'preview.begin'] as const) {
      expect(await core.execute(name, {} as never), name).toMatchObject({ error: { code: 'access.previewing' } });
    }
    expect(await core.ask('audit.list', { log: 'all', limit: 1 })).toMatchObject({ error: { code: 'access.denied' } });
    expect(await dumpTables(opened)).toBe(before);
    unwrap(await core.execute('preview.end', {}));
    expect(await lastEntry()).toMatchObject({ action: 'preview.end', actorId: opened.admins.super });
    expect((await core.ask('audit.list', { log: 'all', limit: 1 })).ok).toBe(true);
    expect(unwrap(await core.ask('merchant.list', BY_NUMBER)).total).toBe(2);
    expect(unwrap(await core.ask('session.current', {}))).toMatchObject({ preview: null, seesAll: true });
  });

  it('never shows more than who looks may see', async () => {
    await setRights(opened.admins.auditor, {
      roleIds: ['entry'],
      grants: [{ permission: 'admin:view', scope: { kind: 'all' }, expiresAt: 0 }],
      scope: { kind: 'region', regions: ['4403'] },
    });
    await signIn('auditor');
    unwrap(await lookAs('super'));
    const session = unwrap(await core.ask('session.current', {}))!;
    expect(session.permissions).not.toContain('merchant:purge');
    expect(session.preview!.hidden).toBeGreaterThan(10);
    expect(unwrap(await core.ask('merchant.list', BY_NUMBER)).rows.map((row) => row.province)).toEqual(['广东省']);
    unwrap(await core.execute('preview.end', {}));
    unwrap(await lookAs('entry'));
    // One sees Hangzhou, the other Shenzhen: together nothing.
    expect(unwrap(await core.ask('merchant.counts', { filter: {} })).total).toBe(0);
  });

  it('notes no right as used by whoever looks', async () => {
    await signIn('super');
    unwrap(await lookAs('entry'));
    unwrap(await core.ask('merchant.list', BY_NUMBER));
    unwrap(await core.execute('preview.end', {}));
    const used = await core.context.db.table('rightsUse').where('adminId').equals(opened.admins.super).toArray();
    expect(used.map((row) => row.permission)).not.toContain('merchant:view');
  });

  it('shows what somebody new with roles would see', async () => {
    await signIn('super');
    const target = { kind: 'role', roleIds: ['finance'], level: 'JUNIOR', scope: { kind: 'all' } } as const;
    unwrap(await core.execute('preview.begin', target));
    const { permissions, preview } = unwrap(await core.ask('session.current', {}))!;
    expect(permissions).toContain('merchant:view');
    expect(permissions).not.toContain('merchant:update');
    expect(preview).toMatchObject({ name: '', roles: [{ zh: '财务' }], level: 'JUNIOR' });
  });

  it('stays over a lock, and ends with the session', async () => {
    await signIn('super');
    unwrap(await lookAs('entry'));
    unwrap(await core.execute('session.lock', { reason: 'user' }));
    unwrap(await core.execute('session.unlock', { password: TEST_PASSWORD.super }));
    expect(unwrap(await core.ask('session.current', {}))!.preview).not.toBeNull();
    unwrap(await core.execute('session.signOut', {}));
    const last = await core.context.db.table('audit').orderBy('seq').reverse().limit(2).toArray();
    expect(last.map((one) => [one.action, one.actorName])).toEqual([
      ['session.signOut', '测试超管'],
      ['preview.end', '测试超管'],
    ]);
    await signIn('super');
    expect(unwrap(await core.ask('session.current', {}))!.preview).toBeNull();
    // The entry has no signature, and need not: nobody had the keys by then.
    expect(unwrap(await core.ask('audit.verify', {})).verdict).toMatch(/^(ok|unanchored)$/);
  });

  it('is denied to who may not see administrators, refuses the unknown and nonsense, and does not begin unrecorded', async () => {
    const unknown = { kind: 'admin', adminId: 'nobody' } as const;
    expect(await opened.as('entry').execute('preview.begin', unknown)).toMatchObject({
      error: { code: 'access.denied' },
    });
    await signIn('super');
    expect(await core.execute('preview.begin', unknown)).toMatchObject({ error: { code: 'admin.not_found' } });
    const roles = { kind: 'role', roleIds: ['x'], level: 'JUNIOR', scope: { kind: 'all' } } as const;
    expect(await core.execute('preview.begin', roles)).toMatchObject({ error: { code: 'role.not_found' } });
    expect(await core.execute('preview.begin', {} as never)).toMatchObject({ error: { code: 'input.invalid' } });
    const stop = failInTransaction(opened);
    expect((await lookAs('entry')).ok).toBe(false);
    stop();
    expect(unwrap(await core.ask('session.current', {}))!.preview).toBeNull();
  });
});

describe('preview.end', () => {
  it('needs a preview, and takes nothing else', async () => {
    await signIn('super');
    expect(await core.execute('preview.end', {})).toMatchObject({ error: { code: 'preview.not_active' } });
    expect(await core.execute('preview.end', { x: 1 } as never)).toMatchObject({ error: { code: 'input.invalid' } });
    await core.execute('session.signOut', {});
    expect(await core.execute('preview.end', {})).toMatchObject({ error: { code: 'access.signed_out' } });
  });
});

describe('rights.preview', () => {
  it('tells what a person or a role would come to, and from what', async () => {
    const views = unwrap(
      await opened.as('manager').ask('rights.preview', { kind: 'admin', adminId: opened.admins.entry }),
    );
    const view = views.find((one) => one.permission === 'merchant:view')!;
    expect(view).toMatchObject({ roles: [{ en: 'Entry clerk' }], grantedUntil: null, scope: [{ regions: ['33'] }] });
    const role = { kind: 'role', roleIds: ['manager'], level: 'JUNIOR', scope: { kind: 'self' } } as const;
    const junior = unwrap(await opened.as('manager').ask('rights.preview', role));
    // Of a junior's roles only what carries little risk counts, whatever the roles come to contain.
    const low = ROLES.manager.permissions.filter((one) => infoOf(one).risk === 'low');
    expect(new Set(junior.map((one) => one.permission))).toEqual(new Set(low));
    expect(low).not.toContain('merchant:update');
    expect(await opened.as('entry').ask('rights.preview', role)).toMatchObject({ error: { code: 'access.denied' } });
    expect(await opened.as('manager').ask('rights.preview', { kind: 'admin', adminId: 'x' })).toMatchObject({
      error: { code: 'admin.not_found' },
    });
  });
});
