import { z } from 'zod/mini';
import { isSuper, teamOf } from '@shared/access/rights';
import type { GrantRequestRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { applyRights } from '../admins/apply-rights';
import { changeRole } from '../admins/change-role';
import { mayDecide } from '../admins/grant-view';
import { getAdmin } from '../admins/require-admin';
import { assignedOf } from '../admins/rights-change';
import { recordRequest } from '../admins/second-admin';
import type { CoreContext } from '../context';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';

interface Prepared {
  changeId: string;
  noticeIds: string[];
}

export const grantApprove = defineCommand<'grant.approve', Prepared>({
  name: 'grant.approve',
  access: 'admin:rights',
  zh: '确认高风险授权',
  en: 'Confirm a grant of high-risk rights',
  tables: ['grantRequests', 'admins', 'roles', 'rightsChanges'],
  stepUp: true,
  input: z.strictObject({ id: idField, note: z.string().check(z.trim(), z.maxLength(200)) }),
  prepare: async (ctx) => ({
    changeId: ctx.newId(),
    noticeIds: ctx.access.allAdmins().map(() => ctx.newId()),
  }),
  async run(uow, { id, note }, { changeId, noticeIds }, ctx) {
    const request = await getToDecide(uow, ctx, id);
    requireAskerFit(ctx, request);
    const reason = [request.reason, note]
      .filter((one) => one !== '')
      .join('；')
      .slice(0, 200);
    const { asked, acceptConflicts, targetId, byName } = request;
    if (asked.kind === 'admin') {
      const before = await getAdmin(uow, targetId);
      if (JSON.stringify(assignedOf(before)) !== JSON.stringify(asked.before)) refuse('grant.outdated');
      await applyRights(uow, ctx, before, { rights: asked.after, reason, acceptConflicts, changeId, askedBy: byName });
    } else {
      if ((await uow.table('roles').get(targetId))?.rev !== asked.rev) refuse('grant.outdated');
      const { rev, role } = asked;
      await changeRole(uow, ctx, { id: targetId, rev, role, reason, acceptConflicts, noticeIds });
    }
    uow.reason = reason;
    await end(uow, request, 'approved', note);
  },
});

export const grantRefuse = defineCommand<'grant.refuse'>({
  name: 'grant.refuse',
  access: 'admin:rights',
  zh: '拒绝高风险授权',
  en: 'Refuse a grant of high-risk rights',
  tables: ['grantRequests'],
  input: z.strictObject({ id: idField, reason: reasonField }),
  async run(uow, { id, reason }, _prepared, ctx) {
    const request = await getToDecide(uow, ctx, id);
    uow.reason = reason;
    await end(uow, request, 'refused', reason);
  },
});

export const grantWithdraw = defineCommand<'grant.withdraw'>({
  name: 'grant.withdraw',
  access: 'self',
  zh: '撤回高风险授权',
  en: 'Withdraw a grant of high-risk rights',
  tables: ['grantRequests'],
  input: z.strictObject({ id: idField }),
  async run(uow, { id }) {
    const request = await uow.table('grantRequests').get(id);
    if (request?.byId !== uow.actor!.adminId) refuse('grant.not_found');
    requireWaiting(uow, request);
    await end(uow, request, 'withdrawn', '');
  },
});

export const grantCommands = [grantApprove, grantRefuse, grantWithdraw] as const;

/** @throws Refusal `grant.not_found`, `grant.own`, `grant.closed` */
async function getToDecide(uow: UnitOfWork, ctx: CoreContext, id: string): Promise<GrantRequestRow> {
  const request = (await uow.table('grantRequests').get(id)) ?? refuse('grant.not_found');
  const { adminId } = uow.actor!;
  if (request.byId === adminId || request.targetId === adminId) refuse('grant.own');
  if (!mayDecide(ctx, request)) refuse('grant.not_found');
  requireWaiting(uow, request);
  return request;
}

function requireWaiting(uow: UnitOfWork, request: GrantRequestRow): void {
  if (request.state !== 'waiting' || uow.now >= request.expiresAt) refuse('grant.closed');
}

/** A request does not outlive the right to make it. @throws Refusal `grant.asker_unfit` */
function requireAskerFit(ctx: CoreContext, { kind, byId, targetId, risky }: GrantRequestRow): void {
  const asker = ctx.access.admin(byId);
  if (asker?.state !== 'active') refuse('grant.asker_unfit');
  if (isSuper(asker)) return;
  const { held } = ctx.access.rightsOf(byId, ctx.now());
  const mayAsk = kind === 'role' ? held.has('role:manage') : held.has('admin:rights') || held.has('admin:create');
  const isTheirs = kind === 'role' || teamOf(byId, ctx.access.directory.admins).includes(targetId);
  if (!mayAsk || !isTheirs || risky.some((one) => !held.has(one))) refuse('grant.asker_unfit');
}

async function end(
  uow: UnitOfWork,
  request: GrantRequestRow,
  state: GrantRequestRow['state'],
  note: string,
): Promise<void> {
  const by = uow.actor!;
  const ended = { ...request, state, note, endedAt: uow.now, endedById: by.adminId, endedBy: by.name };
  await uow.table('grantRequests').put(ended);
  recordRequest(uow, ended, 'waiting', state);
}
