import type { MerchantField } from '@shared/entities/merchant';
import { merchant } from '@shared/entities/merchant';
import { USCC_SIGNS, computeOrgCodeCheck, computeUsccCheck } from '@shared/rules/uscc';

/** A row as a good file carries it, under the Chinese labels. Nobody in it exists. */
const GOOD = {
  name: '示例市青禾便利店（个体工商户）',
  shortName: '青禾便利',
  merchantType: '零售',
  uscc: '',
  legalName: '王溪',
  legalIdNo: '11010519491231002X',
  contactName: '欧阳语子',
  contactPhone: '13800000000',
  email: 'm1@example.com',
  province: '湖北省',
  city: '宜昌市',
  district: '西陵区',
  address: '建设街1号',
  businessScope: '食品销售',
  mcc: '5499',
  bankName: '示例银行宜昌支行',
  accountName: '王溪',
  accountNo: '6222021234567890128',
  ratePpm: '0.60%',
  settleCycle: 'T+1',
  onboardedOn: '2024-01-05',
  remark: '老客户',
} as const satisfies Partial<Record<MerchantField, string>>;

export const ROW_FIELDS = Object.keys(GOOD) as (keyof typeof GOOD)[];
export const ROW_HEADER = ROW_FIELDS.map((field) => merchant.fields[field].zh);

/** The n-th synthetic USCC with right check signs. */
export function usccOf(n: number): string {
  let serial = '';
  for (let rest = n, i = 0; i < 6; i++, rest = Math.floor(rest / 31)) serial = USCC_SIGNS[rest % 31]! + serial;
  const org = `MA${serial}`;
  const first17 = `92420502${org}${computeOrgCodeCheck(org)}`;
  return first17 + computeUsccCheck(first17);
}

/** Cells of the n-th good row in the order of ROW_HEADER, with changes. */
export function merchantCells(n: number, changes: Partial<Record<keyof typeof GOOD, string>> = {}): string[] {
  const row: Record<string, string> = { ...GOOD, uscc: usccOf(n), ...changes };
  return ROW_FIELDS.map((field) => row[field]!);
}
