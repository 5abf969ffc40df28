import { z } from 'zod/mini';
import { PERMISSIONS, type Permission } from '@shared/access/resources';
import { explain, maySee } from '../admins/explain';
import { rightsOfTarget } from '../admins/preview-target';
import { toRightViews } from '../admins/right-view';
import { previewTargetSchema, requireTarget } from '../admins/preview-schema';
import { COMMANDS } from '../commands';
import { defineQuery, refuse } from '../define';
import { idField } from '../input-fields';

export const rightsPending = defineQuery<'rights.pending'>({
  name: 'rights.pending',
  access: 'self',
  zh: '查看自己的权限变更',
  en: 'View changes of the own rights',
  tables: ['rightsChanges', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const own = await ctx.db.table('rightsChanges').where('adminId').equals(ctx.session.actor!.adminId).toArray();
    return own
      .filter((change) => change.ackAt === 0)
      .sort((a, b) => a.at - b.at)
      .map(({ id, at, byName, reason, added, removed }) => ({ id, at, by: byName, reason, added, removed }));
  },
});

export const rightsOwn = defineQuery<'rights.own'>({
  name: 'rights.own',
  access: 'self',
  zh: '查看自己的权限',
  en: 'View the own rights',
  tables: ['admins', 'roles', 'rightsUse', 'session'],
  input: z.strictObject({}),
  run: (ctx) => toRightViews(ctx, ctx.session.actor!.adminId, ctx.session.rights!),
});

export const rightsExplain = defineQuery<'rights.explain'>({
  name: 'rights.explain',
  access: 'self',
  zh: '了解为什么有或没有权限',
  en: 'Find out why a right is held or lacking',
  tables: ['admins', 'roles', 'rightsUse', 'session'],
  input: z.strictObject({
    permission: z.optional(z.enum(PERMISSIONS)),
    command: z.optional(z.string().check(z.maxLength(80))),
    adminId: z.optional(idField),
  }),
  async run(ctx, { permission, command, adminId }) {
    const self = ctx.session.actor!.adminId;
    const who = adminId ?? self;
    const admin = ctx.access.admin(who);
    if (who !== self && !ctx.session.rights!.held.has('admin:view'))
      refuse('access.denied', { params: { permission: 'admin:view' } });
    if (!admin || (who !== self && !maySee(ctx, admin))) refuse('admin.not_found');
    return explain(ctx, who, permission ?? permissionOf(command ?? ''));
  },
});

export const rightsPreview = defineQuery<'rights.preview'>({
  name: 'rights.preview',
  access: 'admin:view',
  zh: '模拟权限',
  en: 'Simulate rights',
  tables: ['admins', 'roles', 'session'],
  input: previewTargetSchema,
  run(ctx, target) {
    requireTarget(ctx, target);
    return toRightViews(ctx, '', rightsOfTarget(ctx.access, target, ctx.now()));
  },
});

export const rightsQueries = [rightsPending, rightsOwn, rightsExplain, rightsPreview] as const;

function permissionOf(command: string): Permission {
  const access = COMMANDS.get(command)?.access;
  return access === undefined || access === 'public' || access === 'self'
    ? refuse('command.unknown', { params: { name: command } })
    : access;
}
