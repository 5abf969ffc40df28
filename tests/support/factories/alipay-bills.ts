import { yuan } from './bills';

export interface AlipayRecord {
  txnNo: string;
  orderNo: string;
  type: '交易' | '退款';
  goods: string;
  time: string;
  storeNo: string;
  orderFen: number;
  settleFen: number;
  discountFen: number;
  refundNo: string;
  /** Signed as the bill has it: negative when borne. */
  feeFen: number;
  memo: string;
}

export function alipayDay(payments: number, refunds = 0, goods = 'A+B组合套餐'): AlipayRecord[] {
  const records = Array.from({ length: payments }, (_, i): AlipayRecord => {
    const orderFen = 900 + ((i * 6_113) % 40_000);
    const discountFen = i % 4 === 3 ? 100 : 0;
    return {
      txnNo: `20250616220018${String(i).padStart(14, '5')}`,
      orderNo: `A20250616${String(i).padStart(6, '0')}`,
      type: '交易',
      goods,
      time: `2025-06-16 1${i % 10}:20:30`,
      storeNo: `S00${i % 3}`,
      orderFen,
      settleFen: orderFen - discountFen,
      discountFen,
      refundNo: '',
      feeFen: 0 - Math.round(((orderFen - discountFen) * 6) / 1_000),
      memo: '',
    };
  });
  const back = records.slice(0, refunds).map((paid): AlipayRecord => ({
    ...paid,
    type: '退款',
    time: '2025-06-16 22:00:00',
    orderFen: 0 - paid.orderFen,
    settleFen: 0 - paid.settleFen,
    discountFen: 0 - paid.discountFen,
    refundNo: `RF${paid.orderNo}`,
    feeFen: 0 - paid.feeFen,
  }));
  return [...records, ...back];
}

const TRADE =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

export function alipayBill(records: readonly AlipayRecord[], eol = '\r\n'): string {
  const of = (type: string, amount: (r: AlipayRecord) => number) =>
    yuan(records.filter((r) => r.type === type).reduce((s, r) => s + amount(r), 0));
  const count = (type: string) => records.filter((r) => r.type === type).length;
  const rows = records.map(
    (r) =>
      `${r.txnNo}\t,${r.orderNo}\t,${r.type}\t,${r.goods},${r.time},${r.time},${r.storeNo}\t,店\t,\t,\t,*某(138******00)\t,${yuan(r.orderFen)},${yuan(r.settleFen)},0.00,0.00,0.00,${yuan(r.discountFen)},0.00,,0.00\t,0.00,${r.refundNo}\t,${yuan(r.feeFen)},0.00,${r.memo}`,
  );
  return [
    '#支付宝业务明细查询',
    '#账号：[20880000000000010156]',
    '#起始日期：[2025年06月16日 00:00:00]   终止日期：[2025年06月17日 00:00:00]',
    '#-----------------------------------------业务明细列表----------------------------------------',
    TRADE,
    ...rows,
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${count('交易')}笔，商家实收共${of('交易', (r) => r.settleFen)}元，商家优惠共${of('交易', (r) => r.discountFen)}元`,
    `#退款合计：${count('退款')}笔，商家实收退款共${of('退款', (r) => r.settleFen)}元，商家优惠退款共${of('退款', (r) => r.discountFen)}元`,
    '#导出时间：[2025年06月17日 06:27:10]',
  ]
    .join(eol)
    .concat(eol);
}

/** The classic 账务明细: a payment, its fee, a refund, the fee given back, a withdrawal. */
export const ALIPAY_ACCOUNT = `#支付宝账务明细查询
#账号：[20880000000000010156]
#起始日期：[2025年06月16日 00:00:00]   终止日期：[2025年06月17日 00:00:00]
#-----------------------------------------账务明细列表----------------------------------------
账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
54632446537371\t,2025061622001\t,A1\t,机票\t,2025-06-16 21:02:06,某 (k***@126.com)\t,2274.00,0.00,4533.03,支付宝,在线支付,
54632446537372\t,2025061622001\t,A1\t,机票\t,2025-06-16 21:02:06,\t,0.00,13.64,4519.39,支付宝,收费,
54632446537373\t,2025061622001\t,A1\t,机票\t,2025-06-16 21:10:06,某 (k***@126.com)\t,0.00,-274.00,4245.39,支付宝,交易退款,
54632446537374\t,2025061622001\t,A1\t,机票\t,2025-06-16 21:10:06,\t,1.64,0.00,4247.03,支付宝,退费,
54632446537375\t,2025061622009\t,\t,\t,2025-06-16 22:00:00,\t,0.00,1000.00,3247.03,支付宝,提现,
#----------------------------------------账务明细列表结束-------------------------------------
#支出合计：3笔，共1287.64元
#收入合计：2笔，共2275.64元
#导出时间：[2025年06月17日 13:19:01]
`;

export const ALIPAY_SUMMARY = `#支付宝业务汇总查询
#账号：[20880000000000010156]
#-----------------------------------------业务汇总列表----------------------------------------
门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）
S001\t,文晖路店\t,10,1,1000.50,990.50,1.00,10.00,0.00,-5.94,0.00,984.56
\t,\t,4,0,20.00,20.00,0.00,0.00,0.00,-0.12,0.00,19.88
合计\t,\t,14,1,1020.50,1010.50,1.00,10.00,0.00,-6.06,0.00,1004.44
#----------------------------------------业务汇总列表结束-------------------------------------
`;
