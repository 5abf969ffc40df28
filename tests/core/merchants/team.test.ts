import { beforeEach, describe, expect, it } from 'vitest';
import type { AssignedRights } from '@shared/access/rights';
import type { MemberInput } from '@shared/contracts/teams';
import type { MerchantView } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { BY_NUMBER, createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let opened: OpenedCore;
let first: MerchantView;
let second: MerchantView;

async function setRights(id: string, rights: Partial<AssignedRights>): Promise<void> {
  const row = (await opened.core.context.db.table('admins').get(id))!;
  const { rev, level, roleIds, grants, denies, scope, limits, managerId } = row;
  const now = { level, roleIds, grants, denies, scope, limits, managerId, ...rights };
  const input = { id, rev, rights: now, reason: '调整范围', acceptConflicts: true };
  unwrap(await opened.as('super').execute('admin.setRights', input));
}

const setMembers = (members: MemberInput[], who: Who = 'super', reason = '协办') =>
  opened.as(who).execute('merchant.setMembers', { id: first.id, members, reason });
const team = async () => unwrap(await opened.as('super').ask('merchant.team', { id: first.id }));
const seen = async (who: Who): Promise<string[]> =>
  unwrap(await opened.as(who).ask('merchant.list', BY_NUMBER)).rows.map(({ id }) => id);
const update = async (who: Who, id: string) => {
  const found = await opened.as(who).ask('merchant.get', { id });
  if (!found.ok) return found;
  return opened.as(who).execute('merchant.update', { id, rev: found.value.rev, values: { remark: '已核对' } });
};

beforeEach(async () => {
  opened = await openCore();
  // Both entered by the clerk; finance sees only what is their own.
  await createOne(opened, 1);
  await createOne(opened, 2);
  const { rows } = unwrap(await opened.as('super').ask('merchant.list', BY_NUMBER));
  [first, second] = rows as [MerchantView, MerchantView];
  await setRights(opened.admins.finance, { scope: { kind: 'self' } });
});

describe('the team of a merchant', () => {
  it('lets a reader see it everywhere and change nothing', async () => {
    expect(await seen('finance')).toEqual([]);
    unwrap(await setMembers([{ adminId: opened.admins.finance, access: 'read' }]));
    expect(await seen('finance')).toEqual([first.id]);
    expect(unwrap(await opened.as('finance').ask('merchant.counts', { filter: {} })).total).toBe(1);
    expect(unwrap(await opened.as('finance').ask('merchant.history', { id: first.id }))).not.toEqual([]);
    expect(await update('finance', first.id)).toMatchObject({ error: { code: 'merchant.not_found' } });
    expect(await update('finance', second.id)).toMatchObject({ error: { code: 'merchant.not_found' } });
  });

  it('lets a writer change it, within their own rights, and after a restart', async () => {
    unwrap(await setMembers([{ adminId: opened.admins.finance, access: 'write' }]));
    unwrap(await update('finance', first.id));
    opened = await opened.reopen();
    unwrap(await update('finance', first.id));
    const remove = { ids: [first.id], reason: '误录' };
    expect(await opened.as('finance').execute('merchant.delete', remove)).toMatchObject({
      error: { code: 'access.denied' },
    });
  });

  it('reaches who leads a member, and never further than who leads them', async () => {
    const { manager, finance } = opened.admins;
    await setRights(manager, { scope: { kind: 'team' } });
    await setRights(finance, { scope: { kind: 'self' }, managerId: manager });
    unwrap(await setMembers([{ adminId: finance, access: 'write' }]));
    expect(await seen('manager')).toEqual([first.id]);
    expect((await team()).members).toMatchObject([{ id: finance, reaches: true }]);
    await setRights(manager, { scope: { kind: 'region', regions: ['99'] } });
    expect(await seen('finance')).toEqual([]);
    expect((await team()).members).toMatchObject([{ id: finance, reaches: false }]);
  });

  it('is told in the history by name, and shown with owner and dates', async () => {
    const { finance, readonly } = opened.admins;
    unwrap(await setMembers([{ adminId: finance, access: 'write' }]));
    unwrap(
      await setMembers([
        { adminId: finance, access: 'write' },
        { adminId: readonly, access: 'read' },
      ]),
    );
    expect(await team()).toMatchObject({
      owner: { id: opened.admins.entry, name: '测试entry', reaches: true },
      members: [
        { id: finance, access: 'write', byName: '测试超管' },
        { id: readonly, access: 'read' },
      ],
    });
    const history = unwrap(await opened.as('super').ask('merchant.history', { id: first.id }));
    expect(history[0]).toMatchObject({ action: 'merchant.setMembers', reason: '协办' });
    expect(history[0]!.diff).toEqual([
      {
        field: 'members',
        before: JSON.stringify([['测试finance', 'write']]),
        after: JSON.stringify([
          ['测试finance', 'write'],
          ['测试readonly', 'read'],
        ]),
      },
    ]);
    const count = unwrap(await opened.as('super').ask('audit.list', { log: 'all', limit: 1 })).total;
    unwrap(
      await setMembers([
        { adminId: readonly, access: 'read' },
        { adminId: finance, access: 'write' },
      ]),
    );
    expect(unwrap(await opened.as('super').ask('audit.list', { log: 'all', limit: 1 })).total).toBe(count);
  });

  it('is denied to others, refuses nonsense, and is undone when storing fails', async () => {
    const { finance, entry } = opened.admins;
    expect(await setMembers([], 'finance')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await setMembers([{ adminId: 'x', access: 'read' }])).toMatchObject({ error: { code: 'admin.not_found' } });
    const refused = { error: { code: 'input.invalid' } };
    expect(await setMembers([{ adminId: entry, access: 'read' }])).toMatchObject(refused);
    expect(await setMembers([{ adminId: finance, access: 'own' as 'read' }])).toMatchObject(refused);
    opened.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await setMembers([{ adminId: finance, access: 'read' }])).toMatchObject({ error: { code: 'storage.full' } });
    expect((await team()).members).toEqual([]);
    expect(await opened.core.context.db.table('merchantTeams').count()).toBe(0);
  });

  it('goes with the merchant, and with the member', async () => {
    const { finance, manager } = opened.admins;
    const stored = () => opened.core.context.db.table('merchantTeams').toArray();
    unwrap(
      await setMembers([
        { adminId: finance, access: 'read' },
        { adminId: manager, access: 'read' },
      ]),
    );
    const name = opened.core.context.access.admin(finance)!.name;
    const gone = { id: finance, typedName: name, reason: '离职', heirId: '', managerId: '' };
    unwrap(await opened.as('super').execute('admin.delete', gone));
    expect((await stored())[0]!.members).toMatchObject([{ adminId: manager }]);
    unwrap(await opened.as('super').execute('merchant.delete', { ids: [first.id], reason: '误录' }));
    unwrap(await opened.as('super').execute('merchant.purge', { ids: [first.id], reason: '误录' }));
    expect(await stored()).toEqual([]);
  });
});

