import { z } from 'zod/mini';
import { isSuper } from '@shared/access/rights';
import { defineCommand, refuse } from '../define';
import { ownRow } from '../sign-in';
import { createCredential, type Credential } from '../vault/credential';
import { createRecoveryCode, parseRecoveryCode } from '../vault/recovery-code';

/** The keys under a new code; under the old one they are gone with the row that held them. */
export const recoveryRenew = defineCommand<'recovery.renewCode', { code: string; recovery: Credential }>({
  name: 'recovery.renewCode',
  access: 'self',
  zh: '更换恢复码',
  en: 'Renew the recovery code',
  tables: ['admins'],
  stepUp: true,
  auditAlways: true,
  input: z.strictObject({}),
  async prepare(ctx) {
    const admin = await ownRow(ctx);
    if (!isSuper(admin)) refuse('admin.super_only');
    const code = createRecoveryCode();
    const { ring, kdfCost } = ctx.vault;
    return { code, recovery: await createCredential('recovery', admin.id, parseRecoveryCode(code)!, ring, kdfCost) };
  },
  async run(uow, _input, { code, recovery }) {
    const admin = (await uow.table('admins').get(uow.actor!.adminId)) ?? refuse('access.signed_out');
    if (!isSuper(admin)) refuse('admin.super_only');
    await uow.table('admins').put({ ...admin, recovery, rev: admin.rev + 1 });
    uow.record({
      targetType: 'admin',
      targetId: admin.id,
      targetLabel: admin.name,
      diff: [{ field: 'recoveryCode', before: admin.recovery ? 'set' : '', after: admin.recovery ? 'changed' : 'set' }],
    });
    return { recoveryCode: code };
  },
});

export const recoveryCodeCommands = [recoveryRenew] as const;
