import { beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '@shared/access/resources';
import type { AssignedRights } from '@shared/access/rights';
import type { Explanation } from '@shared/contracts/rights';
import { unwrap } from '@shared/kernel/result';
import { BY_NUMBER, createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let opened: OpenedCore;

beforeEach(async () => {
  opened = await openCore();
});

async function setRights(id: string, rights: Partial<AssignedRights>): Promise<void> {
  const row = (await opened.core.context.db.table('admins').get(id))!;
  const { rev, level, roleIds, grants, denies, scope, limits, managerId } = row;
  const now = { level, roleIds, grants, denies, scope, limits, managerId, ...rights };
  const input = { id, rev, rights: now, reason: '调整', acceptConflicts: true };
  unwrap(await opened.as('super').execute('admin.setRights', input));
}

const why = async (who: Who, permission: Permission): Promise<Explanation> =>
  unwrap(await opened.as(who).ask('rights.explain', { permission }));

describe('rights.explain', () => {
  it('says what gives a right, and that nothing does', async () => {
    expect(await why('entry', 'merchant:import')).toMatchObject({
      right: { permission: 'merchant:import', roles: [{ zh: '录入员' }] },
      steps: [{ kind: 'role', roleId: 'entry', names: { en: 'Entry clerk' } }],
    });
    expect(await why('entry', 'audit:view')).toMatchObject({ right: null, steps: [] });
  });

  it('names level, denial, an expired grant and the manager as what takes it away', async () => {
    const { entry, manager, finance, readonly } = opened.admins;
    await setRights(finance, { level: 'JUNIOR' });
    expect((await why('finance', 'merchant:update')).steps).toMatchObject([{ kind: 'level', roleId: 'finance' }]);
    await setRights(entry, { denies: ['merchant:import'] });
    expect((await why('entry', 'merchant:import')).steps.map((step) => step.kind)).toEqual(['role', 'deny']);
    const expiresAt = opened.clock.now() + 1_000;
    await setRights(readonly, { grants: [{ permission: 'audit:view', scope: null, expiresAt }] });
    expect(await why('readonly', 'audit:view')).toMatchObject({ right: { grantedUntil: expiresAt } });
    opened.clock.advance(1_000);
    expect(await why('readonly', 'audit:view')).toMatchObject({ right: null, steps: [{ kind: 'expired', expiresAt }] });
    // Two steps up somebody lacks it: that one is named, not the one between.
    await setRights(manager, { denies: ['merchant:create'] });
    await setRights(finance, { level: 'SENIOR', roleIds: ['finance', 'entry'], managerId: manager });
    await setRights(entry, { managerId: finance, denies: [] });
    expect((await why('entry', 'merchant:create')).steps).toMatchObject([
      { kind: 'role' },
      { kind: 'manager', managerId: manager },
    ]);
  });

  it('names who could do or give it to who may know them, and counts the others', async () => {
    const { entry, manager } = opened.admins;
    const asClerk = await why('entry', 'merchant:status');
    expect(asClerk.holders).toEqual({ names: [], unnamed: 3 });
    expect(asClerk.granters).toEqual({ names: [], unnamed: 1 });
    await setRights(entry, { managerId: manager });
    const ofTheTeam = await why('entry', 'merchant:status');
    expect(ofTheTeam.holders.names.map((one) => one.name)).toEqual(['测试manager']);
    expect(ofTheTeam.granters).toMatchObject({ names: [{ name: '测试manager', isSuper: false }], unnamed: 1 });
    const asAuditor = await why('auditor', 'merchant:status');
    expect(asAuditor.holders.names.map((one) => one.name).sort()).toEqual(
      ['测试finance', '测试manager', '测试超管'].sort(),
    );
    expect(asAuditor.granters).toMatchObject({ names: [{ name: '测试超管', isSuper: true }], unnamed: 0 });
    await setRights(manager, { denies: ['merchant:status'] });
    expect((await why('entry', 'merchant:status')).granters.names).toEqual([]);
  });

  it('answers by the name of a command, about others to who may see administrators, and refuses the rest', async () => {
    const { entry } = opened.admins;
    expect(unwrap(await opened.as('entry').ask('rights.explain', { command: 'merchant.purge' })).permission).toBe(
      'merchant:purge',
    );
    const other = { permission: 'merchant:import', adminId: entry } as const;
    expect(unwrap(await opened.as('manager').ask('rights.explain', other))).toMatchObject({ adminId: entry });
    expect(await opened.as('finance').ask('rights.explain', other)).toMatchObject({
      error: { code: 'access.denied', params: { permission: 'admin:view' } },
    });
    expect(await opened.as('super').ask('rights.explain', { ...other, adminId: 'x' })).toMatchObject({
      error: { code: 'admin.not_found' },
    });
    expect(await opened.as('entry').ask('rights.explain', { command: 'nothing' })).toMatchObject({
      error: { code: 'command.unknown' },
    });
    expect(await opened.as('entry').ask('rights.explain', { permission: 'x' as never })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});

describe('rights.own', () => {
  it('tells limits and what was used of them today', async () => {
    await createOne(opened, 1);
    await setRights(opened.admins.finance, { limits: { 'merchant:export': { day: 8 } } });
    const { filter, sort } = BY_NUMBER;
    const take = { filter, sort, fields: ['name'], format: 'csv' } as const;
    unwrap(await opened.as('finance').execute('merchant.export', { ...take, fields: ['name'] }));
    const own = unwrap(await opened.as('finance').ask('rights.own', {}));
    expect(own.find((one) => one.permission === 'merchant:export')).toMatchObject({ limit: { day: 8 }, usedToday: 1 });
    expect(own.map((one) => one.permission)).not.toContain('merchant:import');
    opened.clock.advance(86_400_000);
    const next = unwrap(await opened.as('finance').ask('rights.own', {}));
    expect(next.find((one) => one.permission === 'merchant:export')).toMatchObject({ usedToday: 0 });
    expect(await opened.as('finance').ask('rights.own', { x: 1 } as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});
