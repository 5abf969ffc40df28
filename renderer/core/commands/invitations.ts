import { z } from 'zod/mini';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { addOrAsk } from '../admins/add-or-ask';
import { isInviteExpired, readCaps, requireRoom } from '../admins/caps';
import { requireFreeContact, sealContact, type Contact } from '../admins/contact';
import { isSuperActor, requireGrantable } from '../admins/grantable';
import { dropExpired, endInvite, handedOver, makeCode, newInvite, RESEND_WAIT_MS } from '../admins/invitation';
import { nobodyYet } from '../admins/new-admin';
import { getAdmin, requireManageable } from '../admins/require-admin';
import { requireConflictsAccepted, withRights } from '../admins/rights-change';
import { assignedRightsSchema } from '../admins/rights-schema';
import type { CoreContext } from '../context';
import { defineCommand, refuse } from '../define';
import { contactFields, idField, loginNameField, personNameField, reasonField } from '../input-fields';
import type { Credential } from '../vault/credential';
import { toLoginKey } from '../vault/prove';

interface Prepared {
  id: string;
  requestId: string;
  contact: Contact;
  code: string;
  credential: Credential;
}

export const adminInvite = defineCommand<'admin.invite', Prepared>({
  name: 'admin.invite',
  access: 'admin:create',
  zh: '邀请管理员',
  en: 'Invite an administrator',
  tables: ['admins', 'meta', 'grantRequests'],
  stepUp: true,
  input: z.strictObject({
    name: personNameField,
    loginName: loginNameField,
    ...contactFields,
    /** '' for somebody new. */
    reviveId: z.string().check(z.maxLength(64)),
    rights: assignedRightsSchema,
    acceptConflicts: z.boolean(),
  }),
  needs: {
    any: ['admin:rights'],
    of: ({ rights }) => (rights.roleIds.length + rights.grants.length > 0 ? ['admin:rights'] : []),
  },
  async prepare(ctx, input) {
    const id = input.reviveId || ctx.newId();
    const contact = await sealContact(ctx, id, input);
    if (contact.mobileKey === '' && contact.wechatId === '') refuse('admin.contact_needed');
    return { id, requestId: ctx.newId(), contact, ...(await makeCode(ctx, id)) };
  },
  async run(uow, input, { id, requestId, contact, code, credential }, ctx) {
    await dropExpired(uow, ctx);
    const caps = await readCaps(uow.table('meta'));
    requireRoom(caps, await uow.table('admins').all(), uow.now);
    const revived = input.reviveId === '' ? undefined : await getRevivable(uow, ctx, input.reviveId);
    const loginKey = toLoginKey(input.loginName);
    const sameLogin = await uow.table('admins').where('loginKey', loginKey);
    if (sameLogin.some((one) => one.id !== id)) refuse('admin.login_taken');
    requireFreeContact(ctx, contact, id);
    const { managerId } = input.rights;
    const rights = {
      ...input.rights,
      managerId: managerId === '' && !isSuperActor(ctx) ? uow.actor!.adminId : managerId,
    };
    const before = revived ?? nobodyYet({ id, name: input.name, loginName: input.loginName }, uow.now);
    const by = { name: uow.actor!.name, now: uow.now, hours: caps.inviteHours };
    const admin: AdminRow = {
      ...withRights(before, rights),
      ...contact,
      name: input.name,
      loginName: input.loginName,
      loginKey,
      state: 'invited',
      stateReason: '',
      stateAt: uow.now,
      invite: newInvite(credential, revived?.invite ?? null, by),
      // What was tried against the record's former life does not count.
      failedCount: 0,
      heldUntil: 0,
      mustChangePassword: false,
      rev: revived ? revived.rev + 1 : 1,
    };
    requireGrantable(ctx, admin, undefined);
    requireConflictsAccepted(ctx, undefined, admin, input.acceptConflicts);
    return handedOver(admin, code, await addOrAsk(uow, ctx, admin, requestId, input.acceptConflicts));
  },
});

