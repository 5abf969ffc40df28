import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, infoOf } from '@shared/access/catalogue';
import { CONFLICT_RULES, findConflicts } from '@shared/access/conflicts';
import { LEVEL_IDS, levelAllows } from '@shared/access/levels';
import { PERMISSIONS, type Permission } from '@shared/access/resources';
import { computeRights, teamOf, type AssignedRights, type Directory } from '@shared/access/rights';
import { ROLE_IDS, ROLES, type RoleId } from '@shared/access/roles';
import { isInScope, uniteScopes, type DataScope } from '@shared/access/scope';
import { assignedRole } from '../../support/rights-of-role';

const roles: Directory['roles'] = new Map(Object.entries(ROLES));
const rightsIn = (admins: Record<string, AssignedRights>, id: string, now = 0) =>
  computeRights(id, { admins: new Map(Object.entries(admins)), roles }, now);

const scope: fc.Arbitrary<DataScope> = fc.oneof(
  fc.constant<DataScope>({ kind: 'all' }),
  fc.constant<DataScope>({ kind: 'team' }),
  fc.constant<DataScope>({ kind: 'self' }),
  fc.record({
    kind: fc.constant('region' as const),
    regions: fc.subarray(['44', '4403', '440305', '3301'], { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('merchant' as const), merchantIds: fc.subarray(['m1', 'm2', 'm3'], { minLength: 1 }) }),
);
const permission = fc.constantFrom(...PERMISSIONS);
const limit = fc.record({ single: fc.nat(9), day: fc.nat(9) }, { requiredKeys: [] });
const IDS = ['a', 'b', 'c', 'd', 'e'];
const assigned: fc.Arbitrary<AssignedRights> = fc.record({
  level: fc.constantFrom(...LEVEL_IDS.filter((id) => id !== 'SUPER')),
  roleIds: fc.subarray(ROLE_IDS.filter((id): id is RoleId => id !== 'super')),
  grants: fc.array(fc.record({ permission, scope: fc.option(scope), expiresAt: fc.nat(20) }), { maxLength: 4 }),
  denies: fc.array(permission, { maxLength: 4 }),
  scope,
  limits: fc.dictionary(permission, limit, { maxKeys: 3 }),
  managerId: fc.constantFrom('', ...IDS),
});
const company = fc.tuple(...IDS.map(() => assigned)).map((list) => new Map(list.map((one, i) => [IDS[i]!, one])));
const ROWS = [
  { id: 'm1', ownerId: 'a', regionCode: '440305' },
  { id: 'm2', ownerId: 'b', regionCode: '330106' },
  { id: 'm3', ownerId: 'e', regionCode: '440304' },
  { id: 'm4', ownerId: 'd', regionCode: '110101' },
];

describe('rights', () => {
  it('are roles and grants without denies, each with where it comes from', () => {
    const admin = assignedRole('entry', {
      roleIds: ['entry', 'readonly'],
      grants: [{ permission: 'audit:view', scope: null, expiresAt: 0 }],
      denies: ['merchant:import'],
    });
    const { held } = rightsIn({ one: admin }, 'one');
    expect(held.get('merchant:view')!.sources).toEqual([
      { kind: 'role', roleId: 'entry' },
      { kind: 'role', roleId: 'readonly' },
    ]);
    expect(held.get('audit:view')!.sources).toEqual([{ kind: 'grant', expiresAt: 0 }]);
    expect(held.has('merchant:import')).toBe(false);
  });

  it('of a lower level leave out what is riskier, unless it was given by name', () => {
    const of = (level: AssignedRights['level'], extra: Partial<AssignedRights> = {}) => [
      ...rightsIn({ one: assignedRole('finance', { level, ...extra }) }, 'one').held.keys(),
    ];
    expect(of('SENIOR')).toEqual(ROLES.finance.permissions);
    expect(of('MIDDLE').some((p) => infoOf(p).risk === 'high')).toBe(false);
    expect(of('JUNIOR').every((p) => infoOf(p).risk === 'low')).toBe(true);
    const grants = [{ permission: 'merchant:revealId' as const, scope: null, expiresAt: 0 }];
    expect(of('JUNIOR', { grants })).toContain('merchant:revealId');
    expect(LEVEL_IDS.every((level) => levelAllows(level, 'low'))).toBe(true);
  });

  it('never reach beyond the manager’s: not in what, not in whose, not in how much', () => {
    fc.assert(
      fc.property(company, fc.nat(20), (admins, now) => {
        for (const [id, { managerId }] of admins) {
          if (managerId === '') continue;
          const outer = computeRights(managerId, { admins, roles }, now);
          for (const [permission, right] of computeRights(id, { admins, roles }, now).held) {
            const most = outer.held.get(permission);
            expect(most, permission).toBeDefined();
            for (const row of ROWS) {
              if (isInScope(right.scope, row)) expect(isInScope(most!.scope, row)).toBe(true);
            }
            for (const key of ['single', 'day'] as const) {
              if (most!.limit[key] !== undefined) expect(right.limit[key]!).toBeLessThanOrEqual(most!.limit[key]);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of a circle of managers are none', () => {
    const admins = { a: assignedRole('entry', { managerId: 'b' }), b: assignedRole('entry', { managerId: 'a' }) };
    expect(rightsIn(admins, 'a').held.size).toBe(0);
  });

  it('of a super administrator are all, whatever is denied', () => {
    const { held, validUntil } = rightsIn(
      { one: assignedRole('super', { denies: ['audit:view'], managerId: 'x' }) },
      'one',
    );
    expect([...held.keys()]).toEqual(PERMISSIONS);
    expect(validUntil).toBe(Infinity);
  });

  it('say until when they hold', () => {
    const admin = assignedRole('readonly', { grants: [{ permission: 'audit:view', scope: null, expiresAt: 500 }] });
    expect(rightsIn({ one: admin }, 'one', 499)).toMatchObject({ validUntil: 500 });
    expect(rightsIn({ one: admin }, 'one', 499).held.has('audit:view')).toBe(true);
    expect(rightsIn({ one: admin }, 'one', 500).held.has('audit:view')).toBe(false);
  });
});

describe('a data scope', () => {
  it('of several sources is the sum of them; all is all', () => {
    const united = uniteScopes([{ kind: 'self' }, { kind: 'region', regions: ['3301'] }], 'a', ['a', 'b']);
    expect(ROWS.filter((row) => isInScope(united, row)).map((row) => row.id)).toEqual(['m1', 'm2']);
    expect(uniteScopes([{ kind: 'self' }, { kind: 'all' }], 'a', [])).toEqual([]);
  });

  it('of a team has everybody below in it', () => {
    const admins = new Map([
      ['a', assignedRole('manager')],
      ['b', assignedRole('manager', { managerId: 'a' })],
      ['c', assignedRole('entry', { managerId: 'b' })],
      ['d', assignedRole('entry')],
    ]);
    expect(teamOf('a', admins).sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('the catalogue', () => {
  it('explains every permission in both languages', () => {
    expect(Object.keys(CATALOGUE).sort()).toEqual([...PERMISSIONS].sort());
    for (const info of Object.values(CATALOGUE)) {
      expect(info.zh + info.scenarioZh).toMatch(/^\P{ASCII}+$/u);
      expect(info.en.length * info.scenarioEn.length).toBeGreaterThan(0);
    }
  });

  it('knows conflicts of two different permissions, each pair once, severe ones first', () => {
    const pairs = CONFLICT_RULES.map(({ a, b }) => [a, b].sort().join(' '));
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(CONFLICT_RULES.every(({ a, b }) => a !== b)).toBe(true);
    const all = findConflicts(new Set<Permission>(PERMISSIONS));
    expect(all).toHaveLength(CONFLICT_RULES.length);
    expect(all[0]!.severity).toBe('severe');
    expect(findConflicts(new Set<Permission>(['merchant:view']))).toEqual([]);
  });
});
