/** Bills of payment providers as they lay them out, from records in integer fen. Synthetic through and through. */

export interface WechatRecord {
  time: string;
  txnNo: string;
  orderNo: string;
  state: 'SUCCESS' | 'REFUND' | 'REVOKED';
  orderFen: number;
  settleFen: number;
  couponFen: number;
  refundNo: string;
  refundFen: number;
  appliedFen: number;
  feeFen: number;
  goods: string;
  subMchNo: string;
  /** '' for a bill that does not tell them; one of their own for each order when left out. */
  payer?: string;
}

export const yuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
const two = (n: number): string => String(n).padStart(2, '0');
const clock = (second: number): string =>
  `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;

/** `payments` payments of a day, the first `refunds` of them refunded, the next `revoked` revoked. */
export function wechatDay(
  payments: number,
  date = '2025-06-16',
  { refunds = 0, revoked = 0, goods = ['招牌奶茶', '停车费'] } = {},
): WechatRecord[] {
  const day = date.replaceAll('-', '');
  const records = Array.from({ length: payments }, (_, i): WechatRecord => {
    const orderFen = 1_000 + ((i * 7_919) % 90_000);
    const couponFen = i % 5 === 4 ? 300 : 0;
    const settleFen = orderFen - couponFen;
    return {
      time: `${date} ${clock(28_800 + ((i * 37) % 50_000))}`,
      txnNo: `4200001${two(i % 100)}0${day}${String(i).padStart(10, '0')}`,
      orderNo: `P${day}${String(i).padStart(8, '0')}`,
      state: 'SUCCESS',
      orderFen,
      settleFen,
      couponFen,
      refundNo: '0',
      refundFen: 0,
      appliedFen: 0,
      feeFen: Math.round((settleFen * 6) / 1_000),
      goods: goods[i % goods.length]!,
      subMchNo: '0',
    };
  });
  const back = records.slice(0, refunds + revoked).map((paid, i): WechatRecord => ({
    ...paid,
    time: `${date} ${clock(80_000 + i)}`,
    state: i < refunds ? 'REFUND' : 'REVOKED',
    orderFen: 0,
    settleFen: 0,
    couponFen: 0,
    refundNo: `50300${day}${String(i).padStart(15, '3')}`,
    refundFen: paid.settleFen,
    appliedFen: paid.orderFen,
    feeFen: 0 - paid.feeFen,
  }));
  return [...records, ...back];
}

const COLUMNS: Record<string, (r: WechatRecord) => string> = {
  交易时间: (r) => r.time,
  公众账号ID: () => 'wx0000000000000a01',
  商户号: () => '1900012345',
  特约商户号: (r) => r.subMchNo,
  子商户号: (r) => r.subMchNo,
  设备号: () => '',
  微信订单号: (r) => r.txnNo,
  商户订单号: (r) => r.orderNo,
  用户标识: (r) => r.payer ?? `oTEST${r.orderNo}`,
  交易类型: () => 'JSAPI',
  交易状态: (r) => r.state,
  付款银行: () => 'OTHERS',
  货币种类: () => 'CNY',
  应结订单金额: (r) => yuan(r.settleFen),
  总金额: (r) => yuan(r.settleFen),
  代金券金额: (r) => yuan(r.couponFen),
  企业红包金额: (r) => yuan(r.couponFen),
  退款申请时间: (r) => (r.state === 'SUCCESS' ? '' : r.time),
  退款成功时间: (r) => (r.state === 'SUCCESS' ? '' : r.time),
  微信退款单号: (r) => r.refundNo,
  商户退款单号: (r) => (r.refundNo === '0' ? '0' : `R${r.orderNo}`),
  退款金额: (r) => yuan(r.refundFen),
  充值券退款金额: () => '0.00',
  企业红包退款金额: () => '0.00',
  退款类型: (r) => (r.state === 'SUCCESS' ? '' : 'ORIGINAL'),
  退款状态: (r) => (r.state === 'SUCCESS' ? '' : 'SUCCESS'),
  商品名称: (r) => r.goods,
  商户数据包: () => '',
  手续费: (r) => `${yuan(r.feeFen)}000`,
  费率: () => '0.60%',
  订单金额: (r) => yuan(r.orderFen),
  申请退款金额: (r) => yuan(r.appliedFen),
  费率备注: () => '',
};
const BEFORE =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类';
export const WECHAT_ALL = `${BEFORE},应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`;
export const WECHAT_SUCCESS = `${BEFORE},应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注`;
export const WECHAT_REFUND = `${BEFORE},应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`;
export const WECHAT_OLD = `${BEFORE.replace('特约商户号', '子商户号')},总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率`;

const sum = (records: readonly WechatRecord[], of: (r: WechatRecord) => number) =>
  records.reduce((total, r) => total + of(r), 0);
const FOOT: Record<string, (records: readonly WechatRecord[]) => string> = {
  总交易单数: (rs) => String(rs.length),
  应结订单总金额: (rs) => yuan(sum(rs, (r) => r.settleFen)),
  总交易额: (rs) => yuan(sum(rs, (r) => r.settleFen)),
  退款总金额: (rs) => yuan(sum(rs, (r) => r.refundFen)),
  总退款金额: (rs) => yuan(sum(rs, (r) => r.refundFen)),
  充值券退款总金额: () => '0.00',
  总企业红包退款金额: () => '0.00',
  手续费总金额: (rs) => `${yuan(sum(rs, (r) => r.feeFen))}000`,
  订单总金额: (rs) => yuan(sum(rs, (r) => r.orderFen)),
  申请退款总金额: (rs) => yuan(sum(rs, (r) => r.appliedFen)),
};
const FOOT_ALL = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
export const FOOT_SUCCESS = '总交易单数,应结订单总金额,手续费总金额,订单总金额';
export const FOOT_OLD = '总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额';

/** The cells of a bill: header, rows, and the two lines at its foot. */
export function wechatCells(
  records: readonly WechatRecord[],
  { header = WECHAT_ALL, foot = FOOT_ALL, claimed = records } = {},
): string[][] {
  const names = header.split(',');
  return [
    names,
    ...records.map((r) => names.map((name) => COLUMNS[name]?.(r) ?? '')),
    foot.split(','),
    foot.split(',').map((name) => FOOT[name]!(claimed)),
  ];
}

/** As WeChat hands it out: a backtick before each value, nothing quoted. */
export function wechatBill(
  records: readonly WechatRecord[],
  options: Parameters<typeof wechatCells>[1] & { eol?: string } = {},
): string {
  const cells = wechatCells(records, options);
  const isTitle = (row: number) => row === 0 || row === cells.length - 2;
  return cells
    .map((row, i) => row.map((cell) => (isTitle(i) ? cell : `\`${cell}`)).join(','))
    .join(options.eol ?? '\n')
    .concat(options.eol ?? '\n');
}

/** What `check-file` must say of records. */
export function wechatTotals(records: readonly WechatRecord[]): Record<string, number> {
  const paid = records.filter((r) => r.state === 'SUCCESS');
  const settleFen = sum(paid, (r) => r.settleFen);
  const refundFen = sum(records, (r) => r.refundFen);
  const feeFen = sum(records, (r) => r.feeFen);
  return {
    payments: paid.length,
    refunds: records.filter((r) => r.state === 'REFUND').length,
    revoked: records.filter((r) => r.state === 'REVOKED').length,
    settleFen,
    refundFen,
    feeFen,
    orderFen: sum(paid, (r) => r.orderFen),
    netFen: settleFen - refundFen - feeFen,
  };
}
