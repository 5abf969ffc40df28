import { z } from 'zod/mini';
import type { MetaValues } from '../context';
import { defineCommand } from '../define';
import { companyNameField } from '../input-fields';
import { readPlace } from '../place';

export const companyUpdate = defineCommand<'company.update'>({
  name: 'company.update',
  access: 'company:update',
  zh: '修改公司信息',
  en: 'Change company details',
  tables: ['meta'],
  input: z.strictObject({ companyName: companyNameField }),
  async run(uow, input) {
    const { companyName } = await readPlace(uow.table('meta'));
    if (companyName === input.companyName) return;
    const company: MetaValues['company'] = { name: input.companyName };
    await uow.table('meta').put({ key: 'company', value: company });
    uow.record({
      targetType: 'company',
      targetId: 'company',
      targetLabel: input.companyName,
      diff: [{ field: 'name', before: companyName, after: input.companyName }],
    });
  },
});

export const companyCommands = [companyUpdate] as const;
