import type { TxnFilter } from '../contracts/txns';
import { TXN_KINDS } from '../contracts/bills';
import type { Channel, LineKind } from '../imports/sources/define';
import type { BizDate } from '../kernel/brand';
import { PAYER_FILTER } from '../rollups/fold-payers';
import { addDays, bizDateAt, isRealDate } from '../time/biz-date';

export const CHANNELS = [
  'WECHAT',
  'ALIPAY',
  'UNIONPAY',
  'POS_CARD',
  'BANK',
  'CASH',
  'OTHER',
] as const satisfies readonly Channel[];

const LISTS = ['merchantIds', 'accounts', 'regions', 'mccs', 'merchantTypes', 'payMethods'] as const;
const NUMBERS = ['hours', 'weekdays'] as const;

/** A filter as it stands in an address: lists joined by commas. */
export function toTxnQuery(filter: TxnFilter): Record<string, string> {
  const query: Record<string, string> = { from: filter.from, to: filter.to };
  for (const name of [...LISTS, ...NUMBERS, 'channels', 'kinds'] as const) {
    const list = filter[name];
    if (list && list.length > 0) query[name] = list.map((item) => encodeURIComponent(item)).join(',');
  }
  if (filter.linked !== undefined) query['linked'] = String(filter.linked);
  if (filter.minFen !== undefined) query['minFen'] = String(filter.minFen);
  if (filter.maxFen !== undefined) query['maxFen'] = String(filter.maxFen);
  if (filter.feeOff) query['feeOff'] = 'true';
  if (filter.coupon) query['coupon'] = filter.coupon;
  if (filter.batchId) query['batch'] = filter.batchId;
  if (filter.payers) query['payers'] = filter.payers;
  if (filter.text) query['text'] = filter.text;
  return query;
}

/** Where the list of a filter is. */
export function transactionsLink(filter: TxnFilter): { path: '/transactions'; query: Record<string, string> } {
  return { path: '/transactions', query: toTxnQuery(filter) };
}

/** The filter of an address; what makes no sense in it is left out. Null without two dates. */
export function readTxnQuery(query: Readonly<Record<string, unknown>>): TxnFilter | null {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const list = (name: string): string[] => text(name).split(',').filter(Boolean).map(decode);
  const from = text('from');
  const to = text('to');
  if (!isRealDate(from) || !isRealDate(to) || from > to) return null;
  const filter: TxnFilter = { from, to };
  for (const name of LISTS) if (list(name).length > 0) filter[name] = list(name);
  const channels = CHANNELS.filter((one) => list('channels').includes(one));
  if (channels.length > 0) filter.channels = channels;
  const kinds: LineKind[] = TXN_KINDS.filter((one) => list('kinds').includes(one));
  if (kinds.length > 0) filter.kinds = kinds;
  for (const [name, least, most] of [
    ['hours', 0, 23],
    ['weekdays', 1, 7],
  ] as const) {
    const numbers = list(name)
      .map(Number)
      .filter((n) => Number.isInteger(n) && n >= least && n <= most);
    if (numbers.length > 0) filter[name] = numbers;
  }
  if (text('linked') === 'true' || text('linked') === 'false') filter.linked = text('linked') === 'true';
  for (const name of ['minFen', 'maxFen'] as const) {
    if (/^-?\d{1,15}$/.test(text(name))) filter[name] = Number(text(name));
  }
  if (text('feeOff') === 'true') filter.feeOff = true;
  if (text('coupon') !== '') filter.coupon = text('coupon').slice(0, 120);
  if (text('batch') !== '') filter.batchId = text('batch');
  if (PAYER_FILTER.test(text('payers'))) filter.payers = text('payers');
  if (text('text') !== '') filter.text = text('text');
  return filter;
}

export const PERIODS = ['today', 'yesterday', 'days7', 'days30', 'month', 'lastMonth'] as const;
export type Period = (typeof PERIODS)[number];

/** First and last day of a period that people name, as of an instant. */
export function daysOf(period: Period, now: number): { from: BizDate; to: BizDate } {
  const today = bizDateAt(now);
  const firstOfMonth = `${today.slice(0, 8)}01` as BizDate;
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'days7':
      return { from: addDays(today, -6), to: today };
    case 'days30':
      return { from: addDays(today, -29), to: today };
    case 'month':
      return { from: firstOfMonth, to: today };
    case 'lastMonth': {
      const to = addDays(firstOfMonth, -1);
      return { from: `${to.slice(0, 8)}01` as BizDate, to };
    }
  }
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/**
 * A number as people paste it: blanks, tabs, quotes and backticks of exports go, full-width signs become plain. What is left
 * is what a bill's reader stores.
 */
export function tidyNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s`'"\u200b-\u200d\ufeff]/g, '')
    .trim();
}

function decode(item: string): string {
  try {
    return decodeURIComponent(item);
  } catch {
    return item;
  }
}