interface Resent {
  contact: Contact | null;
  code: string;
  credential: Credential;
}

export const inviteResend = defineCommand<'invite.resend', Resent>({
  name: 'invite.resend',
  access: 'admin:create',
  zh: '重新发出激活码',
  en: 'Give out another activation code',
  tables: ['admins', 'meta'],
  stepUp: true,
  auditAlways: true,
  input: z.strictObject({ id: idField, contact: z.optional(z.strictObject(contactFields)) }),
  async prepare(ctx, { id, contact }) {
    const sealed = contact ? await sealContact(ctx, id, contact) : null;
    if (sealed && sealed.mobileKey === '' && sealed.wechatId === '') refuse('admin.contact_needed');
    return { contact: sealed, ...(await makeCode(ctx, id)) };
  },
  async run(uow, input, { contact, code, credential }, ctx) {
    await dropExpired(uow, ctx);
    const before = await getInvited(uow, ctx, input.id);
    const caps = await readCaps(uow.table('meta'));
    // One that ran out holds no place: it may have been given to somebody else.
    if (isInviteExpired(before, uow.now)) requireRoom(caps, await uow.table('admins').all(), uow.now);
    const wait = before.invite ? before.invite.sentAt + RESEND_WAIT_MS - uow.now : 0;
    // Who sees that the code went to the wrong place need not wait to call it back.
    if (wait > 0 && !contact) refuse('invite.cooldown', { params: { seconds: Math.ceil(wait / 1000) } });
    if (contact) requireFreeContact(ctx, contact, before.id);
    const by = { name: uow.actor!.name, now: uow.now, hours: caps.inviteHours };
    const admin = { ...before, ...contact, invite: newInvite(credential, before.invite, by), rev: before.rev + 1 };
    await uow.table('admins').put(admin);
    if (uow.changes.length === 0) recordResend(uow, admin);
    uow.onCommit(() => void ctx.session.throttle(ctx.host).clear('invite', admin.loginKey));
    return handedOver(admin, code);
  },
});

export const inviteRevoke = defineCommand<'invite.revoke'>({
  name: 'invite.revoke',
  access: 'admin:create',
  zh: '撤回邀请',
  en: 'Revoke an invitation',
  tables: ['admins'],
  input: z.strictObject({ id: idField, reason: reasonField }),
  async run(uow, input, _prepared, ctx) {
    const admin = await getInvited(uow, ctx, input.id);
    uow.reason = input.reason;
    await uow.table('admins').put({
      ...admin,
      state: 'revoked',
      stateReason: input.reason,
      stateAt: uow.now,
      invite: endInvite(admin, uow.now),
      rev: admin.rev + 1,
    });
  },
});

export const invitationCommands = [adminInvite, inviteResend, inviteRevoke] as const;

async function getInvited(uow: UnitOfWork, ctx: CoreContext, id: string): Promise<AdminRow> {
  const admin = await getAdmin(uow, id);
  requireManageable(ctx, admin);
  return admin.state === 'invited' ? admin : refuse('invite.not_pending');
}

/** A record that ended: deleted, declined or revoked. Whoever may manage it may invite it anew. */
async function getRevivable(uow: UnitOfWork, ctx: CoreContext, id: string): Promise<AdminRow> {
  const admin = (await uow.table('admins').get(id)) ?? refuse('admin.not_found');
  requireManageable(ctx, admin);
  return ['deleted', 'declined', 'revoked'].includes(admin.state) ? admin : refuse('admin.state_not_allowed');
}

function recordResend(uow: UnitOfWork, { id, name, invite }: AdminRow): void {
  const sent = invite!.sent;
  uow.record({
    targetType: 'admin',
    targetId: id,
    targetLabel: name,
    diff: [{ field: 'codes', before: String(sent - 1), after: String(sent) }],
  });
}
