import { beforeEach, describe, expect, it } from 'vitest';
import { CONFLICT_RULES } from '@shared/access/conflicts';
import type { AssignedRights } from '@shared/access/rights';
import { unwrap } from '@shared/kernel/result';
import { createOne } from '../../support/factories/merchants';
import { openCore, type OpenedCore } from '../../support/open-core';

let opened: OpenedCore;
const DAY_MS = 86_400_000;

async function setRights(id: string, rights: Partial<AssignedRights>): Promise<void> {
  const row = (await opened.core.context.db.table('admins').get(id))!;
  const { rev, level, roleIds, grants, denies, scope, limits, managerId } = row;
  const now = { level, roleIds, grants, denies, scope, limits, managerId, ...rights };
  const input = { id, rev, rights: now, reason: '调整', acceptConflicts: true };
  unwrap(await opened.as('super').execute('admin.setRights', input));
}

const unusedOf = async (adminId: string, days: 30 | 90 = 30) => {
  const { people } = unwrap(await opened.as('auditor').ask('rights.unused', { days }));
  return people.find((one) => one.adminId === adminId)?.items.map((item) => item.permission) ?? [];
};

beforeEach(async () => {
  opened = await openCore();
});

describe('rights.unused', () => {
  it('accuses what was held for so long and not used for as long, and nothing that is newer', async () => {
    const { entry } = opened.admins;
    expect(await unusedOf(entry)).toEqual([]);
    opened.clock.advance(20 * DAY_MS);
    await setRights(entry, { grants: [{ permission: 'audit:view', scope: null, expiresAt: 0 }] });
    unwrap(await opened.as('entry').ask('merchant.counts', { filter: {} }));
    // Noted behind whatever waits: the next command comes after it.
    unwrap(await opened.as('entry').execute('view.save', { key: 'k', json: '{}' }));
    opened.clock.advance(15 * DAY_MS);
    const unused = await unusedOf(entry);
    expect(unused).toContain('merchant:import');
    // Used 15 days ago; granted 15 days ago.
    expect(unused).not.toContain('merchant:view');
    expect(unused).not.toContain('audit:view');
    opened.clock.advance(20 * DAY_MS);
    expect(await unusedOf(entry)).toEqual(expect.arrayContaining(['merchant:view', 'audit:view']));
    expect(await unusedOf(entry, 90)).toEqual([]);
  });

  it('counts a right that a command asks for beside its own', async () => {
    const merchant = await createOne(opened, 1);
    opened.clock.advance(31 * DAY_MS);
    expect(await unusedOf(opened.admins.finance)).toEqual(
      expect.arrayContaining(['merchant:revealPhone', 'merchant:revealId']),
    );
    const reveal = { id: merchant.id, field: 'contactPhone' } as const;
    unwrap(await opened.as('finance').execute('merchant.reveal', reveal));
    const left = await unusedOf(opened.admins.finance);
    expect(left).not.toContain('merchant:revealPhone');
    expect(left).toContain('merchant:revealId');
  });

  it('leaves out super administrators and rights that nothing uses yet, and says who may change whom', async () => {
    opened.clock.advance(31 * DAY_MS);
    const { people, notCounted } = unwrap(await opened.as('super').ask('rights.unused', { days: 30 }));
    expect(people.map((one) => one.adminId)).not.toContain(opened.admins.super);
    expect(people.every((one) => one.isManageable)).toBe(true);
    const accused = new Set(people.flatMap((one) => one.items.map((item) => item.permission)));
    expect(notCounted.filter((permission) => accused.has(permission))).toEqual([]);
    const asAuditor = unwrap(await opened.as('auditor').ask('rights.unused', { days: 30 }));
    expect(asAuditor.people.some((one) => one.isManageable)).toBe(false);
    expect(await opened.as('entry').ask('rights.unused', { days: 30 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('super').ask('rights.unused', { days: 31 as 30 })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});

describe('rights.gaps', () => {
  it('tells duties of one person alone, and of super administrators alone', async () => {
    const gaps = unwrap(await opened.as('auditor').ask('rights.gaps', {}));
    const of = (permission: string) => gaps.find((one) => one.permission === permission);
    expect(of('merchant:purge')).toMatchObject({ state: 'single', holders: [{ isSuper: true }] });
    expect(of('merchant:status')).toBeUndefined();
    expect(of('merchant:view')).toBeUndefined();
    const second = { loginName: 'second', name: '测试第二人', roleId: 'super', password: 'granite teacup voyage 9' };
    unwrap(await opened.as('super').execute('admin.create', second as never));
    const again = unwrap(await opened.as('auditor').ask('rights.gaps', {}));
    expect(again.find((one) => one.permission === 'merchant:purge')?.state).toBe('superOnly');
    expect(await opened.as('finance').ask('rights.gaps', {})).toMatchObject({ error: { code: 'access.denied' } });
  });
});

describe('rights.conflicts', () => {
  it('lists every rule, severe ones first, with who holds both sides and through what', async () => {
    await setRights(opened.admins.entry, {
      grants: [{ permission: 'merchant:status', scope: null, expiresAt: opened.clock.now() + DAY_MS }],
    });
    const rules = unwrap(await opened.as('auditor').ask('rights.conflicts', {}));
    expect(rules).toHaveLength(CONFLICT_RULES.length);
    expect(rules[0]!.severity).toBe('severe');
    const rule = rules.find((one) => one.a === 'merchant:create' && one.b === 'merchant:status')!;
    expect(rule.holders.map((one) => one.name)).toEqual(expect.arrayContaining(['测试manager', '测试entry']));
    expect(rule.holders.find((one) => one.name === '测试entry')).toMatchObject({
      fromA: { roles: [{ zh: '录入员' }], grantedUntil: null },
      fromB: { roles: [], grantedUntil: opened.clock.now() + DAY_MS },
    });
    expect(await opened.as('entry').ask('rights.conflicts', {})).toMatchObject({ error: { code: 'access.denied' } });
  });
});
