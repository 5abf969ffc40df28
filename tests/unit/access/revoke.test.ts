import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutPermissions } from '@shared/access/revoke';
import { PERMISSIONS, type Permission } from '@shared/access/resources';
import { computeRights, type AssignedRights } from '@shared/access/rights';
import { ROLE_IDS, ROLES } from '@shared/access/roles';
import { assignedRole } from '../../support/rights-of-role';

const roles = new Map(Object.entries(ROLES));
const heldBy = (rights: AssignedRights): Permission[] => {
  const directory = { admins: new Map([['one', rights]]), roles };
  return [...computeRights('one', directory, 0).held.keys()];
};

describe('taking permissions away', () => {
  it('leaves exactly the others, whatever gave them', () => {
    const some = fc.subarray(PERMISSIONS);
    const rights = fc.record({
      roleIds: fc.subarray(ROLE_IDS.filter((id) => id !== 'super')),
      granted: some,
      denies: some,
      level: fc.constantFrom('SENIOR' as const, 'MIDDLE' as const, 'JUNIOR' as const),
    });
    fc.assert(
      fc.property(rights, some, ({ roleIds, granted, denies, level }, gone) => {
        const grants = granted.map((permission) => ({ permission, scope: null, expiresAt: 0 }));
        const before = assignedRole('entry', { roleIds, grants, denies, level });
        const after = withoutPermissions(before, gone, roles);
        expect(heldBy(after)).toEqual(heldBy(before).filter((permission) => !gone.includes(permission)));
      }),
      { numRuns: 500 },
    );
  });

  it('drops a role of which nothing would be left, and denies what another one still gives', () => {
    const before = assignedRole('readonly', { roleIds: ['readonly', 'entry'] });
    const after = withoutPermissions(before, ['merchant:view', 'company:view'], roles);
    expect(after).toMatchObject({ roleIds: ['entry'], denies: ['merchant:view', 'company:view'] });
    expect(withoutPermissions(assignedRole('readonly'), ['merchant:view', 'company:view'], roles)).toMatchObject({
      roleIds: [],
      denies: [],
    });
  });

  it('takes a super administrator’s all together or not at all', () => {
    const owner = assignedRole('super');
    expect(withoutPermissions(owner, ['merchant:purge'], roles)).toBe(owner);
    expect(heldBy(withoutPermissions(owner, PERMISSIONS, roles))).toEqual([]);
  });
});
