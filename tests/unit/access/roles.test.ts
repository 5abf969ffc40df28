import { describe, expect, it } from 'vitest';
import { can, permissionsOf } from '@shared/access/can';
import { PERMISSIONS } from '@shared/access/resources';
import { ROLE_IDS, ROLES } from '@shared/access/roles';
import { rightsOfRole } from '../../support/rights-of-role';

describe('the built-in roles', () => {
  it('grant exactly this, and a change of it is a decision', () => {
    const table = PERMISSIONS.map(
      (p) => `${p.padEnd(26)} ${ROLE_IDS.map((r) => (can(rightsOfRole(r), p) ? r : '-').padEnd(9)).join('')}`,
    );
    expect(table.map((line) => line.trimEnd()).join('\n')).toMatchInlineSnapshot(`
      "merchant:view              super    manager  finance  refund   entry    service  auditor  readonly
      merchant:create            super    manager  -        -        entry    -        -        -
      merchant:update            super    manager  finance  -        entry    -        -        -
      merchant:status            super    manager  finance  -        -        -        -        -
      merchant:assign            super    manager  -        -        -        -        -        -
      merchant:delete            super    -        -        -        -        -        -        -
      merchant:purge             super    -        -        -        -        -        -        -
      merchant:import            super    manager  -        -        entry    -        -        -
      merchant:export            super    manager  finance  -        -        -        -        -
      merchant:exportSensitive   super    -        -        -        -        -        -        -
      merchant:revealId          super    -        finance  -        -        -        -        -
      merchant:revealPhone       super    manager  finance  -        -        service  -        -
      merchant:revealAccount     super    -        finance  -        -        -        -        -
      import:history             super    manager  finance  -        entry    -        auditor  -
      import:revert              super    manager  -        -        entry    -        -        -
      admin:view                 super    manager  -        -        -        -        auditor  -
      admin:create               super    manager  -        -        -        -        -        -
      admin:update               super    manager  -        -        -        -        -        -
      admin:state                super    manager  -        -        -        -        -        -
      admin:delete               super    -        -        -        -        -        -        -
      admin:rights               super    manager  -        -        -        -        -        -
      admin:export               super    -        -        -        -        -        auditor  -
      bill:view                  super    manager  finance  refund   entry    -        auditor  -
      bill:import                super    manager  finance  -        entry    -        -        -
      bill:revert                super    manager  finance  -        -        -        -        -
      txn:view                   super    manager  finance  refund   -        service  auditor  -
      txn:enter                  super    manager  finance  -        -        -        -        -
      txn:export                 super    manager  finance  -        -        -        -        -
      txn:revealPayer            super    -        finance  -        -        -        -        -
      report:view                super    manager  finance  -        -        -        auditor  -
      report:make                super    -        finance  -        -        -        -        -
      profit:view                super    manager  finance  -        -        -        auditor  -
      profit:enter               super    manager  finance  -        -        -        -        -
      profit:close               super    manager  finance  -        -        -        -        -
      channel:view               super    manager  finance  refund   entry    -        auditor  -
      channel:link               super    manager  finance  -        -        -        -        -
      coupon:manage              super    manager  finance  -        -        -        -        -
      role:view                  super    manager  -        -        -        -        auditor  -
      role:manage                super    -        -        -        -        -        -        -
      review:view                super    -        -        -        -        -        auditor  -
      review:manage              super    -        -        -        -        -        -        -
      audit:view                 super    -        finance  -        -        -        auditor  -
      audit:verify               super    -        -        -        -        -        auditor  -
      audit:export               super    -        -        -        -        -        auditor  -
      audit:archive              super    -        -        -        -        -        -        -
      security:view              super    -        -        -        -        -        auditor  -
      security:configure         super    -        -        -        -        -        -        -
      company:view               super    manager  finance  refund   entry    service  auditor  readonly
      company:update             super    -        -        -        -        -        -        -
      backup:view                super    manager  -        -        -        -        auditor  -
      backup:create              super    manager  -        -        -        -        -        -
      backup:restore             super    -        -        -        -        -        -        -
      backup:configure           super    -        -        -        -        -        -        -
      sample:manage              super    -        -        -        -        -        -        -"
    `);
  });

  it('give the super administrator everything', () => {
    expect(permissionsOf(rightsOfRole('super'))).toEqual(PERMISSIONS);
  });

  it('let only who may see the real value of a secret reveal it, and an entry clerk is not among them', () => {
    expect(ROLE_IDS.filter((r) => can(rightsOfRole(r), 'merchant:revealId'))).toEqual(['super', 'finance']);
  });

  it('have a name in both languages and no permission twice', () => {
    for (const role of Object.values(ROLES)) {
      expect(role.zh && role.en).toBeTruthy();
      expect(new Set(role.permissions).size).toBe(role.permissions.length);
    }
  });
});

describe('a decision', () => {
  it('opens public doors to everybody and the others to nobody without a session', () => {
    expect(can(null, 'public')).toBe(true);
    expect(can(null, 'self')).toBe(false);
    expect(PERMISSIONS.some((p) => can(null, p))).toBe(false);
  });

  it('lets any signed-in admin do what concerns only themselves', () => {
    for (const roleId of ROLE_IDS) expect(can(rightsOfRole(roleId), 'self')).toBe(true);
  });
});
