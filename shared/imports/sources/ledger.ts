import type { BillSource } from './define';

/** The program's own list of transactions: what the template asks for and an export gives. */
export const ledger: BillSource = {
  kind: 'ledger',
  channel: 'OTHER',
  telling: ['平台订单号'],
  needed: ['orderNo', 'amountFen', 'time'],
  fields: {
    orderNo: ['平台订单号'],
    channelName: ['支付渠道'],
    mchNo: ['渠道商户号', '商户号'],
    bizType: ['交易类型'],
    originalNo: ['原平台订单号'],
    txnNo: ['渠道订单号'],
    amountFen: ['金额', '交易金额'],
    feeFen: ['手续费'],
    state: ['状态', '交易状态'],
    time: ['交易时间'],
    memo: ['备注'],
  },
  rowKinds: {
    by: ['bizType'],
    words: [
      [/撤销/, 'revoke'],
      [/退/, 'refund'],
      [/支付|消费|收款|交易|现金/, 'pay'],
    ],
  },
  unpaid: { by: 'state', words: /待支付|未支付|支付中|失败|关闭|处理中|取消/ },
  refundFrom: 'amountFen',
  fee: 'absolute',
  keys: {
    pay: { prefix: 'pay', by: ['orderNo'] },
    refund: { prefix: 'ref', by: ['orderNo'] },
    revoke: { prefix: 'rev', by: ['orderNo'] },
    none: { prefix: 'none', by: ['orderNo'] },
  },
  longNumbers: ['orderNo', 'txnNo'],
  freeText: ['memo'],
  footer: {
    totalRow: { amountFen: { measures: ['amountAllFen'] }, feeFen: { measures: ['feeFen'] } },
    isRequired: false,
  },
};
