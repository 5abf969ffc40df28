import { z } from 'zod/mini';
import type { CouponTerms } from '@shared/contracts/coupons';
import { COUPON_BEARERS, COUPON_CHANNELS, COUPON_KINDS } from '@shared/contracts/coupons';
import { formatYuan } from '@shared/money/yuan';
import { isRealDate } from '@shared/time/biz-date';
import type { CouponRow } from '@renderer/data/txn-rows';
import { couponId } from '../coupons/list';
import { defineCommand, refuse } from '../define';

const line = (most: number) => z.string().check(z.trim(), z.maxLength(most), z.regex(/^\P{Cc}*$/u));
const couponField = z.string().check(z.trim(), z.minLength(1), z.maxLength(120), z.regex(/^\P{Cc}+$/u));
const MOST_FEN = 100_000_000_000;
const fen = z.int().check(z.gte(0), z.lte(MOST_FEN));
const date = z.string().check(z.refine((text) => text === '' || isRealDate(text)));
const key = { channel: z.enum(COUPON_CHANNELS), coupon: couponField };

const termsSchema = z
  .strictObject({
    ...key,
    name: line(60).check(z.minLength(1)),
    kind: z.enum(COUPON_KINDS),
    faceFen: fen,
    thresholdFen: fen,
    offPpm: z.int().check(z.gte(0), z.lte(1_000_000)),
    bearer: z.enum(COUPON_BEARERS),
    from: date,
    to: date,
    budgetFen: fen,
    memo: line(200),
    at: z.int().check(z.gte(0)),
  })
  .check(
    z.refine(({ from, to }) => from === '' || to === '' || from <= to),
    z.refine(({ kind, faceFen, thresholdFen }) => kind !== 'reduction' || thresholdFen >= faceFen),
  );

export const couponSave = defineCommand<'coupon.save'>({
  name: 'coupon.save',
  access: 'coupon:manage',
  zh: '登记优惠券',
  en: 'Note a coupon',
  tables: ['coupons'],
  input: termsSchema,
  async run(uow, { at, ...terms }) {
    const id = couponId(terms.channel, terms.coupon);
    const before = await uow.table('coupons').get(id);
    if (before && at === 0) refuse('coupon.known');
    if ((before?.at ?? 0) !== at) refuse('coupon.conflict');
    const diff = diffOf(before, terms);
    if (diff.length === 0) return;
    await uow.table('coupons').put({ ...terms, id, at: Math.max(uow.now, at + 1), byName: uow.actor?.name ?? '' });
    uow.record({ targetType: 'coupon', targetId: id, targetLabel: terms.name, diff });
  },
});

export const couponRemove = defineCommand<'coupon.remove'>({
  name: 'coupon.remove',
  access: 'coupon:manage',
  zh: '删除优惠券登记',
  en: 'Forget a coupon',
  tables: ['coupons'],
  input: z.strictObject(key),
  async run(uow, { channel, coupon }) {
    const id = couponId(channel, coupon);
    const before = await uow.table('coupons').get(id);
    if (!before) refuse('coupon.not_found');
    await uow.table('coupons').remove(id);
    uow.record({ targetType: 'coupon', targetId: id, targetLabel: before.name, diff: diffOf(before, undefined) });
  },
});

/** Names as the history has them, amounts in yuan. */
const SHOWN = {
  coupon: (terms) => terms.coupon,
  name: (terms) => terms.name,
  couponKind: (terms) => terms.kind,
  faceFen: (terms) => yuan(terms.faceFen),
  thresholdFen: (terms) => yuan(terms.thresholdFen),
  offPpm: (terms) => (terms.offPpm === 0 ? '' : `${terms.offPpm / 10_000}%`),
  bearer: (terms) => terms.bearer,
  from: (terms) => terms.from,
  to: (terms) => terms.to,
  budgetFen: (terms) => yuan(terms.budgetFen),
  memo: (terms) => terms.memo,
} satisfies Record<string, (terms: CouponTerms) => string>;

function diffOf(before: CouponRow | undefined, after: CouponTerms | undefined) {
  return Object.entries(SHOWN).flatMap(([field, shown]) => {
    const [old, now] = [before ? shown(before) : '', after ? shown(after) : ''];
    return old === now ? [] : [{ field, before: old, after: now }];
  });
}

function yuan(fen: number): string {
  return fen === 0 ? '' : formatYuan(fen);
}

export const couponCommands = [couponSave, couponRemove] as const;
