import type { Migration } from './define';

/** One role per admin became levels, several roles, grants, denies, a scope, limits and a manager. Nobody's rights change by it. */
export const rightsOfAdmins: Migration = {
  name: '0001-rights-of-admins',
  tables: {
    admins: ({ roleId, ...row }) => ({
      ...row,
      level: roleId === 'super' ? 'SUPER' : 'SENIOR',
      roleIds: [roleId],
      grants: [],
      denies: [],
      scope: { kind: 'all' },
      limits: {},
      managerId: '',
    }),
  },
};
