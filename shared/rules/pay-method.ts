import { DICTIONARIES, type CodeOf } from '../entities/dictionaries';
import type { Channel } from '../imports/sources/define';

/** How a customer pays: a product of a channel, with a rate and a contract of its own. */
export type PayMethod = CodeOf<'payMethod'>;

export const PAY_METHODS = DICTIONARIES.payMethod.map(({ code }) => code) as readonly PayMethod[];

/** The channel a method is paid through; digital yuan comes by any acquirer. */
const CHANNEL_OF: Readonly<Record<PayMethod, Channel | null>> = {
  WECHAT_JSAPI: 'WECHAT',
  WECHAT_MINI: 'WECHAT',
  WECHAT_NATIVE: 'WECHAT',
  WECHAT_MICROPAY: 'WECHAT',
  WECHAT_APP: 'WECHAT',
  WECHAT_H5: 'WECHAT',
  ALIPAY_BARCODE: 'ALIPAY',
  ALIPAY_QR: 'ALIPAY',
  UNIONPAY_QR: 'UNIONPAY',
  CARD_DEBIT: 'POS_CARD',
  CARD_CREDIT: 'POS_CARD',
  ECNY: null,
  CASH: 'CASH',
};

/** What bills write, in the order they are tried within a channel. */
const WORDS: readonly (readonly [PayMethod, RegExp])[] = [
  ['ECNY', /数字人民币|数币|e-?cny/i],
  ['WECHAT_MINI', /小程序|mini/i],
  ['WECHAT_MICROPAY', /micropay|付款码|刷卡|被扫|条码|b扫c/i],
  ['WECHAT_NATIVE', /native|扫码|c扫b/i],
  ['WECHAT_APP', /^app$|app支付/i],
  ['WECHAT_H5', /mweb|^h5/i],
  ['WECHAT_JSAPI', /jsapi|公众号/i],
  ['ALIPAY_BARCODE', /付款码|条码|当面付|被扫|bar_?code|b扫c/i],
  ['ALIPAY_QR', /扫码|二维码|c扫b|qr/i],
  ['UNIONPAY_QR', /二维码|扫码|云闪付|付款码|qr/i],
  ['CARD_CREDIT', /贷|信用|credit/i],
  ['CARD_DEBIT', /借|储蓄|debit/i],
];

const known = new Map<string, PayMethod | ''>();

/** The method a line of a bill names; '' where it names none that is known. */
export function methodOf(channel: string, written: string): PayMethod | '' {
  if (channel === 'CASH') return 'CASH';
  const key = `${channel}|${written}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = WORDS.find(([code, words]) => isOfChannel(code, channel) && words.test(written))?.[0] ?? '';
  if (known.size < 1_000) known.set(key, found);
  return found;
}

/** Methods that come in through a channel. */
export function methodsOf(channel: string): PayMethod[] {
  return PAY_METHODS.filter((code) => isOfChannel(code, channel));
}

export function isOfChannel(code: PayMethod, channel: string): boolean {
  const of = CHANNEL_OF[code];
  return of === channel || (of === null && channel !== 'CASH');
}
