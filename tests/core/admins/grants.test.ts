import { beforeEach, describe, expect, it } from 'vitest';
import type { AssignedRights } from '@shared/access/rights';
import { unwrap } from '@shared/kernel/result';
import { assignedRole } from '../../support/rights-of-role';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

const DAY = 86_400_000;
let opened: OpenedCore;
let second: string;
let third: string;
const db = () => opened.core.context.db;
const rowOf = async (id: string) => (await db().table('admins').get(id))!;
const list = async (who: Who) => unwrap(await opened.as(who).ask('grant.list', {}));
const mine = async (who: Who) => unwrap(await opened.as(who).ask('grant.mine', {})).count;
const approve = (who: Who, id: string) => opened.as(who).execute('grant.approve', { id, note: '已核实' });
const holds = (id: string, permission: 'merchant:revealId' | 'merchant:delete') =>
  opened.core.context.access.rightsOf(id, opened.clock.now()).held.has(permission);
const grant = (permission: AssignedRights['grants'][number]['permission'], expiresAt = 0) => ({
  permission,
  scope: null,
  expiresAt,
});

async function setRights(who: Who, id: string, rights: Partial<AssignedRights>) {
  const { rev, level, roleIds, grants, denies, scope, limits, managerId } = await rowOf(id);
  const now: AssignedRights = { level, roleIds, grants, denies, scope, limits, managerId };
  const input = { id, rev, rights: { ...now, ...rights }, reason: '岗位调整', acceptConflicts: true };
  return opened.as(who).execute('admin.setRights', input);
}

const addSuper = async (name: string): Promise<string> => {
  const password = 'granite teacup voyage 9';
  const added = await opened.as('super').execute('admin.create', { loginName: name, name, roleId: 'super', password });
  const { id, requestId } = unwrap(added);
  if (requestId !== '') unwrap(await approve(second, requestId));
  return id;
};

/** Waiting: the first super administrator gives the clerk the ID numbers. */
async function ask(rights: Partial<AssignedRights> = { grants: [grant('merchant:revealId')] }): Promise<string> {
  const { requestId } = unwrap(await setRights('super', opened.admins.entry, rights));
  expect(requestId).not.toBe('');
  return requestId;
}

async function everything(): Promise<string> {
  const tables = await Promise.all(db().dexie.tables.map(async (one) => [one.name, await one.toArray()] as const));
  return JSON.stringify(tables.filter(([name]) => name !== 'meta' && name !== 'audit'));
}

beforeEach(async () => {
  opened = await openCore();
  second = await addSuper('second');
});

