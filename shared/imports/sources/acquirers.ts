import type { BillField, BillSource, LineKind } from './define';

/** Words of acquirers for what happened, Chinese and as codes. */
const TYPES: readonly (readonly [RegExp, LineKind])[] = [
  [/撤销|撤单|冲正|VOID|REVOKE|REVERSAL/i, 'revoke'],
  [/退|REFUND|RETURN/i, 'refund'],
  [/消费|支付|收款|付款|预授权完成|扫码|刷卡|闪付|交易|PAY|SALE|PURCHASE|CONSUME/i, 'pay'],
];
const UNPAID = /失败|未支付|待支付|支付中|处理中|已关闭|关闭|FAIL|CLOSED|PENDING/i;

/** What the tables of acquirers name their columns, the surest first. */
const FIELDS: BillSource['fields'] = {
  time: ['交易日期时间', '交易时间', '支付时间', '交易完成时间', '完成时间', '银联系统时间', '时间'],
  date: ['交易日期', '银联系统日期', '清算日期', '日期'],
  mchNo: ['商户号', '商户编号', '商户代码', '商户ID', '收单商户号'],
  subMchNo: ['子商户号', '二级商户代码'],
  mchName: ['商户名称', '商户简称'],
  storeNo: ['门店编号', '门店号'],
  storeName: ['门店名称', '网点名称', '门店'],
  terminalNo: ['终端号', '终端编号', '终端代码', '设备号'],
  txnNo: ['交易单号', '交易流水号', '平台流水号', '系统参考号', '检索参考号', '参考号', '参考号/流水号', '流水号'],
  orderNo: ['商户订单号', '订单号', '外部订单号', '第三方订单号'],
  originalNo: ['原交易单号', '原交易单', '原订单号', '原交易流水号', '原参考号'],
  serialNo: ['凭证号', '系统跟踪号'],
  bizType: ['交易类型', '业务类型', '交易名称'],
  payMethod: ['支付方式', '付款方式', '支付类型', '产品类型'],
  state: ['交易状态', '状态', '支付状态', '订单状态'],
  cardNo: ['卡号', '交易卡号', '付款账号', '账号'],
  cardType: ['卡类别', '卡类型', '卡种'],
  payerBank: ['发卡行名称', '发卡行', '付款银行'],
  originalFen: ['原始金额', '订单金额'],
  amountFen: ['交易金额', '金额', '支付金额', '消费金额', '实付金额', '实收金额', '订单金额'],
  discountFen: ['优惠金额'],
  feeFen: ['手续费', '商户手续费', '交易手续费', '服务费'],
  netFen: ['结算金额', '入账金额', '清算金额', '清算净额', '到账金额', '应结金额', '结算金额/入账金额'],
  rate: ['费率'],
  memo: ['商户备注', '备注', '附言'],
};
const SHARED = {
  rowKinds: { by: ['bizType'], words: TYPES, otherwise: 'pay' },
  unpaid: { by: 'state', words: UNPAID },
  refundFrom: 'amountFen',
  fee: 'absolute',
  keys: {
    pay: { prefix: 'pay', by: ['txnNo'], instead: 'orderNo' },
    refund: { prefix: 'ref', by: ['txnNo'], instead: 'orderNo' },
    revoke: { prefix: 'rev', by: ['txnNo'], instead: 'orderNo' },
  },
  longNumbers: ['txnNo', 'orderNo', 'cardNo'],
  freeText: ['memo', 'storeName', 'mchName'],
  footer: {
    totalRow: {
      amountFen: { measures: ['amountAllFen', 'settleFen', 'netFen'] },
      feeFen: { measures: ['feeFen'] },
      netFen: { measures: ['netFen'] },
    },
    isRequired: false,
  },
} as const satisfies Partial<BillSource>;
const NEEDED = [['time', 'date'], 'amountFen'] as const satisfies readonly (BillField | readonly BillField[])[];

/** 通联, 34 columns: prodoc.allinpay.com/doc/1403. Time and date of a transaction stand in columns of their own. */
export const allinpay: BillSource = {
  ...SHARED,
  kind: 'allinpay',
  channel: 'POS_CARD',
  telling: ['对接应用号', '分期贴息', '持卡人姓名', '出金方账户名称', '渠道交易类型'],
  needed: NEEDED,
  fields: { ...FIELDS, date: ['交易日期', '交易完成日期'] },
};

/** 乐刷, text with a record type in front and money in fen: kancloud leshuadocs/saas/1099895. */
export const leshua: BillSource = {
  ...SHARED,
  kind: 'leshua',
  channel: 'OTHER',
  telling: ['记录类型', 'BT', '费率(万分之一)'],
  needed: ['recordType', ['time', 'date'], 'amountFen'],
  fields: {
    ...FIELDS,
    recordType: ['记录类型', 'BT'],
    txnNo: ['订单号', '编号'],
    orderNo: ['第三方订单号'],
    refundNo: ['第三方退款号'],
    serialNo: ['参考号'],
    rate: ['费率(万分之一)', '费率'],
    time: ['支付时间', '交易时间'],
    createdAt: ['交易时间'],
  },
};

/** 银联商务 and the UnionPay merchant service. */
export const unionpay: BillSource = {
  ...SHARED,
  kind: 'unionpay',
  channel: 'UNIONPAY',
  telling: ['银联系统日期', '银联流水号', '银联订单号'],
  needed: NEEDED,
  fields: {
    ...FIELDS,
    date: ['银联系统日期', '交易日期'],
    txnNo: ['银联流水号', '银联订单号', '查询流水号', '系统参考号', '检索参考号', '流水号', '订单号'],
    // The old export puts 消费 and 消费撤销 under 交易状态.
    bizType: ['交易类型', '业务类型', '交易状态'],
  },
};

/** 拉卡拉: no public list of columns, so by the usual names. */
export const lakala: BillSource = {
  ...SHARED,
  kind: 'lakala',
  channel: 'OTHER',
  telling: ['入账金额', '拉卡拉订单号', '拉卡拉商户号'],
  needed: [['time', 'date'], 'amountFen', 'mchNo', 'terminalNo'],
  fields: FIELDS,
};

/** Any other table of payments with the usual names. */
export const acquirer: BillSource = {
  ...SHARED,
  kind: 'acquirer',
  channel: 'OTHER',
  telling: ['交易金额', '订单金额', '支付金额', '消费金额', '金额', '实付金额'],
  needed: [['time', 'date'], 'amountFen', ['txnNo', 'orderNo']],
  fields: FIELDS,
};
