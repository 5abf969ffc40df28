import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from '@shared/access/resources';
import { computeRights, isSuper, type AssignedRights, type Rights } from '@shared/access/rights';
import { ROLE_IDS, ROLES, type Role } from '@shared/access/roles';
import { isInScope, type DataScope } from '@shared/access/scope';
import { LEVEL_IDS } from '@shared/access/levels';
import { unwrap } from '@shared/kernel/result';
import type { AdminRow } from '@renderer/data/tables';
import { credentialIn, openCredential } from '@renderer/core/vault/credential';
import { isUsableSuper } from '@renderer/core/vault/admin-rules';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const PASSWORD = 'granite teacup voyage 9';
/** Sequences through the core: `npm run test:sequences` asks for all 10,000. */
const RUNS = Number(process.env['SEQUENCES'] ?? 300);
const permission = fc.constantFrom(...PERMISSIONS);
const scope: fc.Arbitrary<DataScope> = fc.oneof(
  fc.constant<DataScope>({ kind: 'all' }),
  fc.constant<DataScope>({ kind: 'team' }),
  fc.constant<DataScope>({ kind: 'self' }),
  fc.constantFrom('33', '3301', '44').map((code): DataScope => ({ kind: 'region', regions: [code] })),
);
const some = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });

describe('computed rights, in 10,000 random companies', () => {
  const assigned = (people: number) =>
    fc.record({
      level: fc.constantFrom(...LEVEL_IDS),
      roleIds: some(fc.constantFrom(...ROLE_IDS.filter((id) => id !== 'super'), 'own'), 2),
      grants: some(fc.record({ permission, scope: fc.option(scope), expiresAt: fc.constantFrom(0, 5, 50) }), 3),
      denies: some(permission, 2),
      scope,
      limits: fc.constantFrom({}, { 'merchant:export': { single: 10, day: 20 } }, { 'merchant:export': { day: 5 } }),
      managerId: fc.constantFrom('', ...Array.from({ length: people }, (_, i) => `a${i}`)),
    });
  const company = fc.record({
    people: fc.array(assigned(5), { minLength: 5, maxLength: 5 }),
    own: fc.record({ permissions: some(permission, 8), scope: fc.option(scope) }),
    edited: some(permission, 8),
  });

  it('never reach beyond the manager’s: not a permission, not a merchant, not a limit; whatever a role is changed into', () => {
    fc.assert(
      fc.property(company, ({ people, own, edited }) => {
        const admins = new Map<string, AssignedRights>(people.map((one, i) => [`a${i}`, one]));
        for (const permissions of [own.permissions, edited]) {
          const role: Role = { ...ROLES.readonly, id: 'own', permissions, scope: own.scope };
          const roles = new Map<string, Role>([...Object.entries(ROLES), ['own', role]]);
          for (const [id, { managerId }] of admins) {
            if (managerId === '') continue;
            const mine = computeRights(id, { admins, roles }, 10);
            expectWithin(mine, computeRights(managerId, { admins, roles }, 10));
          }
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('random sequences of what is done to administrators, by random people', () => {
  const op = fc.record({
    kind: fc.constantFrom(
      'invite',
      'accept',
      'rights',
      'state',
      'delete',
      'roleNew',
      'roleEdit',
      'roleDelete',
      'approve',
    ),
    actor: fc.nat(),
    target: fc.nat(),
    other: fc.nat(),
    roleIds: some(fc.constantFrom(...ROLE_IDS, 'own'), 2),
    permissions: some(permission, 3),
    denies: some(permission, 2),
    scope,
    state: fc.constantFrom('active', 'disabled', 'locked'),
    lead: fc.boolean(),
  });
  type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;

  it(
    'never leave fewer than one super administrator who holds the keys, nor anybody with more than the grantor had',
    async () => {
      let done = 0;
      let granted = 0;
      const sequences = fc.sample(fc.array(op, { minLength: 8, maxLength: 12 }), { numRuns: RUNS, seed: 4 });
      for (let from = 0; from < sequences.length; from += 15) {
        const opened = await openCore();
        const desk = new Desk(opened);
        await desk.prepare();
        for (const one of sequences.slice(from, from + 15).flat()) {
          const before = desk.look();
          const actorId = await desk.run(one);
          if (actorId === null) continue;
          done++;
          granted += desk.expectNoGain(before, actorId);
          expect((await opened.core.context.db.table('admins').toArray()).some(isUsableSuper)).toBe(true);
        }
        await desk.expectKeysWithinReach();
        await opened.close();
      }
      // Or it would prove nothing.
      expect(done).toBeGreaterThan(400);
      expect(granted).toBeGreaterThan(20);
    },
    120_000 + RUNS * 400,
  );

  /** A core, and what somebody trying things out would know of it. */
  class Desk {
    private readonly codes = new Map<string, { loginName: string; code: string }>();
    private readonly passwords = new Map<string, string>();
    private serial = 0;

    constructor(private readonly opened: OpenedCore) {}

    /** Two super administrators, and a manager with people below who may do everything to them. */
    async prepare(): Promise<void> {
      const { opened } = this;
      const { admins } = opened;
      const more: Permission[] = ['admin:delete', 'role:manage', 'merchant:assign'];
      const grants = more.map((one) => ({ permission: one, scope: null, expiresAt: 0 }));
      const db = opened.core.context.db.table('admins');
      await db.update(admins.manager, { grants });
      await db.update(admins.entry, { managerId: admins.manager });
      await db.update(admins.readonly, { managerId: admins.entry });
      await opened.core.context.access.load(opened.core.context.db);
      unwrap(
        await opened.as('super').execute('admin.create', {
          loginName: 'second',
          name: '测试第二人',
          roleId: 'super',
          password: PASSWORD,
        }),
      );
      unwrap(await opened.as('super').execute('admin.setCaps', { size: 'large', soft: 1, hard: 0, inviteHours: 72 }));
      for (const row of await db.toArray()) {
        this.passwords.set(row.id, TEST_PASSWORD[row.loginKey as keyof typeof TEST_PASSWORD] ?? PASSWORD);
      }
    }

    /** Everybody's rights at this moment. */
    look(): Map<string, Rights> {
      const { access } = this.opened.core.context;
      return new Map(access.allAdmins().map((row) => [row.id, access.rightsOf(row.id, this.opened.clock.now())]));
    }

    /** Who did it, or null when it was refused. */
    async run(one: Op): Promise<string | null> {
      const { opened } = this;
      const people = opened.core.context.access.allAdmins();
      const pick = (n: number): AdminRow => people[n % people.length]!;
      // Half of the deeds are a manager's or a super administrator's, or hardly any would be allowed.
      const able = people.filter((row) => row.state === 'active' && /super|manager/.test(row.roleIds.join()));
      const actor = one.lead ? able[one.actor % able.length]! : pick(one.actor);
      if (actor.state !== 'active') return null;
      const as = opened.as(actor.id);
      const target = pick(one.target);
      const roles = opened.core.context.access.allRoles().filter((role) => !(role.id in ROLES));
      const own = roles[one.other % Math.max(1, roles.length)];
      const rights = (row: AdminRow): AssignedRights => ({
        level: 'SENIOR',
        roleIds: [...new Set(one.roleIds.flatMap((id) => (id === 'own' ? (own?.id ?? []) : id)))],
        grants: one.permissions.map((given) => ({ permission: given, scope: null, expiresAt: 0 })),
        denies: one.denies,
        scope: one.scope,
        limits: {},
        managerId: isSuper(actor) ? row.managerId : one.lead ? actor.id : pick(one.other).id,
      });
      const reason = '测试';
      switch (one.kind) {
        case 'invite': {
          const n = String(++this.serial).padStart(4, '0');
          const who = { name: `新人${n}`, loginName: `new${n}`, mobile: `1380000${n}`, wechatId: '', reviveId: '' };
          const given = await as.execute('admin.invite', { ...who, rights: rights(target), acceptConflicts: true });
          if (given.ok) this.codes.set(given.value.id, given.value);
          return given.ok ? actor.id : null;
        }
        case 'accept': {
          const [[id, invited] = [null, null]] = this.codes;
          if (!id || !invited) return null;
          this.codes.delete(id);
          const accepted = await opened.core.execute('invite.accept', { ...invited, password: PASSWORD });
          if (accepted.ok) this.passwords.set(id, PASSWORD);
          return accepted.ok ? id : null;
        }
        case 'rights': {
          const input = { id: target.id, rev: target.rev, rights: rights(target), reason, acceptConflicts: true };
          return (await as.execute('admin.setRights', input)).ok ? actor.id : null;
        }
        case 'approve': {
          // What one of two super administrators gives waits for the other one, or for a manager who could give it.
          const waiting = await opened.core.context.db.table('grantRequests').toArray();
          const open = waiting.filter((row) => row.state === 'waiting');
          if (open.length === 0) return null;
          const { id } = open[one.target % open.length]!;
          return (await as.execute('grant.approve', { id, note: '' })).ok ? actor.id : null;
        }
        case 'state':
          return (await as.execute('admin.setState', { id: target.id, state: one.state, reason })).ok ? actor.id : null;
        case 'delete': {
          const input = { id: target.id, typedName: target.name, reason, heirId: '', managerId: actor.id };
          return (await as.execute('admin.delete', input)).ok ? actor.id : null;
        }
        case 'roleNew': {
          const n = ++this.serial;
          const input = {
            zh: `角色${n}`,
            en: `Role ${n}`,
            dutyZh: '',
            dutyEn: '',
            scope: one.scope,
            limits: {},
            reason,
          };
          return (await as.execute('role.create', { ...input, permissions: one.permissions })).ok ? actor.id : null;
        }
        case 'roleEdit': {
          if (!own) return null;
          const { zh, en, dutyZh, dutyEn, id } = own;
          const input = { id, zh, en, dutyZh, dutyEn, scope: one.scope, limits: {}, permissions: one.permissions };
          const rev = (await opened.core.context.db.table('roles').get(id))!.rev;
          return (await as.execute('role.update', { ...input, rev, reason, acceptConflicts: true })).ok
            ? actor.id
            : null;
        }
        case 'roleDelete': {
          if (!own) return null;
          const rev = (await opened.core.context.db.table('roles').get(own.id))!.rev;
          const input = { id: own.id, rev, replacementId: 'readonly', reason, acceptConflicts: true };
          return (await as.execute('role.delete', input)).ok ? actor.id : null;
        }
      }
    }

    /** What anybody gained, the actor held; no scope of it reaches a merchant the actor's does not. */
    expectNoGain(before: Map<string, Rights>, actorId: string): number {
      const giver = before.get(actorId);
      let gains = 0;
      for (const [id, after] of this.look()) {
        const had = before.get(id);
        for (const [given, right] of after.held) {
          const held = had?.held.get(given);
          if (held && JSON.stringify(held) === JSON.stringify(right)) continue;
          if (!held) gains++;
          const own = giver?.held.get(given);
          // A right one has already may come to another scope; a new one is the actor's as well.
          if (!held) expect(own, `${given} of ${id} by ${actorId}`).toBeDefined();
          for (const row of SAMPLE) {
            if (!isInScope(right.scope, row) || (held && isInScope(held.scope, row))) continue;
            expect(own && isInScope(own.scope, row), `${given} of ${id} by ${actorId}`).toBe(true);
          }
        }
      }
      return gains;
    }

    /** Somebody can still open the vault with a password that is known. */
    async expectKeysWithinReach(): Promise<void> {
      const { db, vault } = this.opened.core.context;
      const rows = (await db.table('admins').toArray()).filter(isUsableSuper);
      const opens = await Promise.all(
        rows.map(async (row) => {
          const secret = this.passwords.get(row.id) ?? PASSWORD;
          return openCredential('password', row.id, secret, credentialIn(row, 'password'), vault.kdfCost);
        }),
      );
      expect(opens.some((one) => one !== null)).toBe(true);
      const gone = (await db.table('admins').toArray()).filter((row) => row.state === 'deleted');
      expect(gone.every((row) => !row.wrappedKeys && !row.recovery && row.roleIds.length === 0)).toBe(true);
    }
  }
});

const SAMPLE = [
  { id: 'm1', ownerId: 'nobody', regionCode: '330106' },
  { id: 'm2', ownerId: 'nobody', regionCode: '440304' },
  { id: 'm3', ownerId: 'nobody', regionCode: '110105' },
];

function expectWithin(mine: Rights, outer: Rights): void {
  for (const [one, right] of mine.held) {
    const limit = outer.held.get(one);
    expect(limit, one).toBeDefined();
    for (const row of SAMPLE) if (isInScope(right.scope, row)) expect(isInScope(limit!.scope, row)).toBe(true);
    for (const kind of ['single', 'day'] as const) {
      const most = limit!.limit[kind];
      if (most !== undefined) expect(right.limit[kind] ?? Infinity).toBeLessThanOrEqual(most);
    }
  }
}
