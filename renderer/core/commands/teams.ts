import type { BackupKind } from '@shared/contracts/backups';
import { z } from 'zod/mini';
import { defineCommand } from '../define';
import { idSchema, idsSchema, reasonSchema } from '../merchants/inputs';
import { requireLiving } from '../merchants/require-rows';
import { diffTeams, makeTeam, prepareAssign, writeTeams, type Handover } from '../merchants/team';
import { writeRewrites } from '../merchants/versions';

const accessSchema = z.enum(['read', 'write']);
const MANY = 20;
const MOST_MEMBERS = 50;

export const merchantAssign = defineCommand<'merchant.assign', Handover>({
  name: 'merchant.assign',
  access: 'merchant:assign',
  zh: '分配负责人',
  en: 'Assign an owner to merchants',
  tables: ['merchantRows', 'merchantTeams'],
  changesSight: true,
  backupFirst: ({ ids }): BackupKind | null => (ids.length > MANY ? 'bulk' : null),
  input: z.strictObject({
    ids: idsSchema,
    ownerId: idSchema,
    keep: z.optional(z.enum(['none', 'read', 'write'])),
    reason: reasonSchema,
  }),
  prepare: (ctx, { ids, ownerId, keep = 'none' }, call) => prepareAssign(ctx, ids, ownerId, keep, call),
  async run(uow, input, { rewrites, teams }, ctx) {
    uow.reason = input.reason;
    await writeRewrites(uow, ctx, rewrites);
    await writeTeams(uow, ctx, teams);
    return { changed: rewrites.length };
  },
});

export const merchantSetMembers = defineCommand<'merchant.setMembers'>({
  name: 'merchant.setMembers',
  access: 'merchant:assign',
  zh: '调整商户团队',
  en: 'Change the team of a merchant',
  tables: ['merchantTeams'],
  changesSight: true,
  input: z.strictObject({
    id: idSchema,
    members: z.array(z.strictObject({ adminId: idSchema, access: accessSchema })).check(z.maxLength(MOST_MEMBERS)),
    reason: reasonSchema,
  }),
  async run(uow, { id, members, reason }, _prepared, ctx) {
    const row = requireLiving(ctx, id);
    const before = ctx.access.teamOfMerchant(id);
    const after = makeTeam(ctx, row, members);
    uow.reason = reason;
    const diff = diffTeams(ctx, before, after);
    if (diff.length === 0) return;
    uow.record({ targetType: 'merchant', targetId: id, targetLabel: row.values['name'] ?? '', diff });
    await writeTeams(uow, ctx, [after]);
  },
});

export const teamCommands = [merchantAssign, merchantSetMembers] as const;
