import { z } from 'zod/mini';
import { TXN_KINDS } from '@shared/contracts/bills';
import type { DashboardFilter } from '@shared/contracts/dashboard';
import type { TxnFilter } from '@shared/contracts/txns';
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
    text: z.optional(z.string().check(z.maxLength(100))),
  })
  .check(z.refine(({ from, to }) => from <= to)) as unknown as z.ZodMiniType<TxnFilter>;

export const lineIdSchema = z.string().check(z.minLength(5), z.maxLength(320));