describe('a grant of high-risk rights, where somebody else could confirm it', () => {
  it('gives nothing until another administrator confirms it, and is on record at each step', async () => {
    const { entry } = opened.admins;
    const id = await ask();
    expect(holds(entry, 'merchant:revealId')).toBe(false);
    expect((await rowOf(entry)).grants).toEqual([]);
    expect(await list(second)).toMatchObject([
      { id, state: 'waiting', risky: ['merchant:revealId'], reason: '岗位调整', mayDecide: true, isOwn: false },
    ]);
    expect(await list('super')).toMatchObject([{ id, mayDecide: false, isOwn: true }]);
    expect(await mine(second)).toBe(1);
    expect(await mine('super')).toBe(0);

    unwrap(await approve(second, id));
    expect(holds(entry, 'merchant:revealId')).toBe(true);
    expect(await list(second)).toMatchObject([{ id, state: 'approved', endedBy: 'second', note: '已核实' }]);
    expect(await mine(second)).toBe(0);
    expect(await db().table('rightsChanges').toArray()).toMatchObject([
      { adminId: entry, byName: '测试超管 / second', added: ['merchant:revealId'], reason: '岗位调整；已核实' },
    ]);
    const log = (await db().table('audit').toArray()).filter((one) => one.targetId === entry);
    expect(log.map((one) => [one.action, one.actorName, one.diff.map((d) => `${d.field}:${d.after}`)[0]])).toEqual([
      ['admin.create', '测试超管', expect.anything()],
      ['admin.setRights', '测试超管', 'grantRequest:waiting'],
      ['grant.approve', 'second', expect.stringContaining('grants:')],
      ['grant.approve', 'second', 'grantRequest:approved'],
    ]);
    expect(await approve(second, id)).toMatchObject({ error: { code: 'grant.closed' } });
  });

  it('is confirmed neither by who asked, nor by who receives, nor by who could not give it', async () => {
    const id = await ask();
    const before = await everything();
    expect(await approve('super', id)).toMatchObject({ error: { code: 'grant.own' } });
    expect(await approve('entry', id)).toMatchObject({ error: { code: 'access.denied' } });
    expect(await approve('manager', id)).toMatchObject({ error: { code: 'grant.not_found' } });
    expect(await approve(second, 'nothing')).toMatchObject({ error: { code: 'grant.not_found' } });
    expect(await everything()).toBe(before);
    const own = unwrap(await setRights('super', second, { roleIds: ['finance'] }));
    expect(own.requestId).toBe('');
  });

  it('is refused with a reason, withdrawn by who asked, or lapses after a week', async () => {
    const { entry } = opened.admins;
    const refused = await ask();
    expect(await opened.as(second).execute('grant.refuse', { id: refused, reason: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    expect(await opened.as('super').execute('grant.refuse', { id: refused, reason: '无' })).toMatchObject({
      error: { code: 'grant.own' },
    });
    unwrap(await opened.as(second).execute('grant.refuse', { id: refused, reason: '用不到' }));
    expect(await approve(second, refused)).toMatchObject({ error: { code: 'grant.closed' } });

    const withdrawn = await ask();
    expect(await opened.as(second).execute('grant.withdraw', { id: withdrawn })).toMatchObject({
      error: { code: 'grant.not_found' },
    });
    unwrap(await opened.as('super').execute('grant.withdraw', { id: withdrawn }));
    expect(await opened.as('super').execute('grant.withdraw', { id: withdrawn })).toMatchObject({
      error: { code: 'grant.closed' },
    });

    const lapsed = await ask();
    opened.clock.advance(7 * DAY - 1);
    expect(await mine(second)).toBe(1);
    opened.clock.advance(1);
    expect(await mine(second)).toBe(0);
    expect(await approve(second, lapsed)).toMatchObject({ error: { code: 'grant.closed' } });
    expect(holds(entry, 'merchant:revealId')).toBe(false);
    expect((await list(second)).map((one) => [one.id, one.state])).toEqual(
      expect.arrayContaining([
        [refused, 'refused'],
        [withdrawn, 'withdrawn'],
        [lapsed, 'expired'],
      ]),
    );
    opened.clock.advance(91 * DAY);
    expect(await list(second)).toEqual([]);
  });

  it('waits one at a time for each person, and not for what gives no more than before', async () => {
    const { entry } = opened.admins;
    await ask();
    expect(
      await setRights('super', entry, { grants: [grant('merchant:revealPhone'), grant('merchant:delete')] }),
    ).toMatchObject({ error: { code: 'grant.waiting' } });
    // Taking, and giving what is of less risk, goes on meanwhile.
    const taken = unwrap(
      await setRights('super', entry, { denies: ['merchant:import'], grants: [grant('audit:view')] }),
    );
    expect(taken).toMatchObject({ requestId: '', removed: ['merchant:import'] });
  });

  it('is void once the rights it started from are others', async () => {
    const id = await ask();
    unwrap(await setRights('super', opened.admins.entry, { denies: ['merchant:import'] }));
    const before = await everything();
    expect(await approve(second, id)).toMatchObject({ error: { code: 'grant.outdated' } });
    expect(await everything()).toBe(before);
  });

  it('is no way past what who asked may give by then', async () => {
    const { manager, entry } = opened.admins;
    unwrap(await setRights('super', entry, { managerId: manager }));
    const given = unwrap(await setRights('super', manager, { grants: [grant('merchant:revealId')] }));
    unwrap(await approve(second, given.requestId));
    const { requestId } = unwrap(await setRights('manager', entry, { grants: [grant('merchant:revealId')] }));
    expect(requestId).not.toBe('');
    unwrap(await setRights('super', manager, { denies: ['merchant:revealId'] }));
    const before = await everything();
    expect(await approve(second, requestId)).toMatchObject({ error: { code: 'grant.asker_unfit' } });
    expect(await everything()).toBe(before);
    unwrap(await opened.as('super').execute('admin.setState', { id: manager, state: 'disabled', reason: '离职' }));
    expect(await approve(second, requestId)).toMatchObject({ error: { code: 'grant.asker_unfit' } });
  });

  it('counts a right that reaches further, takes more or lasts longer, but not one that takes less', async () => {
    const { entry } = opened.admins;
    const until = opened.clock.now() + DAY;
    const limited = {
      grants: [
        {
          permission: 'merchant:exportSensitive' as const,
          scope: { kind: 'region' as const, regions: ['33'] },
          expiresAt: until,
        },
      ],
      limits: { 'merchant:exportSensitive': { day: 10 } },
    };
    unwrap(await approve(second, await ask(limited)));
    const change = async (grants: AssignedRights['grants'], limits: AssignedRights['limits']): Promise<boolean> => {
      const { requestId } = unwrap(await setRights('super', entry, { grants, limits }));
      if (requestId !== '') unwrap(await opened.as('super').execute('grant.withdraw', { id: requestId }));
      return requestId !== '';
    };
    const [base] = limited.grants;
    expect(await change([{ ...base!, scope: { kind: 'region', regions: ['33', '44'] } }], limited.limits)).toBe(true);
    expect(await change([{ ...base!, scope: { kind: 'all' } }], limited.limits)).toBe(true);
    expect(await change([{ ...base!, expiresAt: 0 }], limited.limits)).toBe(true);
    expect(await change([base!], { 'merchant:exportSensitive': { day: 11 } })).toBe(true);
    expect(await change([base!], {})).toBe(true);
    expect(
      await change([{ ...base!, scope: { kind: 'region', regions: ['3301'] } }], {
        'merchant:exportSensitive': { day: 5 },
      }),
    ).toBe(false);
  });
});

describe('somebody new with high-risk rights', () => {
  it('comes without any rights until they are confirmed', async () => {
    third = unwrap(
      await opened.as('super').execute('admin.create', {
        loginName: 'third',
        name: '测试第三人',
        roleId: 'super',
        password: 'granite teacup voyage 9',
      }),
    ).id;
    expect(await rowOf(third)).toMatchObject({ roleIds: [], level: 'JUNIOR' });
    const [request] = await list(second);
    unwrap(await approve(second, request!.id));
    expect(await rowOf(third)).toMatchObject({ roleIds: ['super'], level: 'SUPER' });
  });

  it('is the same for who is invited', async () => {
    const invited = unwrap(
      await opened.as('super').execute('admin.invite', {
        name: '测试新人',
        loginName: 'newcomer',
        mobile: '13800000013',
        wechatId: '',
        reviveId: '',
        rights: assignedRole('finance'),
        acceptConflicts: true,
      }),
    );
    expect(invited.requestId).not.toBe('');
    expect(await rowOf(invited.id)).toMatchObject({ roleIds: [], state: 'invited' });
    unwrap(await approve(second, invited.requestId));
    expect(await rowOf(invited.id)).toMatchObject({ roleIds: ['finance'], state: 'invited' });
  });
});

describe('a role that gives its holders high-risk rights', () => {
  const role = { zh: '巡查', en: 'Patrol', dutyZh: '', dutyEn: '', scope: null, limits: {} };

  it('is changed once another super administrator confirms', async () => {
    const { entry } = opened.admins;
    const made = await opened
      .as('super')
      .execute('role.create', { ...role, permissions: ['merchant:view'], reason: '新岗位' });
    const { id } = unwrap(made);
    unwrap(await setRights('super', entry, { roleIds: ['entry', id], level: 'SENIOR' }));
    const changed = { ...role, permissions: ['merchant:view' as const, 'merchant:delete' as const] };
    const asked = unwrap(
      await opened
        .as('super')
        .execute('role.update', { ...changed, id, rev: 1, reason: '职责增加', acceptConflicts: true }),
    );
    expect(asked).toMatchObject({ rev: 1, affected: 1 });
    expect(holds(entry, 'merchant:delete')).toBe(false);
    expect(await list(second)).toMatchObject([{ kind: 'role', targetName: '巡查', risky: ['merchant:delete'] }]);
    unwrap(await approve(second, asked.requestId));
    expect(holds(entry, 'merchant:delete')).toBe(true);
    const all = await db().table('rightsChanges').toArray();
    expect(all.find((one) => one.added.includes('merchant:delete'))).toMatchObject({ adminId: entry, ackAt: 0 });
  });

  it('is not put in the place of another one in passing', async () => {
    const { entry } = opened.admins;
    const make = async (zh: string, permissions: ('merchant:view' | 'merchant:delete')[]): Promise<string> =>
      unwrap(await opened.as('super').execute('role.create', { ...role, zh, en: zh, permissions, reason: '新岗位' }))
        .id;
    const weak = await make('弱', ['merchant:view']);
    const strong = await make('强', ['merchant:delete']);
    unwrap(await setRights('super', entry, { roleIds: [weak], level: 'SENIOR' }));
    const input = { id: weak, rev: 1, replacementId: strong, reason: '合并', acceptConflicts: true };
    expect(await opened.as('super').execute('role.delete', input)).toMatchObject({
      error: { code: 'grant.role_needs_second', params: { count: 1 } },
    });
  });
});

describe('nobody is stopped by it', () => {
  it('where there is no second administrator who could confirm', async () => {
    unwrap(await opened.as('super').execute('admin.setState', { id: second, state: 'disabled', reason: '离职' }));
    const { requestId, added } = unwrap(
      await setRights('super', opened.admins.entry, { grants: [grant('merchant:revealId')] }),
    );
    expect(requestId).toBe('');
    expect(added).toEqual(['merchant:revealId']);
    const seconds = unwrap(await opened.as('super').ask('grant.seconds', { adminId: opened.admins.entry }));
    expect(seconds).toEqual({ isOn: true, names: [], count: 0 });
  });

  it('where the company does not ask for it, which is on record', async () => {
    const policy = unwrap(await opened.as('super').ask('security.policy', {}));
    expect(policy.secondAdmin).toBe('whenPossible');
    unwrap(await opened.as('super').execute('security.configure', { ...policy, secondAdmin: 'off' }));
    const done = unwrap(await setRights('super', opened.admins.entry, { grants: [grant('merchant:revealId')] }));
    expect(done.requestId).toBe('');
    const log = (await db().table('audit').where('action').equals('security.configure').first())!;
    expect(log.diff).toEqual([{ field: 'secondAdmin', before: 'whenPossible', after: 'off' }]);
  });

  it('tells who could confirm, and nothing of whom one may not know', async () => {
    const { entry } = opened.admins;
    expect(unwrap(await opened.as('super').ask('grant.seconds', { adminId: entry }))).toEqual({
      isOn: true,
      names: ['second'],
      count: 1,
    });
    expect(await opened.as('entry').ask('grant.seconds', { adminId: entry })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('entry').ask('grant.list', {})).toMatchObject({ error: { code: 'access.denied' } });
    expect(await opened.as('super').ask('grant.seconds', { adminId: 'nobody' })).toMatchObject({
      error: { code: 'admin.not_found' },
    });
  });

  it('and a deleted person leaves no request behind', async () => {
    const { entry } = opened.admins;
    await ask();
    const { name } = await rowOf(entry);
    unwrap(
      await opened
        .as('super')
        .execute('admin.delete', { id: entry, typedName: name, reason: '离职', heirId: '', managerId: '' }),
    );
    expect(await db().table('grantRequests').toArray()).toEqual([]);
  });
});
