import { yuan } from './bills';

export interface CouponUseRecord {
  batchNo: string;
  couponId: string;
  kind: string;
  amountFen: number;
  orderFen: number;
  trade: '支付' | '退款';
  txnNo: string;
  time: string;
  mchNo: string;
}

const COLUMNS: Record<string, (r: CouponUseRecord) => string> = {
  批次ID: (r) => r.batchNo,
  优惠ID: (r) => r.couponId,
  优惠类型: (r) => r.kind,
  '优惠金额（元）': (r) => yuan(r.amountFen),
  '订单总金额（元）': (r) => yuan(r.orderFen),
  交易类型: (r) => r.trade,
  支付单号: (r) => r.txnNo,
  消耗时间: (r) => r.time,
  消耗商户号: (r) => r.mchNo,
  设备号: () => '',
  银行流水号: () => '',
  单品信息: () => '',
};

/** WeChat's 代金券批次核销明细 of synthetic uses. */
export function couponFlow(records: readonly CouponUseRecord[]): string {
  const rows = records.map((record) => Object.values(COLUMNS).map((cell) => `\`${cell(record)}`));
  return [Object.keys(COLUMNS).join(','), ...rows.map((row) => row.join(','))].join('\r\n');
}
