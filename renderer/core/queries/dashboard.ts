import { z } from 'zod/mini';
import { bizDateSchema } from '../bills/inputs';
import { readPayers } from '../dashboard/payers';
import { readDashboard } from '../dashboard/read';
import { defineQuery } from '../define';
import { dashboardFilterSchema } from '../txns/inputs';
import type { BizDate } from '@shared/kernel/brand';

export const dashboardRead = defineQuery<'dashboard.read'>({
  name: 'dashboard.read',
  access: 'txn:view',
  zh: '查看经营总览',
  en: 'View the overview of revenue',
  tables: ['txnDays', 'channelAccounts', 'bills', 'merchantBlocks', 'merchantRows'],
  input: z
    .strictObject({
      from: bizDateSchema,
      to: bizDateSchema,
      compare: z.enum(['none', 'previous', 'lastYear']),
      filter: dashboardFilterSchema,
    })
    .check(z.refine(({ from, to }) => from <= to)),
  run: (ctx, { from, to, compare, filter }) =>
    readDashboard(ctx, { from: from as BizDate, to: to as BizDate }, compare, filter),
});

export const dashboardPayers = defineQuery<'dashboard.payers'>({
  name: 'dashboard.payers',
  access: 'txn:view',
  zh: '查看付款人分析',
  en: 'View the analysis of payers',
  tables: ['txnDays', 'payerDays', 'channelAccounts', 'merchantBlocks', 'merchantRows'],
  input: z
    .strictObject({ from: bizDateSchema, to: bizDateSchema, filter: dashboardFilterSchema })
    .check(z.refine(({ from, to }) => from <= to)),
  run: (ctx, { from, to, filter }) => readPayers(ctx, { from: from as BizDate, to: to as BizDate }, filter),
});

export const dashboardQueries = [dashboardRead, dashboardPayers] as const;
