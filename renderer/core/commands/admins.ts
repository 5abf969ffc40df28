import { z } from 'zod/mini';
import { addOrAsk } from '../admins/add-or-ask';
import type { AdminRow } from '@renderer/data/tables';
import { defineCommand, refuse } from '../define';
import { readCaps, requireRoom } from '../admins/caps';
import { requireFreeContact, sealContact, type Contact } from '../admins/contact';
import { isSuperActor, requireGrantable } from '../admins/grantable';
import { newAdmin } from '../admins/new-admin';
import { getAdmin, requireAnotherSuper, requireManageable, requireSettled } from '../admins/require-admin';
import {
  contactFields,
  idField,
  loginNameField,
  passwordField,
  personNameField,
  reasonField,
  roleField,
} from '../input-fields';
import { getGuard, NO_FACTOR, recordGuard } from '../guard/guard-row';
import { requireGoodPassword } from '../guard/new-password';
import { recordAdmin } from '../sign-in';
import { createCredential, type Credential } from '../vault/credential';
import { createOneTimePassword, ONE_TIME_LIFE_MS } from '../vault/one-time-password';
import { toLoginKey } from '../vault/prove';

export const adminCreate = defineCommand<'admin.create', { id: string; requestId: string; credential: Credential }>({
  name: 'admin.create',
  access: 'admin:create',
  zh: '新增管理员',
  en: 'Add an administrator',
  tables: ['admins', 'meta', 'grantRequests'],
  stepUp: true,
  input: z.strictObject({
    loginName: loginNameField,
    name: personNameField,
    roleId: roleField,
    password: passwordField,
  }),
  async prepare(ctx, input) {
    await requireGoodPassword(ctx, { ...input, roleIds: [input.roleId] }, input.password);
    const id = ctx.newId();
    const { ring, kdfCost } = ctx.vault;
    const credential = await createCredential('password', id, input.password, ring, kdfCost);
    return { id, requestId: ctx.newId(), credential };
  },
  async run(uow, input, prepared, ctx) {
    requireRoom(await readCaps(uow.table('meta')), await uow.table('admins').all(), uow.now);
    const loginKey = toLoginKey(input.loginName);
    if ((await uow.table('admins').where('loginKey', loginKey)).length > 0) refuse('admin.login_taken');
    const managerId = isSuperActor(ctx) ? '' : uow.actor!.adminId;
    const admin: AdminRow = {
      ...newAdmin(
        {
          id: prepared.id,
          loginName: input.loginName,
          name: input.name,
          roleIds: [input.roleId],
          level: input.roleId === 'super' ? 'SUPER' : 'SENIOR',
          managerId,
        },
        prepared.credential,
        uow.now,
      ),
      mustChangePassword: true,
      oneTimeUntil: uow.now + ONE_TIME_LIFE_MS.created,
    };
    requireGrantable(ctx, admin, undefined);
    return { id: prepared.id, requestId: await addOrAsk(uow, ctx, admin, prepared.requestId) };
  },
});

export const adminUpdate = defineCommand<'admin.update', Partial<Contact>>({
  name: 'admin.update',
  access: 'admin:update',
  zh: '修改管理员资料',
  en: 'Change an administrator',
  tables: ['admins'],
  input: z.strictObject({
    id: idField,
    name: personNameField,
    mobile: z.optional(contactFields.mobile),
    wechatId: z.optional(contactFields.wechatId),
  }),
  async prepare(ctx, { id, mobile, wechatId }) {
    const { wechatId: newWechat, ...newMobile } = await sealContact(ctx, id, {
      mobile: mobile ?? '',
      wechatId: wechatId ?? '',
    });
    return { ...(mobile !== undefined && newMobile), ...(wechatId !== undefined && { wechatId: newWechat }) };
  },
  async run(uow, input, contact, ctx) {
    const admin = await getAdmin(uow, input.id);
    const isSelf = admin.id === uow.actor!.adminId;
    if (!isSelf) requireManageable(ctx, admin);
    const after = { ...admin, ...contact, name: input.name, rev: admin.rev + 1 };
    requireFreeContact(ctx, after, admin.id);
    await uow.table('admins').put(after);
    if (isSelf) uow.onCommit(() => ctx.session.renamed(input.name));
  },
});

