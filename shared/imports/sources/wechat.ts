import type { BillSource } from './define';

/**
 * 微信支付商户平台 交易账单: ALL, SUCCESS and REFUND in the layout of pay.weixin.qq.com (2024-11-25), and the older layouts that
 * merchants without 免充值券 still get (子商户号, 总金额, 企业红包金额 or 代金券或立减优惠金额).
 */
export const wechatTrade: BillSource = {
  kind: 'wechat-trade',
  channel: 'WECHAT',
  telling: ['微信订单号', '微信支付订单号'],
  needed: ['time', 'txnNo', 'state', 'settleFen'],
  fields: {
    time: ['交易时间'],
    appId: ['公众账号ID'],
    mchNo: ['商户号'],
    subMchNo: ['特约商户号', '子商户号'],
    deviceNo: ['设备号'],
    txnNo: ['微信订单号', '微信支付订单号'],
    orderNo: ['商户订单号'],
    payer: ['用户标识'],
    payMethod: ['交易类型'],
    state: ['交易状态'],
    payerBank: ['付款银行'],
    currency: ['货币种类'],
    settleFen: ['应结订单金额', '总金额'],
    couponFen: ['代金券金额', '企业红包金额', '代金券或立减优惠金额'],
    refundAppliedAt: ['退款申请时间'],
    refundDoneAt: ['退款成功时间'],
    refundNo: ['微信退款单号'],
    mchRefundNo: ['商户退款单号'],
    refundFen: ['退款金额'],
    refundCouponFen: ['充值券退款金额', '企业红包退款金额', '代金券或立减优惠退款金额'],
    refundType: ['退款类型'],
    refundState: ['退款状态'],
    subject: ['商品名称'],
    attach: ['商户数据包'],
    feeFen: ['手续费'],
    rate: ['费率'],
    orderFen: ['订单金额'],
    appliedFen: ['申请退款金额'],
    memo: ['费率备注'],
  },
  rowKinds: {
    by: ['state'],
    words: [
      [/^(?:SUCCESS|支付成功|交易成功|成功|买家已支付)$/i, 'pay'],
      [/^(?:REFUND|转入退款|退款|已退款|退款成功)$/i, 'refund'],
      [/^(?:REVOKED|已?撤销)$/i, 'revoke'],
    ],
  },
  refundFrom: 'refundFen',
  fee: 'signed',
  keys: {
    pay: { prefix: 'pay', by: ['txnNo'] },
    refund: { prefix: 'ref', by: ['refundNo'] },
    revoke: { prefix: 'rev', by: ['txnNo'] },
  },
  longNumbers: ['txnNo', 'refundNo', 'orderNo', 'mchRefundNo'],
  freeText: ['subject', 'attach', 'memo'],
  footer: {
    titled: {
      总交易单数: { measures: ['rows'] },
      应结订单总金额: { measures: ['settleFen', 'settleAllFen'] },
      总交易额: { measures: ['orderFen', 'settleAllFen'] },
      退款总金额: { measures: ['refundFen'] },
      总退款金额: { measures: ['refundFen'] },
      充值券退款总金额: { measures: ['refundCouponFen'] },
      总企业红包退款金额: { measures: ['refundCouponFen'] },
      总代金券或立减优惠退款金额: { measures: ['refundCouponFen'] },
      手续费总金额: { measures: ['feeFen'] },
      订单总金额: { measures: ['orderFen', 'orderAllFen'] },
      申请退款总金额: { measures: ['appliedFen'] },
    },
    isRequired: true,
  },
};

/** 微信支付商户平台 资金账单; its types may grow, so they are told by the words in them. */
export const wechatFund: BillSource = {
  kind: 'wechat-fund',
  channel: 'WECHAT',
  telling: ['资金流水单号'],
  needed: ['time', 'serialNo', 'direction', 'amountFen'],
  fields: {
    time: ['记账时间'],
    txnNo: ['微信支付业务单号'],
    serialNo: ['资金流水单号'],
    bizName: ['业务名称'],
    bizType: ['业务类型'],
    direction: ['收支类型'],
    amountFen: ['收支金额'],
    balanceFen: ['账户结余'],
    operator: ['资金变更提交申请人'],
    memo: ['备注'],
    orderNo: ['业务凭证号'],
  },
  rowKinds: {
    by: ['bizType', 'bizName'],
    words: [
      [/手续费|服务费/, 'fee'],
      [/退款/, 'refund'],
      [/^交易/, 'pay'],
    ],
  },
  keys: { pay: { prefix: 'fund', by: ['serialNo'] } },
  longNumbers: ['serialNo', 'txnNo'],
  freeText: ['memo', 'orderNo', 'operator', 'bizName'],
  footer: {
    titled: {
      资金流水总笔数: { measures: ['rows'] },
      收入笔数: { measures: ['incomes'] },
      收入金额: { measures: ['incomeFen'] },
      支出笔数: { measures: ['expenses'] },
      支出金额: { measures: ['expenseFen'] },
    },
    isRequired: true,
  },
};
