import { z } from 'zod/mini';
import { TXN_KINDS, TXN_MONEY, TXN_TEXT, type TxnGroup } from '@shared/contracts/bills';
import type { BillRowCounts } from '@shared/imports/bills/define';
import { isRealDate } from '@shared/time/biz-date';
import { packedSchema } from '../merchants/inputs';

/** Shape and size of what `bill.commit` is given. What the lines add up to is for `check-bill.ts`. */
const MOST_ROWS = 200_000;
const DAY_SECONDS = 86_400;
export const KINDS = [
  'wechat-trade',
  'wechat-fund',
  'alipay-trade',
  'alipay-summary',
  'alipay-account',
  'alipay-account-summary',
  'allinpay',
  'leshua',
  'unionpay',
  'lakala',
  'acquirer',
  'ledger',
  'template',
  'bank',
  'coupon',
] as const;
const CHANNELS = ['WECHAT', 'ALIPAY', 'UNIONPAY', 'POS_CARD', 'BANK', 'CASH', 'OTHER'] as const;

const count = z.int().check(z.gte(0), z.lte(1_000_000_000));
const fen = z.int().check(z.gte(-Number.MAX_SAFE_INTEGER), z.lte(Number.MAX_SAFE_INTEGER));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const fileName = z.string().check(z.minLength(1), z.maxLength(255));
export const channelIdSchema = z.string().check(z.minLength(3), z.maxLength(140));
export const bizDateSchema = z.string().check(z.refine(isRealDate));
export const hashesSchema = z.array(sha256).check(z.maxLength(2_000));

const totalsSchema = z.strictObject({
  payments: count,
  refunds: count,
  revoked: count,
  settleFen: fen,
  refundFen: fen,
  feeFen: fen,
  orderFen: fen,
  netFen: fen,
  proof: z.enum(['ok', 'mismatch', 'none']),
  claimed: z.nullable(z.record(z.string().check(z.maxLength(40)), fen)),
  incomes: z.optional(count),
  incomeFen: z.optional(fen),
  expenses: z.optional(count),
  expenseFen: z.optional(fen),
  openingFen: z.optional(fen),
  closingFen: z.optional(fen),
});

const groupSchema = z
  .strictObject({
    // Part of an id whose parts a bar keeps apart; `m-` is kept for what is entered by hand.
    account: z.string().check(z.regex(/^(?!m-)[^|{}]{1,120}$/)),
    bizDate: bizDateSchema,
    rows: z.int().check(z.gte(1), z.lte(MOST_ROWS)),
    second: z.instanceof(Uint32Array),
    kind: z.instanceof(Uint8Array),
    line: z.instanceof(Uint32Array),
    money: z.strictObject(Object.fromEntries(TXN_MONEY.map((name) => [name, z.instanceof(Float64Array)]))),
    text: z.strictObject(Object.fromEntries(TXN_TEXT.map((name) => [name, packedSchema]))),
  })
  .check(z.refine((group) => isWellFormed(group as unknown as TxnGroup)));

export const freshSchema = z.strictObject({
  bills: z
    .array(
      z.strictObject({
        kind: z.enum(KINDS),
        channel: z.enum(CHANNELS),
        groups: z.array(groupSchema).check(z.maxLength(10_000)),
      }),
    )
    .check(z.maxLength(2_000)),
});

export const commitSchema = z.strictObject({
  bills: z
    .array(
      z.strictObject({
        fileName,
        sha256,
        kind: z.enum(KINDS),
        channel: z.enum(CHANNELS),
        rows: z.strictObject(
          Object.fromEntries(
            (['total', 'valid', 'invalid', 'duplicate', 'skipped'] as const).map((name) => [name, count]),
          ) as Record<keyof BillRowCounts, typeof count>,
        ),
        totals: totalsSchema,
        groups: z.array(groupSchema).check(z.maxLength(10_000)),
      }),
    )
    .check(z.minLength(1), z.maxLength(2_000)),
  files: z
    .array(z.strictObject({ sha256, fileName, bytes: z.instanceof(Uint8Array) }))
    .check(z.minLength(1), z.maxLength(2_000)),
});

function isWellFormed({ rows, second, kind, line, money, text }: TxnGroup): boolean {
  if (second.length !== rows || kind.length !== rows || line.length !== rows) return false;
  if (second.some((s) => s >= DAY_SECONDS) || kind.some((k) => k >= TXN_KINDS.length)) return false;
  if (Object.values(money).some((column) => column.length !== rows || !column.every(Number.isSafeInteger)))
    return false;
  return Object.values(text).every((column) => column.ends.length === rows);
}
