import { MERCHANT_INPUT_FIELDS, type MerchantValues } from '@shared/entities/merchant';
import { packRows } from '@shared/kernel/columns';
import { computeIdCardCheck } from '@shared/rules/id-card';
import { computeLuhnDigit } from '@shared/rules/bank-account';
import { computeOrgCodeCheck, computeUsccCheck } from '@shared/rules/uscc';

/** Values of a complete, valid, invented merchant; `n` makes names and numbers distinct. */
export function syntheticMerchant(n: number): Required<Pick<MerchantValues, 'name' | 'uscc'>> & MerchantValues {
  const org = `MA${String(n).padStart(6, '0')}`;
  const uscc17 = `91440304${org}${computeOrgCodeCheck(org)}`;
  const id17 = `44030419${String(60 + (n % 40))}0${1 + (n % 9)}${10 + (n % 18)}${970 + (n % 20)}`;
  const account = `620000${String(n).padStart(12, '0')}`;
  return {
    name: `青禾试验商贸${n}有限公司`,
    shortName: `青禾${n}`,
    merchantType: 'RETAIL',
    uscc: uscc17 + computeUsccCheck(uscc17),
    legalName: '安晓禾',
    legalIdNo: id17 + computeIdCardCheck(id17),
    contactName: '柏言',
    contactPhone: `1380000${String(n % 10_000).padStart(4, '0')}`,
    email: '',
    province: '广东省',
    city: '深圳市',
    district: '福田区',
    address: `人民路${n}号`,
    mcc: '5311',
    bankName: '中国银行股份有限公司深圳福田支行',
    accountName: `青禾试验商贸${n}有限公司`,
    accountNo: account + computeLuhnDigit(account),
    ratePpm: '3800',
    settleCycle: 'T+1',
    onboardedOn: '2025-06-16',
    remark: '',
  };
}

/** Input of `import.commit` for `rows` merchants nobody has yet; another `seed`, other merchants. `tableVersion` is the caller's. */
export function syntheticBatch(seed: number, rows: number) {
  const merchants = Array.from(
    { length: rows },
    (_, i) => syntheticMerchant(seed * 10_000 + i) as Record<string, string>,
  );
  return {
    fileName: `批次${seed}.xlsx`,
    sha256: seed.toString(16).padStart(64, '0'),
    allowSameFile: false,
    failed: 0,
    skipped: 0,
    creates: packRows(MERCHANT_INPUT_FIELDS, merchants),
    updates: packRows([...MERCHANT_INPUT_FIELDS, 'id', 'rev'], []),
    fills: packRows([...MERCHANT_INPUT_FIELDS, 'id', 'rev'], []),
  };
}
