import { z } from 'zod/mini';
import type { MonthReport } from '@shared/contracts/month-reports';
import { defineCommand, refuse } from '../define';
import { computeMonth, requireWholeReach } from '../reports/month-report';

const SAME = ['sums', 'channels', 'regions', 'types', 'merchants', 'days'] as const;

export const monthReportMake = defineCommand<'monthReport.make', Awaited<ReturnType<typeof computeMonth>>>({
  name: 'monthReport.make',
  access: 'report:make',
  zh: '生成经营报表',
  en: 'Make a monthly report',
  tables: ['monthReports'],
  input: z.strictObject({
    month: z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/)),
    note: z.string().check(z.maxLength(200)),
  }),
  prepare(ctx, { month }) {
    requireWholeReach(ctx);
    return computeMonth(ctx, month);
  },
  async run(uow, { month, note }, figures) {
    const table = uow.table('monthReports');
    const earlier = (await table.where('month', month)).sort((a, b) => b.version - a.version);
    const newest = earlier[0];
    if (newest && SAME.every((name) => JSON.stringify(newest[name]) === JSON.stringify(figures[name])))
      refuse('report.unchanged');
    const version = (newest?.version ?? 0) + 1;
    const id = `${month}|${version}`;
    const report: MonthReport = { ...figures, id, version, at: uow.now, byName: uow.actor?.name ?? '', note };
    await table.add(report);
    uow.recordBulk({
      targetType: 'monthReport',
      targetId: id,
      targetLabel: `${month} v${version}`,
      counts: { merchants: figures.merchants.length },
      rowsHash: '',
    });
    return { id };
  },
});

export const monthReportCommands = [monthReportMake] as const;
