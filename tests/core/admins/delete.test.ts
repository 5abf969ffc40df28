import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore, type Who } from '../../support/open-core';
import { storedRows } from '../../support/stored-rows';

type Input = CommandIo['admin.delete']['input'];
let opened: OpenedCore;
const db = () => opened.core.context.db;
const rowOf = async (id: string) => (await db().table('admins').get(id))!;
const change = async (id: string, values: object) => {
  await db().table('admins').update(id, values);
  await opened.core.context.access.load(db());
};
const remove = (id: string, extra: Partial<Input> = {}, who: Who = 'super') =>
  opened.as(who).execute('admin.delete', {
    id,
    typedName: '测试entry',
    reason: '离职',
    heirId: '',
    managerId: '',
    ...extra,
  });
const proofOf = async (id: string) => unwrap(await opened.as('super').ask('admin.proof', { id }));
const addMerchant = async (who: Who, name: string) =>
  unwrap(await opened.as(who).execute('merchant.create', { values: { name }, submit: false })).id;
/** All that is stored, but the list of what went wrong, which is to grow. */
/** Incidents, and which right was used when, are written after the answer: a dump may or may not have them yet. */
const all = async () =>
  JSON.stringify(
    await Promise.all(
      db()
        .dexie.tables.filter((table) => !['incidents', 'rightsUse'].includes(table.name))
        .map(storedRows),
    ),
  );

beforeEach(async () => {
  opened = await openCore();
});

