import { z } from 'zod/mini';
import { assignedOf } from '../admins/rights-change';
import { defineQuery } from '../define';

export const adminList = defineQuery<'admin.list'>({
  name: 'admin.list',
  access: 'admin:view',
  zh: '查看管理员',
  en: 'View administrators',
  tables: ['admins', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const rows = await ctx.db.table('admins').toArray();
    return rows
      .filter((row) => row.state !== 'deleted')
      .sort((a, b) => a.createdAt - b.createdAt || (a.loginKey < b.loginKey ? -1 : 1))
      .map((row) => ({
        id: row.id,
        loginName: row.loginName,
        name: row.name,
        rights: assignedOf(row),
        roles: row.roleIds.flatMap((id) => ctx.access.role(id) ?? []).map(({ zh, en }) => ({ zh, en })),
        rev: row.rev,
        state: row.state,
        createdAt: row.createdAt,
        lastLoginAt: row.lastLoginAt || null,
        failedCount: row.failedCount,
        heldUntil: row.heldUntil,
        mustChangePassword: row.mustChangePassword,
        isSelf: row.id === ctx.session.actor?.adminId,
      }));
  },
});

export const adminQueries = [adminList] as const;
