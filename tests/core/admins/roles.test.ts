import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

type Role = CommandIo['role.create']['input'];
const HELP: Role = {
  zh: '驻场专员',
  en: 'Support',
  dutyZh: '解答商户问题',
  dutyEn: 'Answers merchants',
  permissions: ['merchant:view', 'merchant:revealPhone'],
  scope: null,
  limits: { 'merchant:revealPhone': { day: 20 } },
  reason: '新岗位',
};
let opened: OpenedCore;
const db = () => opened.core.context.db;
const rowOf = async (id: string) => (await db().table('admins').get(id))!;
const change = async (id: string, values: object) => {
  await db().table('admins').update(id, values);
  await opened.core.context.access.load(db());
};
const create = (extra: Partial<Role> = {}, who: Who = 'super') =>
  opened.as(who).execute('role.create', { ...HELP, ...extra });
const update = (id: string, extra: Partial<CommandIo['role.update']['input']> = {}, who: Who = 'super') =>
  opened.as(who).execute('role.update', { ...HELP, id, rev: 1, acceptConflicts: false, ...extra });
const remove = (id: string, extra: Partial<CommandIo['role.delete']['input']> = {}, who: Who = 'super') =>
  opened
    .as(who)
    .execute('role.delete', { id, rev: 1, replacementId: '', reason: '合并岗位', acceptConflicts: false, ...extra });
const stored = async () =>
  JSON.stringify(
    await Promise.all(['roles', 'admins', 'rightsChanges'].map((name) => db().dexie.table(name).toArray())),
  );

async function expectDeniedAndUndone(call: (who: Who) => Promise<unknown>): Promise<void> {
  expect(await call('manager')).toMatchObject({ error: { code: 'access.denied' } });
  const before = await stored();
  db()
    .table('audit')
    .hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
  expect(await call('super')).toMatchObject({ error: { code: 'storage.full' } });
  expect(await stored()).toBe(before);
}

beforeEach(async () => {
  opened = await openCore();
});

