import { z } from 'zod/mini';
import { TXN_KINDS, TXN_MONEY } from '@shared/contracts/bills';
import type { DashboardFilter } from '@shared/contracts/dashboard';
import { ENTRY_CHANNELS, type TxnFilter } from '@shared/contracts/txns';
import { PAYER_FILTER } from '@shared/rollups/fold-payers';
import { CHANNELS } from '@shared/txns/filter';
import { bizDateSchema } from '../bills/inputs';

const word = z.string().check(z.minLength(1), z.maxLength(120));
const words = z.optional(z.array(word).check(z.maxLength(2_000)));
const whole = (least: number, most: number) =>
  z.optional(z.array(z.int().check(z.gte(least), z.lte(most))).check(z.maxLength(24)));
const fen = z.optional(z.int().check(z.gte(-Number.MAX_SAFE_INTEGER), z.lte(Number.MAX_SAFE_INTEGER)));

const whose = {
  merchantIds: words,
  accounts: words,
  channels: z.optional(z.array(z.enum(CHANNELS))),
  regions: z.optional(z.array(z.string().check(z.regex(/^\d{2,6}$/))).check(z.maxLength(400))),
  mccs: words,
  merchantTypes: words,
  linked: z.optional(z.boolean()),
};

export const dashboardFilterSchema = z.strictObject(whose) as unknown as z.ZodMiniType<DashboardFilter>;

export const txnFilterSchema = z
  .strictObject({
    ...whose,
    from: bizDateSchema,
    to: bizDateSchema,
    kinds: z.optional(z.array(z.enum(TXN_KINDS))),
    hours: whole(0, 23),
    weekdays: whole(1, 7),
    minFen: fen,
    maxFen: fen,
    payMethods: words,
    feeOff: z.optional(z.boolean()),
    coupon: z.optional(word),
    batchId: z.optional(word),
    payers: z.optional(z.string().check(z.regex(PAYER_FILTER))),
    text: z.optional(z.string().check(z.maxLength(100))),
  })
  .check(z.refine(({ from, to }) => from <= to)) as unknown as z.ZodMiniType<TxnFilter>;

export const txnSortSchema = z.strictObject({ field: z.enum(['at', ...TXN_MONEY]), descending: z.boolean() });

const note = z.string().check(z.trim(), z.maxLength(200), z.regex(/^\P{Cc}*$/u));
const number = z.string().check(z.trim(), z.maxLength(64), z.regex(/^\P{Cc}*$/u));
const MOST_FEN = 100_000_000_000;

export const entrySchema = z.strictObject({
  merchantId: z.string().check(z.minLength(1), z.maxLength(120)),
  kind: z.enum(['pay', 'refund']),
  channel: z.enum(ENTRY_CHANNELS),
  bizDate: bizDateSchema.check(z.refine((date) => date >= '2000-01-01')),
  time: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  amountFen: z.int().check(z.gte(1), z.lte(MOST_FEN)),
  payMethod: note,
  orderNo: number,
  originalNo: number,
  memo: note,
  acceptRepeat: z.optional(z.boolean()),
});

export const lineIdSchema = z.string().check(z.minLength(5), z.maxLength(320));