export const adminSetState = defineCommand<'admin.setState'>({
  name: 'admin.setState',
  access: 'admin:state',
  zh: '启用、停用或锁定管理员',
  en: 'Enable, disable or lock an administrator',
  tables: ['admins', 'guards'],
  input: z.strictObject({ id: idField, state: z.enum(['active', 'disabled', 'locked']), reason: reasonField }),
  async run(uow, input, _prepared, ctx) {
    const admin = await getAdmin(uow, input.id);
    requireManageable(ctx, admin);
    // Who has not accepted yet, or no more, has no password an open account could be entered with.
    requireSettled(admin);
    if (input.state !== 'active') await requireAnotherSuper(uow, admin.id);
    uow.reason = input.reason;
    const reopened = input.state === 'active';
    await uow.table('admins').put({
      ...admin,
      state: input.state,
      stateReason: input.reason,
      stateAt: uow.now,
      ...(reopened && { failedCount: 0, heldUntil: 0 }),
      rev: admin.rev + 1,
    });
    // Opening an account that was only held changes nothing a reader sees, and is a deed all the same.
    recordAdmin(uow, admin);
    if (!reopened) return;
    // Whether the password or the code was guessed at: both may be tried afresh.
    const guard = await getGuard(uow, admin.id);
    if (guard.factorFailed > 0) await uow.table('guards').put({ ...guard, factorFailed: 0, factorHeldUntil: 0 });
    uow.onCommit(() => {
      const throttle = ctx.session.throttle(ctx.host);
      void throttle.clear('password', admin.loginKey).then(() => throttle.clear('factor', admin.loginKey));
    });
  },
});

export const adminResetPassword = defineCommand<'admin.resetPassword', { password: string; credential: Credential }>({
  name: 'admin.resetPassword',
  access: 'admin:update',
  zh: '重置管理员密码',
  en: "Reset an administrator's password",
  tables: ['admins', 'guards'],
  stepUp: true,
  auditAlways: true,
  input: z.strictObject({ id: idField }),
  async prepare(ctx, input) {
    // One's own is changed with the present one at hand, not given away.
    if (input.id === ctx.session.actor!.adminId) refuse('admin.self_change');
    const password = createOneTimePassword();
    const { ring, kdfCost } = ctx.vault;
    return { password, credential: await createCredential('password', input.id, password, ring, kdfCost) };
  },
  async run(uow, input, prepared, ctx) {
    const admin = await getAdmin(uow, input.id);
    requireManageable(ctx, admin);
    requireSettled(admin);
    const guard = await getGuard(uow, admin.id);
    // The secret lies under the password that goes. A team's leader must not get past the second factor in this way.
    if (guard.factor && !isSuperActor(ctx)) refuse('factor.super_only');
    if (guard.factor) recordGuard(uow, admin, 'secondFactor', ['on', 'off']);
    await uow.table('guards').put({ ...guard, ...NO_FACTOR, password: null });
    await uow.table('admins').put({
      ...admin,
      ...prepared.credential,
      mustChangePassword: true,
      oneTimeUntil: uow.now + ONE_TIME_LIFE_MS.reset,
      passwordChangedAt: uow.now,
      failedCount: 0,
      heldUntil: 0,
      rev: admin.rev + 1,
    });
    recordAdmin(uow, admin);
    uow.onCommit(() => void ctx.session.throttle(ctx.host).clear('password', admin.loginKey));
    return { password: prepared.password };
  },
});

export const adminCommands = [adminCreate, adminUpdate, adminSetState, adminResetPassword] as const;
