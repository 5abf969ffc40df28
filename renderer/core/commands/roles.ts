import { z } from 'zod/mini';
import type { RoleInput } from '@shared/contracts/people';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { requireGrantable } from '../admins/grantable';
import { effectsOf, requireAccepted, tellAffected } from '../admins/rights-effect';
import { limitsSchema, permissionsSchema, scopeSchema } from '../admins/rights-schema';
import { changeOrAsk } from '../admins/change-role';
import { getEditableRole, holdersOf, requireFreeName, requireOwnPermissions } from '../admins/role-rules';
import { mustWait, riskyIn, secondsForRole } from '../admins/second-admin';
import type { CoreContext } from '../context';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(40));
const duty = z.string().check(z.trim(), z.maxLength(200));
const roleFields = {
  zh: name,
  en: name,
  dutyZh: duty,
  dutyEn: duty,
  permissions: permissionsSchema,
  scope: z.nullable(scopeSchema),
  limits: limitsSchema,
};

export const roleCreate = defineCommand<'role.create', { id: string }>({
  name: 'role.create',
  access: 'role:manage',
  zh: '新建角色',
  en: 'Make a role',
  tables: ['roles'],
  stepUp: true,
  input: z.strictObject({ ...roleFields, reason: reasonField }),
  prepare: async (ctx) => ({ id: ctx.newId() }),
  async run(uow, { reason, ...role }, { id }, ctx) {
    uow.reason = reason;
    return addRole(uow, ctx, id, role);
  },
});

export const roleClone = defineCommand<'role.clone', { id: string }>({
  name: 'role.clone',
  access: 'role:manage',
  zh: '复制角色',
  en: 'Copy a role',
  tables: ['roles'],
  stepUp: true,
  input: z.strictObject({ sourceId: idField, zh: name, en: name }),
  prepare: async (ctx) => ({ id: ctx.newId() }),
  async run(uow, { sourceId, zh, en }, { id }, ctx) {
    const source = ctx.access.role(sourceId) ?? refuse('role.not_found');
    const { dutyZh, dutyEn, permissions, scope, limits } = source;
    return addRole(uow, ctx, id, { zh, en, dutyZh, dutyEn, permissions: [...permissions], scope, limits });
  },
});

export const roleUpdate = defineCommand<'role.update', { noticeIds: string[]; requestId: string }>({
  name: 'role.update',
  access: 'role:manage',
  zh: '修改角色',
  en: 'Change a role',
  tables: ['roles', 'admins', 'rightsChanges', 'grantRequests', 'meta'],
  stepUp: true,
  input: z.strictObject({
    ...roleFields,
    id: idField,
    rev: z.int(),
    reason: reasonField,
    acceptConflicts: z.boolean(),
  }),
  prepare: async (ctx) => ({ noticeIds: ctx.access.allAdmins().map(() => ctx.newId()), requestId: ctx.newId() }),
  run: (uow, { id, rev, reason, acceptConflicts, ...role }, { noticeIds, requestId }, ctx) =>
    changeOrAsk(uow, ctx, { id, rev, role, reason, acceptConflicts, noticeIds }, requestId),
});

export const roleDelete = defineCommand<'role.delete', { noticeIds: string[] }>({
  name: 'role.delete',
  access: 'role:manage',
  zh: '删除角色',
  en: 'Delete a role',
  tables: ['roles', 'admins', 'rightsChanges', 'meta'],
  stepUp: true,
  input: z.strictObject({
    id: idField,
    rev: z.int(),
    replacementId: z.string().check(z.maxLength(64)),
    reason: reasonField,
    acceptConflicts: z.boolean(),
  }),
  prepare: async (ctx) => ({ noticeIds: ctx.access.allAdmins().map(() => ctx.newId()) }),
  async run(uow, { id, rev, replacementId, reason, acceptConflicts }, { noticeIds }, ctx) {
    await getEditableRole(uow, ctx, id, rev);
    const holders = holdersOf(ctx, id);
    if (holders.length > 0 && replacementId === '') refuse('role.in_use', { params: { count: holders.length } });
    const moved = holders.map((before) => withReplacement(ctx, before, id, replacementId));
    uow.reason = reason;
    const next = ctx.access.directoryWith(moved, new Map([[id, null]]));
    const effects = effectsOf(ctx, next, moved);
    requireAccepted(effects, acceptConflicts);
    const risky = riskyIn(ctx, effects, next);
    if (risky.length > 0 && (await mustWait(uow, secondsForRole(ctx)))) {
      refuse('grant.role_needs_second', { params: { count: risky.length } });
    }
    for (const row of moved) await uow.table('admins').put(row);
    await uow.table('roles').remove(id);
    await tellAffected(uow, effects, noticeIds, reason);
    return { affected: effects.length };
  },
});

export const roleCommands = [roleCreate, roleClone, roleUpdate, roleDelete] as const;

async function addRole(uow: UnitOfWork, ctx: CoreContext, id: string, role: RoleInput): Promise<{ id: string }> {
  requireFreeName(ctx, role, id);
  requireOwnPermissions(ctx, role, undefined);
  const permissions = unique(role.permissions);
  await uow.table('roles').add({ ...role, permissions, id, createdAt: uow.now, createdBy: uow.actor!.adminId, rev: 1 });
  return { id };
}

/** @throws Refusal `role.not_found`, `admin.super_only` as well as those of `requireGrantable` */
function withReplacement(ctx: CoreContext, before: AdminRow, id: string, replacementId: string): AdminRow {
  if (replacementId === id || !ctx.access.role(replacementId)) refuse('role.not_found');
  // Nobody becomes a super administrator in passing.
  if (replacementId === 'super') refuse('role.super_replacement');
  const roleIds = unique(before.roleIds.map((one) => (one === id ? replacementId : one)));
  const after = { ...before, roleIds, rev: before.rev + 1 };
  requireGrantable(ctx, after, before);
  return after;
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
