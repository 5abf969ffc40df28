import { describe, expect, it } from 'vitest';
import { isOfChannel, methodOf, methodsOf } from '@shared/rules/pay-method';

describe('the method of paying a bill names', () => {
  it.each([
    ['WECHAT', 'JSAPI', 'WECHAT_JSAPI'],
    ['WECHAT', 'NATIVE', 'WECHAT_NATIVE'],
    ['WECHAT', 'MICROPAY', 'WECHAT_MICROPAY'],
    ['WECHAT', 'APP', 'WECHAT_APP'],
    ['WECHAT', 'MWEB', 'WECHAT_H5'],
    ['WECHAT', '微信小程序', 'WECHAT_MINI'],
    ['WECHAT', '微信', ''],
    ['ALIPAY', '支付宝付款码', 'ALIPAY_BARCODE'],
    ['ALIPAY', '支付宝扫码', 'ALIPAY_QR'],
    ['ALIPAY', '', ''],
    ['UNIONPAY', '银联二维码', 'UNIONPAY_QR'],
    ['POS_CARD', '借记卡', 'CARD_DEBIT'],
    ['POS_CARD', '贷记卡', 'CARD_CREDIT'],
    ['OTHER', '数字人民币', 'ECNY'],
    ['UNIONPAY', '数字人民币', 'ECNY'],
    ['CASH', '', 'CASH'],
    ['BANK', '转账', ''],
  ])('%s %s is %s', (channel, written, method) => {
    expect(methodOf(channel, written)).toBe(method);
  });

  it('is one the channel has', () => {
    for (const channel of ['WECHAT', 'ALIPAY', 'UNIONPAY', 'POS_CARD', 'CASH', 'OTHER'])
      for (const method of methodsOf(channel)) expect(isOfChannel(method, channel)).toBe(true);
    expect(methodsOf('CASH')).toEqual(['CASH']);
  });
});