describe('role.create', () => {
  it('makes a role that can be given, and gives what it says', async () => {
    const { id } = unwrap(await create());
    await change(opened.admins.readonly, { roleIds: [id] });
    const rights = opened.core.context.access.rightsOf(opened.admins.readonly, opened.clock.now());
    expect([...rights.held.keys()]).toEqual(['merchant:view', 'merchant:revealPhone']);
    expect(rights.held.get('merchant:revealPhone')!.limit).toEqual({ day: 20 });
    const entry = (await db().table('audit').orderBy('seq').last())!;
    expect(entry).toMatchObject({ action: 'role.create', targetLabel: '驻场专员', reason: '新岗位' });
  });

  it('refuses a name that is taken, what the maker does not hold, and other input', async () => {
    expect(await create({ zh: '财务' })).toMatchObject({ error: { code: 'role.name_taken' } });
    expect(await create({ en: 'entry clerk' })).toMatchObject({ error: { code: 'role.name_taken' } });
    expect(await create({ zh: ' ' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await create({ reason: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    await change(opened.admins.manager, { grants: [{ permission: 'role:manage', scope: null, expiresAt: 0 }] });
    expect(await create({ permissions: ['merchant:view', 'audit:view'] }, 'manager')).toMatchObject({
      error: { code: 'admin.beyond_own_rights', issues: [{ field: 'audit:view' }] },
    });
    unwrap(await create({}, 'manager'));
  });

  it('is denied to others and undone when storing fails', async () => {
    await expectDeniedAndUndone((who) => create({}, who));
  });
});

describe('role.clone', () => {
  const clone = (sourceId: string, who: Who = 'super') =>
    opened.as(who).execute('role.clone', { sourceId, zh: '录入二组', en: 'Entry, second team' });

  it('copies a built-in role into one that can be changed', async () => {
    const { id } = unwrap(await clone('entry'));
    const list = unwrap(await opened.as('super').ask('role.list', {}));
    const copy = list.find((one) => one.id === id)!;
    const source = list.find((one) => one.id === 'entry')!;
    expect(copy).toMatchObject({ isBuiltIn: false, isEditable: true, rev: 1, permissions: source.permissions });
    expect(source).toMatchObject({ isBuiltIn: true, isEditable: false });
    expect(await clone('entry')).toMatchObject({ error: { code: 'role.name_taken' } });
    expect(await clone('nothing')).toMatchObject({ error: { code: 'role.not_found' } });
    expect(await clone('')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    await expectDeniedAndUndone((who) => clone('entry', who));
  });
});

describe('role.update', () => {
  it('reaches everybody who holds it and who is below them, and tells each', async () => {
    const { readonly, entry } = opened.admins;
    const { id } = unwrap(await create());
    await change(readonly, { roleIds: [id] });
    await change(entry, { managerId: readonly });
    const next = { permissions: ['merchant:view', 'merchant:create'] as Role['permissions'], limits: {} };
    const shown = unwrap(await opened.as('super').ask('role.preview', { kind: 'update', id, scope: null, ...next }));
    expect(shown.affected.map((one) => one.id).sort()).toEqual([readonly, entry].sort());
    expect(shown.affected.find((one) => one.id === readonly)).toMatchObject({
      added: ['merchant:create'],
      removed: ['merchant:revealPhone'],
    });
    expect(unwrap(await update(id, next))).toEqual({ rev: 2, affected: 2, requestId: '' });
    const pending = unwrap(await opened.as('readonly').ask('rights.pending', {}));
    expect(pending).toMatchObject([
      { added: ['merchant:create'], removed: ['merchant:revealPhone'], reason: '新岗位' },
    ]);
    expect(unwrap(await opened.as('entry').ask('rights.pending', {}))).toMatchObject([{ added: ['merchant:create'] }]);
    expect(await update(id, next)).toMatchObject({ error: { code: 'role.conflict' } });
  });

  it('wants new conflicts of duties accepted', async () => {
    const { id } = unwrap(await create());
    await change(opened.admins.entry, { roleIds: ['entry', id] });
    const permissions: Role['permissions'] = ['merchant:view', 'merchant:status'];
    expect(await update(id, { permissions })).toMatchObject({ error: { code: 'admin.conflicts_unconfirmed' } });
    const shown = unwrap(
      await opened.as('super').ask('role.preview', { kind: 'update', id, permissions, scope: null, limits: {} }),
    );
    expect(shown.affected[0]!.conflicts.length).toBe(3);
    unwrap(await update(id, { permissions, acceptConflicts: true }));
  });

  it('leaves built-in roles, other people’s roles and the own one alone', async () => {
    const { manager, entry } = opened.admins;
    expect(await update('entry')).toMatchObject({ error: { code: 'role.built_in' } });
    expect(await update('nothing')).toMatchObject({ error: { code: 'role.not_found' } });
    await change(manager, { grants: [{ permission: 'role:manage', scope: null, expiresAt: 0 }] });
    const theirs = unwrap(await create());
    expect(await update(theirs.id, {}, 'manager')).toMatchObject({ error: { code: 'role.not_yours' } });
    const own = unwrap(await create({ zh: '我的', en: 'Mine' }, 'manager'));
    const renamed = { zh: '我的', en: 'Mine' };
    await change(entry, { roleIds: [own.id] });
    expect(await update(own.id, renamed, 'manager')).toMatchObject({ error: { code: 'role.not_yours' } });
    await change(entry, { managerId: manager });
    expect(await update(own.id, { ...renamed, permissions: ['merchant:purge'] }, 'manager')).toMatchObject({
      error: { code: 'admin.beyond_own_rights' },
    });
    unwrap(await update(own.id, renamed, 'manager'));
    await change(manager, { roleIds: ['manager', own.id] });
    expect(await update(own.id, { ...renamed, rev: 2 }, 'manager')).toMatchObject({
      error: { code: 'admin.self_change' },
    });
    expect(await update(own.id, { reason: '' })).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('is denied to others and undone when storing fails', async () => {
    const { id } = unwrap(await create());
    await change(opened.admins.readonly, { roleIds: [id] });
    await expectDeniedAndUndone((who) => update(id, { permissions: ['merchant:view'] }, who));
  });
});

describe('role.delete', () => {
  it('asks for a replacement where somebody holds it, and tells them', async () => {
    const { readonly } = opened.admins;
    const { id } = unwrap(await create());
    await change(readonly, { roleIds: [id, 'readonly'] });
    expect(await remove(id)).toMatchObject({ error: { code: 'role.in_use', params: { count: 1 } } });
    expect(await remove(id, { replacementId: 'super' })).toMatchObject({ error: { code: 'role.super_replacement' } });
    expect(await remove(id, { replacementId: id })).toMatchObject({ error: { code: 'role.not_found' } });
    const shown = unwrap(
      await opened.as('super').ask('role.preview', { kind: 'delete', id, replacementId: 'readonly' }),
    );
    expect(shown.affected).toMatchObject([{ id: readonly, removed: ['merchant:revealPhone'] }]);
    expect(unwrap(await remove(id, { replacementId: 'readonly' }))).toEqual({ affected: 1 });
    expect(await rowOf(readonly)).toMatchObject({ roleIds: ['readonly'] });
    expect(unwrap(await opened.as('readonly').ask('rights.pending', {}))).toHaveLength(1);
    expect(await remove(id)).toMatchObject({ error: { code: 'role.not_found' } });
  });

  it('needs none where nobody does', async () => {
    const { id } = unwrap(await create());
    expect(await remove('entry')).toMatchObject({ error: { code: 'role.built_in' } });
    expect(await remove(id, { rev: 9 })).toMatchObject({ error: { code: 'role.conflict' } });
    expect(await remove(id, { reason: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await remove(id));
    expect(await db().table('roles').count()).toBe(0);
  });

  it('is denied to others and undone when storing fails', async () => {
    const { id } = unwrap(await create());
    await change(opened.admins.readonly, { roleIds: [id] });
    await expectDeniedAndUndone((who) => remove(id, { replacementId: 'readonly' }, who));
  });
});

describe('role.list and role.preview', () => {
  it('name holders as far as the asker may see them', async () => {
    const { manager } = opened.admins;
    await change(manager, { scope: { kind: 'team' } });
    const list = unwrap(await opened.as('manager').ask('role.list', {}));
    expect(list.find((one) => one.id === 'entry')).toMatchObject({ holders: [], unnamed: 1, isEditable: false });
    expect(list.find((one) => one.id === 'manager')).toMatchObject({ holders: [{ id: manager }], unnamed: 0 });
  });

  it('are denied to who may not, and refuse other input', async () => {
    expect(await opened.as('entry').ask('role.list', {})).toMatchObject({ error: { code: 'access.denied' } });
    const shown = { kind: 'delete', id: 'entry', replacementId: '' } as const;
    expect(await opened.as('auditor').ask('role.preview', shown)).toMatchObject({ error: { code: 'access.denied' } });
    expect(await opened.as('super').ask('role.preview', { ...shown, id: 'nothing' })).toMatchObject({
      error: { code: 'role.not_found' },
    });
    expect(await opened.as('super').ask('role.preview', { ...shown, id: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});

describe('role.history', () => {
  it('tells what was done to a role, to who may see roles', async () => {
    const { id } = unwrap(await opened.as('super').execute('role.create', HELP));
    const found = unwrap(await opened.as('auditor').ask('role.history', { id }));
    expect(found).toMatchObject([{ action: 'role.create', reason: '新岗位' }]);
    expect(await opened.as('entry').ask('role.history', { id })).toMatchObject({ error: { code: 'access.denied' } });
    expect(await opened.as('super').ask('role.history', { id: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});
