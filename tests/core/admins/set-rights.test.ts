import { beforeEach, describe, expect, it } from 'vitest';
import type { AssignedRights } from '@shared/access/rights';
import type { CommandIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { assignedRole } from '../../support/rights-of-role';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let opened: OpenedCore;
const db = () => opened.core.context.db;
const rowOf = async (id: string) => (await db().table('admins').get(id))!;
type Input = CommandIo['admin.setRights']['input'];

async function setRights(who: Who, id: string, rights: Partial<AssignedRights>, extra: Partial<Input> = {}) {
  const { rev, level, roleIds, grants, denies, scope, limits, managerId } = await rowOf(id);
  const now: AssignedRights = { level, roleIds, grants, denies, scope, limits, managerId };
  const input = { id, rev, rights: { ...now, ...rights }, reason: '岗位调整', acceptConflicts: false, ...extra };
  return opened.as(who).execute('admin.setRights', input);
}

beforeEach(async () => {
  opened = await openCore();
});

describe('admin.setRights', () => {
  it('holds at once in the session under way, and tells what came and what went', async () => {
    const { entry } = opened.admins;
    const set = unwrap(await setRights('super', entry, { denies: ['merchant:import'], grants: [grant('audit:view')] }));
    expect(set).toMatchObject({ added: ['audit:view'], removed: ['merchant:import'] });
    expect((await opened.as('entry').ask('audit.list', { log: 'all', limit: 1 })).ok).toBe(true);
    expect(await opened.as('entry').execute('import.revert', { batchId: 'x' })).toMatchObject({
      error: { code: 'import.batch_not_found' },
    });
    expect(await opened.as('entry').ask('import.sameFile', { sha256: 'a' })).toMatchObject({
      error: { code: 'access.denied', params: { permission: 'merchant:import' } },
    });
    const entryInLog = (await db().table('audit').where('action').equals('admin.setRights').first())!;
    expect(entryInLog).toMatchObject({ reason: '岗位调整', targetId: entry, actorId: opened.admins.super });
    expect(entryInLog.diff.map((d) => d.field)).toEqual(['grants', 'denies']);
    expect(await db().table('rightsChanges').toArray()).toMatchObject([
      { adminId: entry, added: ['audit:view'], removed: ['merchant:import'], reason: '岗位调整', ackAt: 0 },
    ]);
  });

  it('lets a temporary grant end by itself', async () => {
    const { readonly } = opened.admins;
    const expiresAt = opened.clock.now() + 3_600_000;
    unwrap(await setRights('super', readonly, { grants: [{ permission: 'audit:view', scope: null, expiresAt }] }));
    expect((await opened.as('readonly').ask('audit.list', { log: 'all', limit: 1 })).ok).toBe(true);
    opened.clock.advance(3_600_000);
    expect(await opened.as('readonly').ask('audit.list', { log: 'all', limit: 1 })).toMatchObject({
      error: { code: 'access.denied' },
    });
  });

  it('refuses a state that is no longer the latest, a missing reason, and unknown roles', async () => {
    const { entry } = opened.admins;
    expect(await setRights('super', entry, {}, { rev: 99 })).toMatchObject({ error: { code: 'admin.conflict' } });
    expect(await setRights('super', entry, {}, { reason: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await setRights('super', entry, { roleIds: ['owner'] })).toMatchObject({
      error: { code: 'role.not_found' },
    });
    expect(await setRights('super', 'nobody', {}).catch(() => 'no row')).toBe('no row');
    const unknown = { id: 'nobody', rev: 1, rights: assignedRole('entry'), reason: '无', acceptConflicts: false };
    expect(await opened.as('super').execute('admin.setRights', unknown)).toMatchObject({
      error: { code: 'admin.not_found' },
    });
  });

  it('lets nobody change the own rights, and never leaves the desk without a super administrator', async () => {
    const { super: owner } = opened.admins;
    expect(await setRights('super', owner, { denies: ['audit:view'] })).toMatchObject({
      error: { code: 'admin.self_change' },
    });
    const second = unwrap(
      await opened.as('super').execute('admin.create', {
        loginName: 'second',
        name: '测试第二人',
        roleId: 'super',
        password: 'granite teacup voyage 9',
      }),
    );
    unwrap(await opened.as(second.id).execute('admin.setState', { id: owner, state: 'disabled', reason: '离职' }));
    unwrap(await opened.as(second.id).execute('admin.setState', { id: owner, state: 'active', reason: '返岗' }));
    unwrap(await setRights(second.id, owner, { roleIds: ['finance'] }));
    expect(await rowOf(owner)).toMatchObject({ roleIds: ['finance'], level: 'SENIOR' });
  });

  it('asks a promoted admin for a password that is long enough', async () => {
    await db().table('admins').update(opened.admins.entry, { mustChangePassword: false });
    unwrap(await setRights('super', opened.admins.entry, { roleIds: ['super'] }));
    expect(await rowOf(opened.admins.entry)).toMatchObject({ mustChangePassword: true, level: 'SUPER' });
  });

  it('wants conflicts of duties confirmed', async () => {
    const { entry } = opened.admins;
    const both = { roleIds: ['entry', 'finance'] };
    expect(await setRights('super', entry, both)).toMatchObject({
      error: { code: 'admin.conflicts_unconfirmed', params: { count: 3 } },
    });
    unwrap(await setRights('super', entry, both, { acceptConflicts: true }));
    // What was accepted once is not asked again.
    unwrap(await setRights('super', entry, { denies: ['import:revert'] }));
  });

  it('lets a manager give own staff what the manager holds, and nothing beyond', async () => {
    const { manager, readonly } = opened.admins;
    expect(await setRights('manager', readonly, { grants: [grant('merchant:create')] })).toMatchObject({
      error: { code: 'admin.not_yours' },
    });
    unwrap(await setRights('super', readonly, { managerId: manager }));
    unwrap(await setRights('manager', readonly, { grants: [grant('merchant:create')] }));
    expect(await setRights('manager', readonly, { grants: [grant('audit:view')] })).toMatchObject({
      error: { code: 'admin.beyond_own_rights', issues: [{ field: 'audit:view', code: 'beyond_own' }] },
    });
    expect(await setRights('manager', readonly, { roleIds: ['super'] })).toMatchObject({
      error: { code: 'admin.super_only' },
    });
    expect(await setRights('manager', readonly, { managerId: '' })).toMatchObject({
      error: { code: 'admin.not_yours' },
    });
    expect(await setRights('super', manager, { managerId: readonly })).toMatchObject({
      error: { code: 'admin.manager_circle' },
    });
    // The manager's loss is the staff's loss, at once.
    unwrap(await setRights('super', manager, { denies: ['merchant:create'] }));
    expect(await opened.as('readonly').execute('merchant.create', { values: {}, submit: false })).toMatchObject({
      error: { code: 'access.denied' },
    });
  });

  it('is denied to who may not, and undone when storing fails', async () => {
    const { entry, finance } = opened.admins;
    const before = await db().table('admins').toArray();
    expect(await setRights('finance', entry, {})).toMatchObject({ error: { code: 'access.denied' } });
    expect((await db().table('audit').orderBy('seq').last())!).toMatchObject({ result: 'denied', actorId: finance });
    db()
      .table('rightsChanges')
      .hook('creating', () => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    expect(await setRights('super', entry, { denies: ['merchant:view'] })).toMatchObject({
      error: { code: 'storage.full' },
    });
    expect(await db().table('admins').toArray()).toEqual(before);
    expect((await opened.as('entry').ask('merchant.counts', { filter: {} })).ok).toBe(true);
  });
});

describe('rights.pending', () => {
  it('tells the person what came and went until they took note, and nobody else', async () => {
    unwrap(await setRights('super', opened.admins.entry, { denies: ['merchant:import'] }));
    const pending = unwrap(await opened.as('entry').ask('rights.pending', {}));
    expect(pending).toMatchObject([{ by: '测试超管', reason: '岗位调整', added: [], removed: ['merchant:import'] }]);
    expect(unwrap(await opened.as('finance').ask('rights.pending', {}))).toEqual([]);
    unwrap(await opened.as('entry').execute('rights.acknowledge', { ids: [pending[0]!.id] }));
    expect(unwrap(await opened.as('entry').ask('rights.pending', {}))).toEqual([]);
  });
});

describe('rights.acknowledge', () => {
  it('is for the person alone, once, and recorded', async () => {
    unwrap(await setRights('super', opened.admins.entry, { denies: ['merchant:import'] }));
    const { id } = (await db().table('rightsChanges').toArray())[0]!;
    expect(await opened.as('finance').execute('rights.acknowledge', { ids: [id] })).toMatchObject({
      error: { code: 'admin.not_found' },
    });
    expect(await opened.as('entry').execute('rights.acknowledge', { ids: [] })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    unwrap(await opened.as('entry').execute('rights.acknowledge', { ids: [id] }));
    expect((await db().table('rightsChanges').get(id))!.ackAt).toBe(opened.clock.now());
    expect((await db().table('audit').orderBy('seq').last())!.action).toBe('rights.acknowledge');
  });
});

function grant(permission: AssignedRights['grants'][number]['permission']): AssignedRights['grants'][number] {
  return { permission, scope: null, expiresAt: 0 };
}
