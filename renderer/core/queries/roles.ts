import { z } from 'zod/mini';
import { ROLES } from '@shared/access/roles';
import type { RoleEffect, RoleView } from '@shared/contracts/people';
import type { AdminRow, RoleRow } from '@renderer/data/tables';
import { effectsOf } from '../admins/rights-effect';
import { limitsSchema, permissionsSchema, scopeSchema } from '../admins/rights-schema';
import { holdersOf, whyNotEditable } from '../admins/role-rules';
import { isVisible } from '../admins/visible';
import type { CoreContext } from '../context';
import { can } from '@shared/access/can';
import { defineQuery, refuse } from '../define';
import { idField } from '../input-fields';

export const roleList = defineQuery<'role.list'>({
  name: 'role.list',
  access: 'role:view',
  zh: '查看角色',
  en: 'View roles',
  tables: ['roles', 'admins', 'session'],
  input: z.strictObject({}),
  run: (ctx) => ctx.access.allRoles().map((role) => toRoleView(ctx, role as RoleRow)),
});

export const rolePreview = defineQuery<'role.preview'>({
  name: 'role.preview',
  access: 'role:manage',
  zh: '查看修改角色的影响',
  en: 'View what a change of a role does',
  tables: ['roles', 'admins', 'session'],
  input: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('update'),
      id: idField,
      permissions: permissionsSchema,
      scope: z.nullable(scopeSchema),
      limits: limitsSchema,
    }),
    z.strictObject({ kind: z.literal('delete'), id: idField, replacementId: z.string().check(z.maxLength(64)) }),
  ]),
  run(ctx, change) {
    const role = ctx.access.role(change.id) ?? refuse('role.not_found');
    const moved: AdminRow[] =
      change.kind === 'delete'
        ? holdersOf(ctx, change.id).map((one) => ({
            ...one,
            roleIds: [...new Set(one.roleIds.map((id) => (id === change.id ? change.replacementId : id)))],
          }))
        : [];
    const next = change.kind === 'delete' ? null : { ...role, ...change };
    const effects = effectsOf(ctx, ctx.access.directoryWith(moved, new Map([[change.id, next]])), moved);
    const seen = effects.filter(({ before }) => isVisible(ctx, before));
    const affected = seen.map(({ before, added, removed, altered, conflicts }): RoleEffect => ({
      id: before.id,
      name: before.name,
      added,
      removed,
      altered,
      conflicts: conflicts.map(({ a, b }) => ({ a, b })),
    }));
    return { affected, unnamed: effects.length - seen.length };
  },
});

export const roleQueries = [roleList, rolePreview] as const;

function toRoleView(ctx: CoreContext, role: RoleRow): RoleView {
  const living = holdersOf(ctx, role.id).filter((one) => !['deleted', 'declined', 'revoked'].includes(one.state));
  const seen = living.filter((one) => isVisible(ctx, one));
  const { id, zh, en, dutyZh, dutyEn, permissions, scope, limits } = role;
  return {
    id,
    zh,
    en,
    dutyZh,
    dutyEn,
    permissions: [...permissions],
    scope,
    limits,
    isBuiltIn: id in ROLES,
    rev: id in ROLES ? 0 : role.rev,
    holders: seen.map(({ id: one, name, state }) => ({ id: one, name, state })),
    unnamed: living.length - seen.length,
    isEditable: can(ctx.session.rights, 'role:manage') && whyNotEditable(ctx, role) === null,
  };
}
