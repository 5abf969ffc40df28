import { z } from 'zod/mini';
import { PAY_METHODS } from '@shared/rules/pay-method';
import { defineCommand } from '../define';
import { idSchema } from '../merchants/inputs';
import { requireLiving } from '../merchants/require-rows';

export const merchantSetMethods = defineCommand<'merchant.setMethods'>({
  name: 'merchant.setMethods',
  access: 'channel:link',
  zh: '设置商户支付方式',
  en: 'Set the payment methods of a merchant',
  tables: ['merchantMethods'],
  input: z.strictObject({ id: idSchema, enabled: z.array(z.enum(PAY_METHODS)).check(z.maxLength(PAY_METHODS.length)) }),
  async run(uow, { id, enabled }, _prepared, ctx) {
    const { values } = requireLiving(ctx, id);
    const stored = await uow.table('merchantMethods').get(id);
    const before = stored?.enabled ?? [];
    const after = PAY_METHODS.filter((method) => enabled.includes(method));
    const diff = PAY_METHODS.filter((method) => before.includes(method) !== after.includes(method)).map((method) => ({
      field: 'payMethod',
      before: before.includes(method) ? method : '',
      after: after.includes(method) ? method : '',
    }));
    // That none is on is an answer, too.
    if (stored && diff.length === 0) return;
    await uow.table('merchantMethods').put({ id, enabled: after, at: uow.now, byName: uow.actor?.name ?? '' });
    uow.record({ targetType: 'merchant', targetId: id, targetLabel: values['name'] ?? '', diff });
  },
});

export const merchantMethodCommands = [merchantSetMethods] as const;
