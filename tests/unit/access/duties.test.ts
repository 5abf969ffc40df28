import { describe, expect, it } from 'vitest';
import { compareDuties, DUTY_TASKS, TASKS_OF_ROLE } from '@shared/access/duties';
import { PERMISSIONS } from '@shared/access/resources';
import { ROLE_IDS, ROLES } from '@shared/access/roles';

describe('duties', () => {
  it('need every right there is, and each is a task of its own', () => {
    expect([...new Set(DUTY_TASKS.flatMap(({ needs }) => needs))].sort()).toEqual([...PERMISSIONS].sort());
    expect(new Set(DUTY_TASKS.map(({ id }) => id)).size).toBe(DUTY_TASKS.length);
    const words = DUTY_TASKS.map(({ zh, en }) => [/[\u4e00-\u9fff]/.test(zh), /[a-z]/.test(en)]);
    expect(words.flat()).not.toContain(false);
  });

  it('of the built-in roles are there', () => {
    const ids = DUTY_TASKS.map(({ id }) => id);
    for (const role of ROLE_IDS) for (const task of TASKS_OF_ROLE[role]) expect(ids).toContain(task);
  });

  it('say what is missing and what is surplus', () => {
    const held = ['merchant:view', 'merchant:delete'] as const;
    expect(compareDuties(['review'], held, PERMISSIONS)).toEqual({
      missing: ['merchant:status'],
      surplus: ['merchant:delete'],
    });
    expect(compareDuties([], held, PERMISSIONS).surplus).toEqual(held);
  });

  it('are done by the roles named after them without a right too few', () => {
    for (const role of ['finance', 'refund', 'service'] as const) {
      expect(compareDuties(TASKS_OF_ROLE[role], ROLES[role].permissions, PERMISSIONS).missing, role).toEqual([]);
    }
  });
});
