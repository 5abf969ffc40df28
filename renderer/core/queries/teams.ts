import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { idSchema } from '../merchants/inputs';
import { requireRow } from '../merchants/require-rows';
import { toTeamView } from '../merchants/team';

export const merchantTeam = defineQuery<'merchant.team'>({
  name: 'merchant.team',
  access: 'merchant:view',
  zh: '查看商户团队',
  en: 'View the team of a merchant',
  tables: ['merchantTeams', 'merchantBlocks', 'merchantRows', 'admins', 'roles'],
  input: z.strictObject({ id: idSchema }),
  run: (ctx, { id }) => toTeamView(ctx, requireRow(ctx, id)),
});

export const merchantAssignees = defineQuery<'merchant.assignees'>({
  name: 'merchant.assignees',
  access: 'merchant:assign',
  zh: '查看可分配的人员',
  en: 'List who merchants can be assigned to',
  tables: ['admins'],
  input: z.strictObject({}),
  run: (ctx) =>
    ctx.access
      .allAdmins()
      .filter((one) => one.state === 'active')
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
});

export const teamQueries = [merchantTeam, merchantAssignees] as const;
