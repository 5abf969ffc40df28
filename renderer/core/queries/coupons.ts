import { z } from 'zod/mini';
import type { BizDate } from '@shared/kernel/brand';
import { CHANNELS } from '@shared/txns/filter';
import { bizDateSchema } from '../bills/inputs';
import { matchCoupons } from '../coupons/match';
import { readCouponReport } from '../coupons/report';
import { readUses } from '../coupons/uses';
import { defineQuery } from '../define';
import { dashboardFilterSchema } from '../txns/inputs';

const asked = { from: bizDateSchema, to: bizDateSchema, filter: dashboardFilterSchema };
const isSpan = ({ from, to }: { from: string; to: string }): boolean => from <= to;

export const couponReport = defineQuery<'coupon.report'>({
  name: 'coupon.report',
  access: 'txn:view',
  zh: '查看优惠券',
  en: 'View coupons',
  tables: ['coupons', 'couponDays', 'txnDays', 'channelAccounts', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject(asked).check(z.refine(isSpan)),
  run: (ctx, { from, to, filter }) => readCouponReport(ctx, { from: from as BizDate, to: to as BizDate }, filter),
});

export const couponUses = defineQuery<'coupon.uses'>({
  name: 'coupon.uses',
  access: 'txn:view',
  zh: '查看券核销明细',
  en: 'View the uses of a coupon',
  tables: ['couponDays', 'txnBlocks', 'channelAccounts', 'merchantBlocks', 'merchantRows'],
  input: z
    .strictObject({
      ...asked,
      channel: z.enum(CHANNELS),
      coupon: z.string().check(z.minLength(1), z.maxLength(500)),
      offset: z.int().check(z.gte(0)),
      limit: z.int().check(z.gte(1), z.lte(500)),
    })
    .check(z.refine(isSpan)),
  run: readUses,
});

export const couponMatch = defineQuery<'coupon.match'>({
  name: 'coupon.match',
  access: 'txn:view',
  zh: '核对券核销与账单',
  en: 'Match uses of coupons with bills',
  tables: ['couponDays', 'txnBlocks', 'txnNumbers', 'channelAccounts', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject(asked).check(z.refine(isSpan)),
  run: (ctx, { from, to, filter }, call) => matchCoupons(ctx, { from, to }, filter, call),
});

export const couponQueries = [couponReport, couponUses, couponMatch] as const;
