import { z } from 'zod/mini';
import { checkPin } from '@shared/rules/pin';
import type { PinRow } from '@renderer/data/tables';
import { getAdmin } from '../admins/require-admin';
import { defineCommand, refuse } from '../define';
import { getGuard, readGuard, recordGuard } from '../guard/guard-row';
import { createPin, failedPin, NO_PIN, provePin, type PinTry } from '../guard/pin';
import { ownRow } from '../sign-in';
import { defineReset } from '../guard/reset-guard';

const typedPin = z.string().check(z.minLength(1), z.maxLength(20));

export const pinSet = defineCommand<'pin.set', PinRow>({
  name: 'pin.set',
  access: 'self',
  zh: '设置操作密码',
  en: 'Set an action PIN',
  tables: ['admins', 'guards'],
  stepUp: true,
  input: z.strictObject({ pin: typedPin }),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    const error = checkPin(input.pin, [admin.loginName]);
    if (error) refuse(error.code);
    // Changing one takes the present one.
    if ((await readGuard(ctx, admin.id)).pin) refuse('pin.already_set');
    return createPin(ctx, admin.id, input.pin);
  },
  async run(uow, _input, pin) {
    const admin = await getAdmin(uow, uow.actor!.adminId);
    const guard = await getGuard(uow, admin.id);
    await uow.table('guards').put({ ...guard, ...NO_PIN, pin });
    recordGuard(uow, admin, 'pin', ['off', 'on']);
  },
});

export const pinChange = defineCommand<'pin.change', PinTry & { next: PinRow | null }>({
  name: 'pin.change',
  access: 'self',
  zh: '修改操作密码',
  en: 'Change the action PIN',
  tables: ['admins', 'guards'],
  auditAlways: true,
  input: z.strictObject({ current: typedPin, next: typedPin }),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    const error = checkPin(input.next, [admin.loginName]);
    if (error) refuse(error.code);
    if (input.next === input.current) refuse('pin.same_as_old');
    const tried = await provePin(ctx, admin, await readGuard(ctx, admin.id), input.current);
    return { ...tried, next: tried.error ? null : await createPin(ctx, admin.id, input.next) };
  },
  async run(uow, _input, { next, ...tried }) {
    const admin = await getAdmin(uow, uow.actor!.adminId);
    if (!next) return failedPin(uow, admin, tried);
    await uow.table('guards').put({ ...tried.guard, ...NO_PIN, pin: next });
    recordGuard(uow, admin, 'pin', ['on', 'changed']);
    return undefined;
  },
});

export const pinReset = defineReset({
  name: 'pin.reset',
  zh: '重置他人的操作密码',
  en: "Reset somebody's action PIN",
  part: 'pin',
  field: 'pin',
  none: NO_PIN,
  missing: 'pin.unset_of_other',
});

export const sessionProvePin = defineCommand<'session.provePin', PinTry>({
  name: 'session.provePin',
  access: 'self',
  zh: '输入操作密码',
  en: 'Give the action PIN',
  tables: ['admins', 'guards'],
  auditAlways: true,
  input: z.strictObject({ pin: typedPin, command: z.string().check(z.minLength(1), z.maxLength(60)) }),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    return provePin(ctx, admin, await readGuard(ctx, admin.id), input.pin);
  },
  async run(uow, input, tried, ctx) {
    const admin = await getAdmin(uow, uow.actor!.adminId);
    if (tried.error) return failedPin(uow, admin, tried);
    await uow.table('guards').put(tried.guard);
    uow.onCommit(() => ctx.session.pinGiven(input.command));
    return undefined;
  },
});

export const pinCommands = [pinSet, pinChange, pinReset, sessionProvePin] as const;
