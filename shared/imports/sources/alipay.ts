import type { BillSource } from './define';

const AMOUNT = String.raw`([-+]?[\d,.]+)`;

/** 支付宝 业务明细. Money of refunds is negative; 服务费 is written with either sign, so the kind of row decides. */
export const alipayTrade: BillSource = {
  kind: 'alipay-trade',
  channel: 'ALIPAY',
  telling: ['支付宝交易号'],
  needed: ['txnNo', 'bizType', 'settleFen', ['time', 'createdAt']],
  fields: {
    txnNo: ['支付宝交易号'],
    orderNo: ['商户订单号'],
    bizType: ['业务类型'],
    subject: ['商品名称'],
    createdAt: ['创建时间'],
    time: ['完成时间'],
    storeNo: ['门店编号'],
    storeName: ['门店名称'],
    operator: ['操作员'],
    terminalNo: ['终端号'],
    payer: ['对方账户', '对方账号'],
    orderFen: ['订单金额'],
    settleFen: ['商家实收'],
    discountFen: ['商家优惠'],
    couponFen: ['券核销金额'],
    couponName: ['券名称'],
    refundNo: ['退款批次号/请求号', '退款批次号', '退款请求号'],
    feeFen: ['服务费'],
    memo: ['备注'],
  },
  rowKinds: {
    by: ['bizType'],
    words: [
      [/退款|退货/, 'refund'],
      [/撤销/, 'revoke'],
      [/交易|支付|收款/, 'pay'],
    ],
  },
  refundFrom: 'settleFen',
  fee: 'absolute',
  keys: {
    pay: { prefix: 'pay', by: ['txnNo'] },
    refund: { prefix: 'ref', by: ['txnNo', 'refundNo'] },
    revoke: { prefix: 'rev', by: ['txnNo'] },
  },
  longNumbers: ['txnNo', 'orderNo', 'refundNo'],
  freeText: ['subject', 'memo', 'couponName', 'storeName', 'payer'],
  footer: {
    sentences: [
      {
        pattern: new RegExp(`交易合计:(\\d+)笔,商家实收共${AMOUNT}元(?:,商家优惠共${AMOUNT}元)?`),
        numbers: [{ measures: ['payments'] }, { measures: ['settleFen'] }, { measures: ['discountFen'] }],
      },
      {
        pattern: new RegExp(`退款合计:(\\d+)笔,商家实收退款共${AMOUNT}元(?:,商家优惠退款共${AMOUNT}元)?`),
        numbers: [
          { measures: ['refunds'] },
          { measures: ['refundFen'], isUnsigned: true },
          { measures: ['refundDiscountFen'], isUnsigned: true },
        ],
      },
    ],
    isRequired: true,
  },
};

/** 支付宝 业务明细(汇总): a row per store, refunds already taken off. */
export const alipaySummary: BillSource = {
  kind: 'alipay-summary',
  channel: 'ALIPAY',
  telling: ['交易订单总笔数'],
  needed: ['payCount', 'settleFen'],
  fields: {
    storeNo: ['门店编号'],
    storeName: ['门店名称'],
    payCount: ['交易订单总笔数'],
    refundCount: ['退款订单总笔数'],
    orderFen: ['订单金额'],
    settleFen: ['商家实收'],
    discountFen: ['商家优惠'],
    feeFen: ['服务费'],
    netFen: ['实收净额'],
  },
  keys: { store: { prefix: 'store', by: ['storeNo', 'storeName'] } },
  longNumbers: [],
  freeText: ['storeName'],
  footer: {
    totalRow: {
      payCount: { measures: ['payments'] },
      refundCount: { measures: ['refunds'] },
      orderFen: { measures: ['orderFen'] },
      settleFen: { measures: ['settleFen'] },
      discountFen: { measures: ['discountFen'] },
      feeFen: { measures: ['feeFen'], isNegative: true },
      netFen: { measures: ['netFen'] },
    },
    isRequired: true,
  },
};

/** 支付宝 账务明细, the classic layout and the newer ones; a fee is a row of its own. */
export const alipayAccount: BillSource = {
  kind: 'alipay-account',
  channel: 'ALIPAY',
  telling: ['账务流水号', '支付宝流水号'],
  needed: ['serialNo', 'time', ['inFen', 'outFen']],
  fields: {
    serialNo: ['账务流水号', '支付宝流水号'],
    txnNo: ['业务流水号', '支付宝交易号'],
    orderNo: ['商户订单号'],
    subject: ['商品名称'],
    time: ['发生时间', '入账时间'],
    payer: ['对方账号', '对方账户'],
    counterName: ['对方名称'],
    inFen: ['收入金额', '收入'],
    outFen: ['支出金额', '支出'],
    balanceFen: ['账户余额'],
    channelName: ['交易渠道', '支付渠道'],
    bizType: ['业务类型', '账务类型'],
    memo: ['备注'],
    summary: ['业务描述'],
    bizName: ['业务账单来源'],
    originalNo: ['业务基础订单号'],
    purpose: ['业务订单号'],
  },
  rowKinds: {
    by: ['bizType'],
    words: [
      [/收费|服务费|手续费|退费/, 'fee'],
      [/退款|退货/, 'refund'],
      [/在线支付|交易付款|交易|支付|收款/, 'pay'],
    ],
  },
  keys: { pay: { prefix: 'acct', by: ['serialNo'] } },
  longNumbers: ['serialNo', 'txnNo', 'orderNo'],
  freeText: ['subject', 'memo', 'summary', 'counterName', 'payer'],
  footer: {
    sentences: [
      {
        pattern: new RegExp(`支出合计:(\\d+)笔,共${AMOUNT}元`),
        numbers: [{ measures: ['expenses'] }, { measures: ['expenseFen'], isUnsigned: true }],
      },
      {
        pattern: new RegExp(`收入合计:(\\d+)笔,共${AMOUNT}元`),
        numbers: [{ measures: ['incomes'] }, { measures: ['incomeFen'] }],
      },
    ],
    isRequired: true,
  },
};

/** 支付宝 账务汇总: a row per kind of business. */
export const alipayAccountSummary: BillSource = {
  kind: 'alipay-account-summary',
  channel: 'ALIPAY',
  telling: ['收入笔数'],
  needed: ['bizType', 'inCount', 'outCount', 'inFen', 'outFen'],
  fields: {
    bizType: ['类型', '业务类型'],
    inCount: ['收入笔数'],
    inFen: ['收入金额', '收入'],
    outCount: ['支出笔数'],
    outFen: ['支出金额', '支出'],
    netFen: ['总金额'],
  },
  rowKinds: alipayAccount.rowKinds!,
  keys: { store: { prefix: 'type', by: ['bizType'] } },
  longNumbers: [],
  freeText: [],
  footer: {
    totalRow: {
      inCount: { measures: ['incomes'] },
      inFen: { measures: ['incomeFen'] },
      outCount: { measures: ['expenses'] },
      outFen: { measures: ['expenseFen'] },
    },
    isRequired: true,
  },
};
