interface TxnSheetTexts {
  lines: string;
  sheet: string;
  item: string;
  value: string;
  period: string;
  columns: Readonly<Record<string, string>>;
  /** By column: what codes read as. */
  words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  sums: Readonly<
    Record<'payments' | 'refunds' | 'revoked' | 'orderFen' | 'settleFen' | 'refundFen' | 'feeFen' | 'netFen', string>
  >;
}

/** Words of the workbook of transactions. The order of columns is the core's. */
export const TXN_SHEET_TEXTS: Readonly<Record<'zh' | 'en', TxnSheetTexts>> = {
  zh: {
    lines: '交易明细',
    sheet: '合计',
    item: '项目',
    value: '数值（元或笔）',
    period: '日期',
    columns: {
      bizDate: '日期',
      time: '时间',
      kind: '类型',
      channel: '渠道',
      account: '渠道商户号',
      merchantNo: '商户编号',
      merchantName: '商户名称',
      orderYuan: '订单金额（元）',
      settleYuan: '应结金额（元）',
      refundYuan: '退款金额（元）',
      feeYuan: '手续费（元）',
      rate: '费率',
      payMethod: '支付方式',
      state: '交易状态',
      refundState: '退款状态',
      txnNo: '平台单号',
      orderNo: '商户单号',
      refundNo: '退款单号',
      mchRefundNo: '商户退款单号',
      originalNo: '原单号',
      storeNo: '门店编号',
      storeName: '门店',
      terminalNo: '终端号',
      payer: '付款人（掩码）',
      subject: '商品',
      memo: '备注',
      couponYuan: '优惠（元）',
      couponNo: '券批次号',
      couponName: '券名称',
    },
    words: {
      kind: { pay: '支付', refund: '退款', revoke: '撤销', cancel: '冲正', none: '未支付' },
      channel: {
        WECHAT: '微信支付',
        ALIPAY: '支付宝',
        UNIONPAY: '银联',
        POS_CARD: '刷卡',
        BANK: '银行',
        CASH: '现金',
        OTHER: '其他',
      },
    },
    sums: {
      payments: '支付笔数',
      refunds: '退款笔数',
      revoked: '撤销笔数',
      orderFen: '订单金额',
      settleFen: '应结金额',
      refundFen: '退款金额',
      feeFen: '手续费',
      netFen: '净额',
    },
  },
  en: {
    lines: 'Transactions',
    sheet: 'Sums',
    item: 'Item',
    value: 'Value (yuan or count)',
    period: 'Days',
    columns: {
      bizDate: 'Date',
      time: 'Time',
      kind: 'Kind',
      channel: 'Channel',
      account: 'Merchant number of the channel',
      merchantNo: 'Merchant no.',
      merchantName: 'Merchant',
      orderYuan: 'Order amount (yuan)',
      settleYuan: 'Settled (yuan)',
      refundYuan: 'Refunded (yuan)',
      feeYuan: 'Fee (yuan)',
      rate: 'Rate',
      payMethod: 'Payment method',
      state: 'State',
      refundState: 'Refund state',
      txnNo: 'Provider’s number',
      orderNo: 'Merchant’s number',
      refundNo: 'Refund number',
      mchRefundNo: 'Merchant’s refund number',
      originalNo: 'Original number',
      storeNo: 'Store no.',
      storeName: 'Store',
      terminalNo: 'Terminal',
      payer: 'Payer (masked)',
      subject: 'Subject',
      memo: 'Memo',
      couponYuan: 'Coupons (yuan)',
      couponNo: 'Coupon batch',
      couponName: 'Coupon',
    },
    words: {
      kind: { pay: 'Payment', refund: 'Refund', revoke: 'Revoked', cancel: 'Cancellation', none: 'Unpaid' },
      channel: {
        WECHAT: 'WeChat Pay',
        ALIPAY: 'Alipay',
        UNIONPAY: 'UnionPay',
        POS_CARD: 'Card',
        BANK: 'Bank',
        CASH: 'Cash',
        OTHER: 'Other',
      },
    },
    sums: {
      payments: 'Payments',
      refunds: 'Refunds',
      revoked: 'Revoked',
      orderFen: 'Ordered',
      settleFen: 'Settled',
      refundFen: 'Refunded',
      feeFen: 'Fees',
      netFen: 'Net',
    },
  },
};
