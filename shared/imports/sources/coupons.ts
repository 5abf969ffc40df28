import { channelNamed } from './channel-name';
import type { BillSource } from './define';

/**
 * Uses of coupons, a row each: WeChat's 代金券批次核销明细 (批次ID, 优惠ID, 优惠类型, 优惠金额, 订单总金额, 交易类型, 支付单号, 消耗时间,
 * 消耗商户号, 设备号, 银行流水号), and any table with such columns that names its channel, or is of WeChat.
 */
export const coupon: BillSource = {
  kind: 'coupon',
  channel: 'WECHAT',
  telling: [
    '优惠ID',
    '优惠券ID',
    '券ID',
    '代金券ID',
    '券编号',
    '券号',
    '批次ID',
    '券批次号',
    '代金券批次号',
    '使用批次ID',
  ],
  // A bill of payments may name coupons as well: what was paid, settled or charged is no part of a list of uses.
  unless: [
    '交易金额',
    '实收金额',
    '实付金额',
    '支付金额',
    '结算金额',
    '清算金额',
    '到账金额',
    '应结订单金额',
    '商家实收',
    '手续费',
    '服务费',
    '费率',
    '交易状态',
  ],
  needed: ['amountFen', 'txnNo', 'time', ['couponNo', 'couponName']],
  fields: {
    couponNo: ['批次ID', '批次号', '券批次号', '代金券批次号', '使用批次ID'],
    couponName: ['优惠名称', '券名称', '代金券名称', '批次名称'],
    couponId: ['优惠ID', '优惠券ID', '券ID', '代金券ID', '券编号', '券号', '使用优惠ID'],
    summary: ['优惠类型', '券类型', '使用优惠类型'],
    amountFen: ['优惠金额', '优惠总金额', '核销金额', '券核销金额', '抵扣金额', '使用优惠金额'],
    orderFen: ['订单总金额', '订单金额', '使用订单总金额'],
    bizType: ['交易类型', '使用交易类型'],
    txnNo: ['支付单号', '微信支付单号', '交易单号', '微信支付订单号', '微信订单号', '支付宝交易号', '使用支付单号'],
    orderNo: ['商户订单号'],
    refundNo: ['退款单号', '微信退款单号'],
    time: ['消耗时间', '核销时间', '使用时间', '退款时间', '交易时间', '使用消耗时间'],
    mchNo: ['消耗商户号', '核销商户号', '使用商户号', '商户号', '使用消耗商户号'],
    deviceNo: ['设备号', '使用设备号'],
    storeName: ['门店名称', '门店'],
    channelName: ['渠道', '支付渠道'],
  },
  rowKinds: { by: ['bizType'], words: [[/退|REFUND|撤销/i, 'refund']], otherwise: 'pay' },
  filled: ['txnNo'],
  channelOf: (text) => (text === '' ? 'WECHAT' : channelNamed(text)),
  refundFrom: 'amountFen',
  keys: {
    pay: { prefix: 'use', by: ['couponId', 'txnNo'] },
    // The same coupon may come back in parts.
    refund: { prefix: 'back', by: ['couponId', 'txnNo', 'time'] },
  },
  longNumbers: ['txnNo', 'couponId', 'couponNo', 'orderNo', 'refundNo'],
  freeText: ['couponName', 'storeName'],
  footer: { totalRow: { amountFen: { measures: ['amountAllFen', 'settleFen'] } }, isRequired: false },
};
