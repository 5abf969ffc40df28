import { describe, expect, it } from 'vitest';
import { can, permissionsOf } from '@shared/access/can';
import { PERMISSIONS } from '@shared/access/resources';
import { ROLE_IDS, ROLES } from '@shared/access/roles';

describe('the built-in roles', () => {
  it('grant exactly this, and a change of it is a decision', () => {
    const table = PERMISSIONS.map(
      (p) => `${p.padEnd(18)} ${ROLE_IDS.map((r) => (can({ roleId: r }, p) ? r : '-').padEnd(9)).join('')}`,
    );
    expect(table.map((line) => line.trimEnd()).join('\n')).toMatchInlineSnapshot(`
      "merchant:view      super    finance  entry    readonly
      merchant:create    super    -        entry    -
      merchant:update    super    finance  entry    -
      merchant:status    super    finance  -        -
      merchant:delete    super    -        -        -
      merchant:purge     super    -        -        -
      merchant:import    super    -        entry    -
      merchant:export    super    finance  -        -
      merchant:reveal    super    finance  -        -
      import:history     super    finance  entry    -
      import:revert      super    -        entry    -
      admin:view         super    -        -        -
      admin:manage       super    -        -        -
      audit:view         super    finance  -        -
      audit:verify       super    -        -        -
      company:view       super    finance  entry    readonly
      company:update     super    -        -        -
      sample:manage      super    -        -        -"
    `);
  });

  it('give the super administrator everything', () => {
    expect(permissionsOf({ roleId: 'super' })).toEqual(PERMISSIONS);
  });

  it('let only who may see the real value of a secret reveal it, and an entry clerk is not among them', () => {
    expect(ROLE_IDS.filter((r) => can({ roleId: r }, 'merchant:reveal'))).toEqual(['super', 'finance']);
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
    for (const roleId of ROLE_IDS) expect(can({ roleId }, 'self')).toBe(true);
  });
});
