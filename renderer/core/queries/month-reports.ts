import { z } from 'zod/mini';
import { defineQuery, refuse } from '../define';
import { monthsWithData, requireWholeReach, toEntry } from '../reports/month-report';

export const monthReportList = defineQuery<'monthReport.list'>({
  name: 'monthReport.list',
  access: 'report:view',
  zh: '查看经营报表列表',
  en: 'List monthly reports',
  tables: ['monthReports', 'txnDays'],
  input: z.strictObject({}),
  async run(ctx) {
    requireWholeReach(ctx);
    const [rows, months] = await Promise.all([ctx.db.table('monthReports').toArray(), monthsWithData(ctx)]);
    rows.sort((a, b) => (a.month === b.month ? b.version - a.version : a.month < b.month ? 1 : -1));
    const reports = rows.map((row, n) => toEntry(row, rows[n - 1]?.month !== row.month, months.get(row.month)));
    const made = new Set(rows.map(({ month }) => month));
    return { reports, open: [...months.keys()].filter((month) => !made.has(month)) };
  },
});

export const monthReportGet = defineQuery<'monthReport.get'>({
  name: 'monthReport.get',
  access: 'report:view',
  zh: '查看经营报表',
  en: 'View a monthly report',
  tables: ['monthReports'],
  input: z.strictObject({ id: z.string().check(z.regex(/^\d{4}-\d{2}\|\d{1,4}$/)) }),
  async run(ctx, { id }) {
    requireWholeReach(ctx);
    return (await ctx.db.table('monthReports').get(id)) ?? refuse('report.not_found');
  },
});

export const monthReportQueries = [monthReportList, monthReportGet] as const;
