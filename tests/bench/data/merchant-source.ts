import { COLUMN_FIELDS, KINDS, REGIONS, WORDS } from './vocabulary';

/** One synthetic merchant, told twice: as a list from a business partner shows it, and as the gate wants it. */
export interface SourceMerchant {
  /** Twenty cells in the order of `COLUMN_FIELDS`: text, or what a real cell holds for rate and date. */
  cells: (string | { percent: number } | { serial: number })[];
  /** Normalised text by entity field: enums by code, rate in ppm, date ISO. */
  values: Record<string, string>;
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar as days before 1970. */
const SERIAL_OF_EPOCH = 25_569;
const FIRST_DAY = Date.UTC(2019, 0, 1) / DAY_MS;

/** The i-th merchant, always the same one; numbers, USCC, mobile and account are unique below 280,000. */
export function sourceMerchant(i: number): SourceMerchant {
  const next = mix(i);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const region = pick(REGIONS);
  const kind = pick(KINDS);
  const brand = pick(WORDS.brand) + pick(WORDS.brand) + pick(WORDS.brand);
  const name = region.city + region.district + brand + kind.suffix;
  const boss = pick(WORDS.surname) + pick(WORDS.given) + pick(WORDS.given);
  const rate = pick([2500, 3000, 3800, 5500, 6000, 6000, 8000]);
  const day = FIRST_DAY + Math.floor(next() * 2_300);
  const cycle = pick(['T+1', 'T+1', 'D+1', 'T+0']);
  const values: Record<string, string> = {
    name,
    shortName: brand + kind.short,
    merchantType: kind.type.code,
    uscc: uscc(i, kind.sole ? '92' : '91', region.code),
    legalName: boss,
    legalIdNo: idNumber(i, region.code, next),
    contactName: next() < 0.7 ? boss : pick(WORDS.surname) + pick(WORDS.given),
    contactPhone: mobile(i),
    province: region.province,
    city: region.city,
    district: region.district,
    address: `${pick(WORDS.road)}${1 + Math.floor(next() * 998)}号${1 + Math.floor(next() * 30)}幢`,
    businessScope: `许可项目：${kind.scope}。（依法须经批准的项目，经相关部门批准后方可开展经营活动）`,
    mcc: kind.mcc,
    bankName: `${pick(WORDS.bank)}股份有限公司${region.district}支行`,
    accountName: kind.sole ? boss : name,
    accountNo: account(i),
    ratePpm: String(rate),
    settleCycle: cycle,
    onboardedOn: new Date(day * DAY_MS).toISOString().slice(0, 10),
  };
  const cells = COLUMN_FIELDS.map((field) => {
    if (field === 'merchantType') return kind.type.zh;
    if (field === 'ratePpm') return { percent: rate / 1_000_000 };
    if (field === 'onboardedOn') return { serial: day + SERIAL_OF_EPOCH };
    return values[field]!;
  });
  return { cells, values };
}

/** mulberry32 over the row number: any row can be made without the rows before it. */
function mix(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function uscc(i: number, head: string, regionCode: string): string {
  let serial = '';
  // Scattered, as real ones are: neighbours in the file are far apart in an index. The factor shares no divisor with 31.
  for (let rest = (i * 1_000_003) % 31 ** 6, k = 0; k < 6; k++, rest = Math.floor(rest / 31))
    serial = USCC_ALPHABET[rest % 31]! + serial;
  const org = `MA${serial}`;
  const orgSum = [...org].reduce((sum, ch, k) => sum + Number.parseInt(ch, 36) * ORG_WEIGHTS[k]!, 0);
  const orgCheck = (11 - (orgSum % 11)) % 11;
  const body = head + regionCode + org + (orgCheck === 10 ? 'X' : String(orgCheck));
  let sum = 0;
  let weight = 1;
  for (const ch of body) {
    sum += USCC_ALPHABET.indexOf(ch) * weight;
    weight = (weight * 3) % 31;
  }
  return body + USCC_ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** Sequence numbers from 970 up are practically never issued. */
function idNumber(i: number, regionCode: string, next: () => number): string {
  const born = new Date(Date.UTC(1958 + Math.floor(next() * 44), Math.floor(next() * 12), 1 + (i % 28)));
  const body = regionCode + born.toISOString().slice(0, 10).replaceAll('-', '') + String(970 + (i % 26));
  const sum = [...body].reduce((total, ch, k) => total + Number(ch) * ID_WEIGHTS[k]!, 0);
  return body + '10X98765432'[sum % 11]!;
}

/** 1xx0000xxxx is kept unallocated. */
function mobile(i: number): string {
  const heads = '30 31 32 35 36 37 38 39 50 51 52 57 58 59 66 73 76 77 78 80 81 82 83 86 87 88 89 91'.split(' ');
  return `1${heads[i % heads.length]!}0000${String(Math.floor(i / heads.length) % 10_000).padStart(4, '0')}`;
}

/** 620000 belongs to no bank; the last digit is Luhn's. */
function account(i: number): string {
  const scattered = (i * 700_001) % 1_000_000;
  const body = `620000${String(scattered).padStart(6, '0')}${String((i * 7_919 + 13) % 1_000_000).padStart(6, '0')}`;
  let sum = 0;
  for (let k = 0; k < body.length; k++) {
    const doubled = Number(body[body.length - 1 - k]) * (k % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return body + String((10 - (sum % 10)) % 10);
}
