import { z } from 'zod/mini';
import { applyOrAsk } from '../admins/apply-rights';
import { getAdmin, requireManageable } from '../admins/require-admin';
import { assignedRightsSchema } from '../admins/rights-schema';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';

export const adminSetRights = defineCommand<'admin.setRights', { changeId: string }>({
  name: 'admin.setRights',
  access: 'admin:rights',
  zh: '设置管理员权限',
  en: "Set an administrator's rights",
  tables: ['admins', 'rightsChanges', 'grantRequests', 'meta'],
  stepUp: true,
  input: z.strictObject({
    id: idField,
    rev: z.int(),
    rights: assignedRightsSchema,
    reason: reasonField,
    acceptConflicts: z.boolean(),
  }),
  prepare: async (ctx) => ({ changeId: ctx.newId() }),
  async run(uow, input, { changeId }, ctx) {
    const before = await getAdmin(uow, input.id);
    requireManageable(ctx, before);
    if (before.rev !== input.rev) refuse('admin.conflict');
    return applyOrAsk(uow, ctx, before, { ...input, changeId });
  },
});

export const rightsAcknowledge = defineCommand<'rights.acknowledge'>({
  name: 'rights.acknowledge',
  access: 'self',
  zh: '确认权限变更',
  en: 'Take note of changed rights',
  tables: ['rightsChanges'],
  auditAlways: true,
  input: z.strictObject({ ids: z.array(idField).check(z.minLength(1), z.maxLength(200)) }),
  async run(uow, input) {
    const changes = uow.table('rightsChanges');
    for (const id of new Set(input.ids)) {
      const change = await changes.get(id);
      // Somebody else's is none of one's business, and says so as little as one that is not there.
      if (change?.adminId !== uow.actor!.adminId) refuse('admin.not_found');
      if (change.ackAt === 0) await changes.put({ ...change, ackAt: uow.now });
    }
  },
});

export const rightsCommands = [adminSetRights, rightsAcknowledge] as const;
