import { z } from 'zod/mini';
import type { ErrorCode } from '@shared/kernel/errors';
import type { GuardRow } from '@renderer/data/tables';
import { isSuperActor } from '../admins/grantable';
import { getAdmin, requireManageable } from '../admins/require-admin';
import { defineCommand, refuse, type CommandDef } from '../define';
import { getGuard, recordGuard } from './guard-row';
import { idField, reasonField } from '../input-fields';

type ResetName = 'factor.reset' | 'pin.reset';

interface Guarded {
  name: ResetName;
  zh: string;
  en: string;
  /** Its part of the guard; its tries are counted under the same name. */
  part: 'factor' | 'pin';
  /** As the audit calls it. */
  field: 'secondFactor' | 'pin';
  /** The guard without it. */
  none: Partial<GuardRow>;
  missing: ErrorCode;
}

/** Takes from somebody what they prove beside their password, so that they can set it up anew. Only a super administrator may. */
export function defineReset(what: Guarded): CommandDef<ResetName, void> {
  return defineCommand<ResetName>({
    name: what.name,
    access: 'admin:update',
    zh: what.zh,
    en: what.en,
    tables: ['admins', 'guards'],
    stepUp: true,
    pin: 'whenSet',
    input: z.strictObject({ id: idField, reason: reasonField }),
    async run(uow, input, _prepared, ctx) {
      const admin = await getAdmin(uow, input.id);
      requireManageable(ctx, admin);
      if (!isSuperActor(ctx)) refuse('admin.super_only');
      const guard = await getGuard(uow, admin.id);
      if (!guard[what.part]) refuse(what.missing);
      uow.reason = input.reason;
      await uow.table('guards').put({ ...guard, ...what.none });
      recordGuard(uow, admin, what.field, ['on', 'off']);
      uow.onCommit(() => void ctx.session.throttle(ctx.host).clear(what.part, admin.loginKey));
    },
  });
}