describe('handing merchants over', () => {
  const hand = (ownerId: string, keep: 'none' | 'read' | 'write') =>
    opened.as('super').execute('merchant.assign', { ids: [first.id], ownerId, keep, reason: '转岗' });

  it('leaves the owner so far what is said, and takes the new one out of the team', async () => {
    const { finance, entry } = opened.admins;
    await setRights(entry, { scope: { kind: 'self' } });
    unwrap(await setMembers([{ adminId: finance, access: 'read' }]));
    unwrap(await hand(finance, 'read'));
    expect(await team()).toMatchObject({ owner: { id: finance }, members: [{ id: entry, access: 'read' }] });
    expect(await seen('entry')).toEqual([first.id, second.id]);
    expect(await update('entry', first.id)).toMatchObject({ error: { code: 'merchant.not_found' } });
    unwrap(await update('entry', second.id));
    const history = unwrap(await opened.as('super').ask('merchant.history', { id: first.id }));
    expect(history[0]!.diff.map(({ field }) => field)).toEqual(['ownerId', 'members']);
    unwrap(await hand(entry, 'none'));
    expect(await team()).toMatchObject({ owner: { id: entry }, members: [] });
  });
});

describe('merchant.assignees', () => {
  it('names everybody who works here, to who may hand merchants over', async () => {
    const people = unwrap(await opened.as('manager').ask('merchant.assignees', {}));
    expect(people.map(({ id }) => id).sort()).toEqual(Object.values(opened.admins).sort());
    expect(await opened.as('entry').ask('merchant.assignees', {})).toMatchObject({ error: { code: 'access.denied' } });
  });
});
