import type { MerchantValues } from '@shared/entities/merchant';
import { computeLuhnDigit } from '@shared/rules/bank-account';
import { computeIdCardCheck } from '@shared/rules/id-card';
import { computeOrgCodeCheck, computeUsccCheck } from '@shared/rules/uscc';

/** Invented merchants to look around with. Checksums are right; numbers are of kinds that are not given out. */
const COUNT = 60;

const PLACES = [
  ['广东省', '深圳市', '福田区', '440304'],
  ['浙江省', '杭州市', '西湖区', '330106'],
  ['四川省', '成都市', '武侯区', '510107'],
  ['湖北省', '武汉市', '江汉区', '420103'],
  ['江苏省', '南京市', '鼓楼区', '320106'],
  ['福建省', '厦门市', '思明区', '350203'],
] as const;
const TRADES = [
  ['便利店', 'RETAIL', '5499', '食品销售；日用百货销售'],
  ['面馆', 'CATERING', '5812', '餐饮服务'],
  ['文具店', 'RETAIL', '5942', '文具用品零售；办公用品销售'],
  ['理发店', 'SERVICE', '7230', '理发服务'],
  ['五金经营部', 'WHOLESALE', '5072', '五金产品批发；五金产品零售'],
] as const;
const WORDS = ['青禾', '晓岚', '松间', '云麓', '半夏', '朝露', '知味', '满庭', '南枝', '听溪', '拾光', '白桦'];
const PEOPLE = ['安晓禾', '柏言', '苏清予', '沈知舟', '许南乔', '顾小满', '林望舒', '周以宁'];
const BANKS = ['中国工商银行', '中国建设银行', '招商银行', '中国银行'];
const RATES = ['3800', '6000', '5500', '2500'];
const CYCLES = ['T+1', 'D+1', 'T+0'];
const LEVELS = ['A', 'B', 'C', ''];

/** Always the same sixty. */
export function sampleMerchants(): MerchantValues[] {
  return Array.from({ length: COUNT }, (_, n) => sampleMerchant(n));
}

function sampleMerchant(n: number): MerchantValues {
  const [province, city, district, areaCode] = pick(PLACES, n);
  const [shop, merchantType, mcc, businessScope] = pick(TRADES, n * 7 + Math.floor(n / 5));
  const word = pick(WORDS, n);
  const legalName = pick(PEOPLE, n * 3);
  const name = `${city}${district}${word}${shop}（示例${String(n + 1).padStart(2, '0')}）`;
  return {
    name,
    shortName: `${word}${shop.slice(0, 2)}`,
    merchantType,
    level: pick(LEVELS, n * 3),
    uscc: usccOf(areaCode, n),
    legalName,
    legalIdNo: idNumberOf(areaCode, n),
    contactName: n % 3 === 0 ? pick(PEOPLE, n + 2) : legalName,
    contactPhone: `13${n % 10}0000${String(1_000 + n * 37).slice(-4)}`,
    email: `shop${n + 1}@example.com`,
    province,
    city,
    district,
    address: `示例路${n + 1}号`,
    businessScope,
    mcc,
    bankName: `${pick(BANKS, n)}股份有限公司${city.slice(0, -1)}示例支行`,
    accountName: legalName,
    accountNo: accountOf(n),
    ratePpm: pick(RATES, n),
    settleCycle: pick(CYCLES, n),
    onboardedOn: `202${3 + (n % 3)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + ((n * 5) % 28)).padStart(2, '0')}`,
    tags: n % 4 === 0 ? '示例,连锁' : '示例',
    remark: '',
  };
}

function usccOf(areaCode: string, n: number): string {
  const org = `MAYYY${String(n).padStart(3, '0')}`;
  const first17 = `92${areaCode}${org}${computeOrgCodeCheck(org)}`;
  return first17 + computeUsccCheck(first17);
}

/** Sequence numbers from 970 on are practically never issued. */
function idNumberOf(areaCode: string, n: number): string {
  const born = `19${60 + (n % 40)}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}`;
  const first17 = `${areaCode}${born}${970 + (n % 25)}`;
  return first17 + computeIdCardCheck(first17);
}

/** No bank has these first digits. */
function accountOf(n: number): string {
  const first18 = `620000${String(880_000_000_000 + n * 1_234_567)}`;
  return first18 + computeLuhnDigit(first18);
}

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length]!;
}