describe('admin.delete', () => {
  it('leaves nothing but the name and a snapshot, in one step', async () => {
    const { entry, finance, manager, readonly } = opened.admins;
    const kept = await addMerchant('entry', '青禾面馆');
    const binned = await addMerchant('entry', '青禾茶铺');
    unwrap(await opened.as('entry').execute('merchant.update', { id: kept, rev: 1, values: { shortName: '青禾' } }));
    unwrap(await opened.as('super').execute('merchant.delete', { ids: [binned], reason: '重复' }));
    unwrap(await opened.as('entry').execute('draft.save', { key: 'merchant.new', json: '{}' }));
    unwrap(await opened.as('entry').execute('view.save', { key: 'merchants', json: '{}' }));
    const file = { uploadId: 'u', fileName: 'a.csv', bytes: 1, parts: 1, isText: false };
    unwrap(await opened.as('entry').execute('importPending.begin', file));
    await change(readonly, { managerId: entry });
    const preview = unwrap(await opened.as('super').ask('admin.deletePreview', { id: entry }));
    expect(preview).toEqual({
      owned: 2,
      outOfReach: 0,
      drafts: 1,
      imports: 1,
      views: 1,
      subordinates: [{ id: readonly, name: '测试readonly' }],
      isLastSuper: false,
      holdsLastRecovery: false,
    });
    expect(await proofOf(entry)).toMatchObject({ wraps: 2, owned: 2, leftovers: 3, subordinates: 1, snapshots: [] });

    const done = unwrap(await remove(entry, { heirId: finance, managerId: manager }));
    expect(done.handedOver).toBe(2);
    expect(await proofOf(entry)).toMatchObject({
      name: '测试entry',
      state: 'deleted',
      reason: '离职',
      rights: 0,
      assigned: 0,
      wraps: 0,
      sessions: 0,
      owned: 0,
      leftovers: 0,
      subordinates: 0,
      snapshots: [{ id: done.snapshotId, byName: '测试超管', merchants: 2 }],
    });
    expect(await rowOf(entry)).toMatchObject({ wrappedKeys: null, kdf: null, authHash: '', roleIds: [] });
    expect(await rowOf(readonly)).toMatchObject({ managerId: manager });
    expect(unwrap(await opened.as('super').ask('merchant.get', { id: kept })).ownerId).toBe(finance);
    expect(unwrap(await opened.as('super').ask('admin.list', {})).some((one) => one.id === entry)).toBe(false);
    const signIn = { loginName: 'entry', password: TEST_PASSWORD.entry };
    expect((await opened.core.execute('session.signIn', signIn)).ok).toBe(false);
    const log = await db().table('audit').where('action').equals('admin.delete').toArray();
    expect(log.every((entryRow) => entryRow.reason === '离职')).toBe(true);
    expect(log.map((row) => row.counts)).toContainEqual({
      drafts: 1,
      imports: 1,
      views: 1,
      teams: 0,
      handedOver: 2,
      subordinates: 1,
    });
    expect(unwrap(await opened.as('super').ask('audit.verify', {})).verdict).toBe('ok');
  });

  it('ends a session under way at once', async () => {
    const { entry } = opened.admins;
    const row = { ...(await rowOf(entry)), mustChangePassword: false };
    unwrap(await remove(entry));
    opened.core.context.session.begin(row, 'still-running', 0, () => undefined);
    expect(await opened.core.ask('merchant.counts', { filter: {} })).toMatchObject({
      error: { code: 'access.signed_out' },
    });
  });

  it('wants the name typed, an heir for what is owned, and a manager who is there', async () => {
    const { entry, readonly } = opened.admins;
    expect(await remove(entry, { typedName: '测试' })).toMatchObject({ error: { code: 'admin.name_mismatch' } });
    expect(await remove(entry, { reason: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await remove('nobody')).toMatchObject({ error: { code: 'admin.not_found' } });
    await addMerchant('entry', '青禾面馆');
    expect(await remove(entry)).toMatchObject({ error: { code: 'admin.heir_needed', params: { count: 1 } } });
    expect(await remove(entry, { heirId: entry })).toMatchObject({ error: { code: 'admin.heir_needed' } });
    expect(await remove(entry, { heirId: 'nobody' })).toMatchObject({ error: { code: 'admin.not_found' } });
    await change(readonly, { managerId: entry });
    const heirId = opened.admins.finance;
    expect(await remove(entry, { heirId, managerId: 'nobody' })).toMatchObject({ error: { code: 'admin.not_found' } });
    unwrap(await remove(entry, { heirId, managerId: readonly }));
    // One of the people below took the place: nobody leads themselves.
    expect(await rowOf(readonly)).toMatchObject({ managerId: '' });
    expect(await remove(entry, { heirId })).toMatchObject({ error: { code: 'admin.not_found' } });
  });

  it('never takes oneself, nor the last super administrator who holds the keys', async () => {
    const { super: owner } = opened.admins;
    expect(await remove(owner, { typedName: '测试超管' })).toMatchObject({ error: { code: 'admin.self_change' } });
    const second = { loginName: 'second', name: '测试第二人', roleId: 'super', password: 'granite teacup voyage 9' };
    const { id } = unwrap(await opened.as('super').execute('admin.create', { ...second, roleId: 'super' }));
    await change(owner, { wrappedKeys: null });
    expect(await remove(id, { typedName: '测试第二人' })).toMatchObject({ error: { code: 'admin.last_super' } });
    expect(await rowOf(id)).toMatchObject({ state: 'active' });
  });

  it('tells that the only recovery code would go with its holder', async () => {
    const second = { loginName: 'second', name: '测试第二人', roleId: 'super', password: 'granite teacup voyage 9' };
    const { id } = unwrap(await opened.as('super').execute('admin.create', { ...second, roleId: 'super' }));
    const preview = unwrap(await opened.as(id).ask('admin.deletePreview', { id: opened.admins.super }));
    expect(preview).toMatchObject({ holdsLastRecovery: true, isLastSuper: false });
  });

  it('stays within the reach of who deletes: people of the own team, merchants of the own scope', async () => {
    const { manager, entry, readonly } = opened.admins;
    const grants = [{ permission: 'admin:delete', scope: null, expiresAt: 0 }];
    await change(manager, { grants, scope: { kind: 'self' } });
    expect(await remove(entry, {}, 'manager')).toMatchObject({ error: { code: 'admin.not_yours' } });
    await change(entry, { managerId: manager });
    await addMerchant('super', '青禾面馆');
    await db().table('meta').toArray();
    const id = await addMerchant('manager', '青禾茶铺');
    unwrap(await opened.as('super').execute('merchant.assign', { ids: [id], ownerId: entry, reason: '交接' }));
    expect(await remove(entry, { heirId: manager }, 'manager')).toMatchObject({
      error: { code: 'admin.owned_out_of_reach', params: { count: 1 } },
    });
    await change(manager, { scope: { kind: 'team' } });
    await change(readonly, { managerId: entry });
    expect(await remove(entry, { heirId: manager, managerId: '' }, 'manager')).toMatchObject({
      error: { code: 'admin.not_yours' },
    });
    unwrap(await remove(entry, { heirId: manager, managerId: manager }, 'manager'));
    expect(await rowOf(readonly)).toMatchObject({ managerId: manager });
  });

  it('lets the record be invited anew, with the rights then given and no others', async () => {
    const { entry } = opened.admins;
    unwrap(await remove(entry));
    const { code, id } = unwrap(
      await opened.as('super').execute('admin.invite', {
        name: '测试entry',
        loginName: 'entry',
        mobile: '13800000000',
        wechatId: '',
        reviveId: entry,
        rights: {
          level: 'JUNIOR',
          roleIds: [],
          grants: [],
          denies: [],
          scope: { kind: 'self' },
          limits: {},
          managerId: '',
        },
        acceptConflicts: false,
      }),
    );
    expect(id).toBe(entry);
    const accepted = { loginName: 'entry', code, password: 'granite teacup voyage 9' };
    expect(unwrap(await opened.core.execute('invite.accept', accepted)).permissions).toEqual([]);
  });

  it('is denied to who may not, and undone as a whole when storing fails', async () => {
    const { entry, finance } = opened.admins;
    await addMerchant('entry', '青禾面馆');
    expect(await remove(entry, { heirId: finance }, 'manager')).toMatchObject({ error: { code: 'access.denied' } });
    const before = await all();
    db()
      .table('audit')
      .hook('creating', () => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    expect(await remove(entry, { heirId: finance })).toMatchObject({ error: { code: 'storage.full' } });
    expect((await all()) === before).toBe(true);
    expect((await opened.as('entry').ask('merchant.counts', { filter: {} })).ok).toBe(true);
  });
});

describe('admin.deletePreview', () => {
  it('is for who may delete, about people who are there', async () => {
    const { entry } = opened.admins;
    expect(await opened.as('manager').ask('admin.deletePreview', { id: entry })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('super').ask('admin.deletePreview', { id: 'nobody' })).toMatchObject({
      error: { code: 'admin.not_found' },
    });
    expect(await opened.as('super').ask('admin.deletePreview', { id: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});

describe('admin.deletedList', () => {
  it('names who is gone with their snapshot, to who may see administrators and within their reach', async () => {
    const { entry, manager } = opened.admins;
    expect(unwrap(await opened.as('super').ask('admin.deletedList', {}))).toEqual([]);
    unwrap(await remove(entry, {}));
    const list = unwrap(await opened.as('super').ask('admin.deletedList', {}));
    expect(list).toMatchObject([{ id: entry, loginName: 'entry', byName: '测试超管', snapshots: 1 }]);
    expect(await opened.as('finance').ask('admin.deletedList', {})).toMatchObject({ error: { code: 'access.denied' } });
    await change(manager, { scope: { kind: 'team' } });
    expect(unwrap(await opened.as('manager').ask('admin.deletedList', {}))).toEqual([]);
  });
});

describe('admin.proof', () => {
  it('tells nothing of people out of reach, nor of nobody', async () => {
    const { manager, entry } = opened.admins;
    await change(manager, { scope: { kind: 'team' } });
    expect(await opened.as('manager').ask('admin.proof', { id: entry })).toMatchObject({
      error: { code: 'admin.not_found' },
    });
    expect(await opened.as('entry').ask('admin.proof', { id: entry })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('super').ask('admin.proof', { id: '' })).toMatchObject({ error: { code: 'input.invalid' } });
  });
});

describe('admin.exportSnapshot', () => {
  it('gives what the person was and did, sealed until then, and says so in the audit', async () => {
    const { entry, finance } = opened.admins;
    await addMerchant('entry', '青禾面馆');
    const { snapshotId } = unwrap(await remove(entry, { heirId: finance }));
    const row = (await db().table('adminSnapshots').get(snapshotId))!;
    expect(Buffer.from(row.box).toString('latin1')).not.toContain('merchant-desk');
    const { json, name } = unwrap(await opened.as('auditor').execute('admin.exportSnapshot', { snapshotId }));
    expect(name).toBe('测试entry');
    const content = JSON.parse(json) as Record<string, unknown>;
    expect(content).toMatchObject({
      format: 'merchant-desk/admin-snapshot',
      profile: { loginName: 'entry', state: 'active' },
      rights: { roleIds: ['entry'] },
      merchants: [{ name: '青禾面馆' }],
    });
    expect(content['effective']).toContain('merchant:import');
    expect((content['entries'] as { action: string }[]).map((one) => one.action)).toContain('merchant.create');
    for (const secret of ['authHash', 'wrappedKeys', 'mobileKey']) expect(json).not.toContain(secret);
    const last = (await db().table('audit').orderBy('seq').last())!;
    expect(last).toMatchObject({ action: 'admin.exportSnapshot', targetId: entry, counts: { merchants: 1 } });
  });

  it('is denied to others, knows no other snapshots, and gives nothing when the entry cannot be kept', async () => {
    const { snapshotId } = unwrap(await remove(opened.admins.entry));
    const take = (who: Who, id = snapshotId) => opened.as(who).execute('admin.exportSnapshot', { snapshotId: id });
    expect(await take('manager')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await take('super', 'nothing')).toMatchObject({ error: { code: 'admin.not_found' } });
    expect(await take('super', '')).toMatchObject({ error: { code: 'input.invalid' } });
    db()
      .table('audit')
      .hook('creating', () => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    expect(await take('super')).toMatchObject({ error: { code: 'storage.full' } });
  });
});

describe.each(['admin.exportList', 'admin.exportMatrix'] as const)('%s', (name) => {
  it('counts itself in the audit, and is for who may export', async () => {
    const rows = unwrap(await opened.as('auditor').execute(name, {}));
    expect(rows.length).toBeGreaterThanOrEqual(6);
    expect(JSON.stringify(rows)).not.toMatch(/authHash|wrappedKeys|mobileKey/);
    const last = (await db().table('audit').orderBy('seq').last())!;
    expect(last).toMatchObject({ action: name, counts: { people: 8 } });
    expect(last.rowsHash).not.toBe('');
    expect(await opened.as('manager').execute(name, {})).toMatchObject({ error: { code: 'access.denied' } });
    const extra = { all: true } as unknown as Record<string, never>;
    expect(await opened.as('super').execute(name, extra)).toMatchObject({ error: { code: 'input.invalid' } });
    db()
      .table('audit')
      .hook('creating', () => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    expect(await opened.as('super').execute(name, {})).toMatchObject({ error: { code: 'storage.full' } });
  });
});

describe('the exported matrix', () => {
  it('has everybody with every permission, and says why it is held or not', async () => {
    const { entry, finance, manager } = opened.admins;
    const grants = [{ permission: 'audit:view', scope: { kind: 'self' }, expiresAt: 0 }];
    await change(entry, { grants, denies: ['merchant:import'], managerId: manager });
    const rows = unwrap(await opened.as('super').execute('admin.exportMatrix', {}));
    const cell = (login: string, permission: string) =>
      rows.find((row) => row.loginName === login && row.permission === permission)!;
    expect(cell('entry', 'merchant:create')).toMatchObject({ isHeld: true, roles: [{ zh: '录入员' }] });
    expect(cell('entry', 'merchant:import')).toMatchObject({ isHeld: false, isDenied: true, isCapped: false });
    expect(cell('entry', 'audit:view')).toMatchObject({ isHeld: false, isCapped: true });
    expect(cell('manager', 'merchant:export')).toMatchObject({ limit: { single: 10_000, day: 50_000 } });
    await change(finance, { scope: { kind: 'region', regions: ['3301'] } });
    const again = unwrap(await opened.as('super').execute('admin.exportMatrix', {}));
    const scoped = again.find((row) => row.loginName === 'finance' && row.permission === 'merchant:view')!;
    expect(scoped.scope).toEqual([{ owners: [], regions: ['3301'], merchants: 0 }]);
  });
});
