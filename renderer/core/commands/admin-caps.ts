import { z } from 'zod/mini';
import { CAPS_KEY, readCaps } from '../admins/caps';
import { defineCommand, refuse } from '../define';
import { readPlace } from '../place';

const count = z.int().check(z.gte(0), z.lte(10_000));

export const adminSetCaps = defineCommand<'admin.setCaps'>({
  name: 'admin.setCaps',
  access: 'company:update',
  zh: '设置管理员人数上限',
  en: 'Set how many administrators there may be',
  tables: ['meta'],
  input: z.strictObject({
    size: z.enum(['small', 'medium', 'large']),
    soft: z.int().check(z.gte(1), z.lte(10_000)),
    hard: count,
    inviteHours: z.int().check(z.gte(1), z.lte(24 * 30)),
  }),
  async run(uow, input) {
    if (input.hard > 0 && input.hard < input.soft) {
      refuse('input.invalid', { issues: [{ field: 'hard', code: 'below_soft' }] });
    }
    const before = await readCaps(uow.table('meta'));
    const { companyName } = await readPlace(uow.table('meta'));
    const fields = ['size', 'soft', 'hard', 'inviteHours'] as const;
    const changed = fields.filter((field) => before[field] !== input[field]);
    if (changed.length === 0) return;
    await uow.table('meta').put({ key: CAPS_KEY, value: input });
    uow.record({
      targetType: 'company',
      targetId: 'company',
      targetLabel: companyName,
      diff: changed.map((field) => ({ field, before: String(before[field]), after: String(input[field]) })),
    });
  },
});

export const adminCapsCommands = [adminSetCaps] as const;
