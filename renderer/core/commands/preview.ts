import { z } from 'zod/mini';
import { previewTargetSchema, requireTarget } from '../admins/preview-schema';
import { namesOfRoles } from '../admins/preview-target';
import { defineCommand, refuse } from '../define';

/**
 * Looking through somebody's eyes. Nobody acts as them: the actor stays who they are, sees what both may see, and can change
 * nothing until they leave.
 */
export const previewBegin = defineCommand<'preview.begin'>({
  name: 'preview.begin',
  access: 'admin:view',
  zh: '开始预览他人视图',
  en: 'Begin to preview what somebody sees',
  tables: [],
  changesSight: true,
  input: previewTargetSchema,
  async run(uow, target, _prepared, ctx) {
    requireTarget(ctx, target);
    const admin = target.kind === 'admin' ? ctx.access.admin(target.adminId) : undefined;
    const roleIds = admin?.roleIds ?? (target.kind === 'role' ? target.roleIds : []);
    uow.record({
      targetType: admin ? 'admin' : 'role',
      targetId: admin?.id ?? roleIds.join('+'),
      targetLabel:
        admin?.name ??
        namesOfRoles(ctx.access, roleIds)
          .map((role) => role.zh)
          .join('、'),
      diff: [],
    });
    uow.onCommit(() => ctx.session.setPreview(target));
  },
});

export const previewEnd = defineCommand<'preview.end'>({
  name: 'preview.end',
  access: 'self',
  zh: '结束预览',
  en: 'End the preview',
  tables: [],
  whilePreviewing: true,
  changesSight: true,
  auditAlways: true,
  input: z.strictObject({}),
  async run(uow, _input, _prepared, ctx) {
    if (!ctx.session.isPreviewing) refuse('preview.not_active');
    uow.onCommit(() => ctx.session.setPreview(null));
  },
});

export const previewCommands = [previewBegin, previewEnd] as const;
