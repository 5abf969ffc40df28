import { z } from 'zod/mini';
import { isSuper } from '@shared/access/rights';
import { requireGrantable } from '../admins/grantable';
import { getAdmin, requireAnotherSuper, requireManageable } from '../admins/require-admin';
import { assignedOf, compareRights, requireConflictsAccepted, withRights } from '../admins/rights-change';
import { assignedRightsSchema } from '../admins/rights-schema';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';

export const adminSetRights = defineCommand<'admin.setRights', { changeId: string }>({
  name: 'admin.setRights',
  access: 'admin:rights',
  zh: '设置管理员权限',
  en: "Set an administrator's rights",
  tables: ['admins', 'rightsChanges'],
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
    const after = withRights(before, input.rights);
    requireGrantable(ctx, after, before);
    if (isSuper(before) && !isSuper(after)) await requireAnotherSuper(uow, before.id);
    requireConflictsAccepted(ctx, before, after, input.acceptConflicts);
    uow.reason = input.reason;
    await uow.table('admins').put(after);
    const { added, removed } = compareRights(ctx, before, after);
    await uow.table('rightsChanges').put({
      id: changeId,
      adminId: after.id,
      at: uow.now,
      byId: uow.actor!.adminId,
      byName: uow.actor!.name,
      reason: input.reason,
      before: assignedOf(before),
      after: assignedOf(after),
      added,
      removed,
      ackAt: 0,
    });
    return { rev: after.rev, added, removed };
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
