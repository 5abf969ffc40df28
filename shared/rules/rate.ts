import { fromChineseNumber } from './chinese-number';
import { bad, doubtful, good, type Checked } from './issues';
import { compact, isScientific, plainDashes } from './text';

/** Above 5 % no acquirer charges a merchant: such a rate is a slip of the decimal point. */
export const MAX_RATE_PPM = 50_000;
const UNUSUAL_RATE_PPM = 30_000;
const LEAST_RATE_PPM = 200;
/** Bare numbers: up to 0.05 it is the rate itself (0.006), from 0.1 on it can only be per cent (0.6). */
const LARGEST_FRACTION_PPM = 50_000;

/** The unit a column header promises for bare numbers, as ppm per 1; 0 when it says nothing. */
export type RateUnit = 0 | 10_000 | 1_000 | 100;

const ARABIC = String.raw`(\d+(?:\.\d+)?|\.\d+)`;
const CHINESE = '([零〇一二两三四五六七八九十百点]+)';
const SUFFIXED = new RegExp(`^${ARABIC}(%|‰|‱|BPS?|个?基点|个点|个百分点|PERCENT)?$`);
/** `六‰`: a numeral is read where a unit says what it counts. */
const NUMERAL_WITH_UNIT = new RegExp(`^${CHINESE}(?=[%‰‱B个基])`);
/** `38/10000`, as a contract may put 万分之三十八. */
const QUOTIENT = /^(\d+(?:\.\d+)?)\/(100|1000|10000)$/;
const PPM_OF_QUOTIENT: Record<string, number> = { 100: 10_000, 1000: 1_000, 10000: 100 };
/** The signs of numerals that nobody can alter, as contracts write them. */
const PLAIN_SIGNS: Record<string, string> = {
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
  萬: '万',
};
const FORMAL_SIGNS = new RegExp(`[${Object.keys(PLAIN_SIGNS).join('')}]`, 'g');
const SPOKEN = new RegExp(`^(百|千|万)(?:分之|分)?(?:${ARABIC}|${CHINESE})$`);
const PPM_OF_SPOKEN: Record<string, number> = { 百: 10_000, 千: 1_000, 万: 100 };
const PPM_OF_SUFFIX: Record<string, number> = {
  '%': 10_000,
  '‰': 1_000,
  '‱': 100,
  BP: 100,
  BPS: 100,
  个基点: 100,
  基点: 100,
  个点: 10_000,
  PERCENT: 10_000,
  个百分点: 10_000,
};

/** Reads `(%)`, `‰`, `(bp)`, `万分之` in a header. */
export function findRateUnit(header: string): RateUnit {
  const text = compact(header).toUpperCase();
  if (/‱|BP|万分|基点/.test(text)) return 100;
  if (/‰|千分/.test(text)) return 1_000;
  return /%|百分/.test(text) ? 10_000 : 0;
}

/**
 * A fee rate as whole ppm: `0.6%`, `6‰`, `38bp`, `万分之三十八`, `0.006`. A bare number is read by the header's unit; without
 * one, 0.6 is taken for per cent and said to be a guess. Below 0 or finer than 1 ppm is invalid; above 5 % out of range.
 */
export function checkRate(raw: string, unit: RateUnit = 0): Checked {
  const text = cleanRate(raw);
  if (text === '') return good('');
  const spoken = SPOKEN.exec(text);
  if (spoken) {
    const digits = spoken[2] ?? fromChineseNumber(spoken[3]!);
    return judge(text, digits === '' ? Number.NaN : toPpm(digits, PPM_OF_SPOKEN[spoken[1]!]!));
  }
  const quotient = QUOTIENT.exec(text);
  if (quotient) return judge(text, toPpm(quotient[1]!, PPM_OF_QUOTIENT[quotient[2]!]!));
  const match = SUFFIXED.exec(isScientific(text) ? text : text.replace(/[()]/g, ''));
  if (!match) return smallScientific(text);
  const digits = match[1]!;
  if (match[2]) return judge(text, toPpm(digits, PPM_OF_SUFFIX[match[2]]!));
  return bareRate(text, digits, unit);
}

function cleanRate(raw: string): string {
  const text = plainDashes(compact(raw))
    .toUpperCase()
    .replace(/^\+/, '')
    .replace(/^[^\d%‰‱百千万:=]*(?:费率|扣率|每笔)[:=]?/, '')
    .replace(/(?:\/笔|每笔)$/, '')
    .replace(/[。.;,]+$/, '')
    .replace(/[。·]/, '.')
    .replace(/^([%‰‱])([\d.]+)$/, '$2$1')
    .replace(FORMAL_SIGNS, (sign) => PLAIN_SIGNS[sign]!);
  return text.replace(NUMERAL_WITH_UNIT, (numeral) => fromChineseNumber(numeral));
}

/** `6000` -> `'0.60%'`: two decimals at least, more only where they count. */
export function formatRate(ppm: string | number): string {
  const value = Number(ppm);
  if (ppm === '' || !Number.isSafeInteger(value)) return '';
  const whole = Math.floor(value / 10_000);
  const decimals = String(value % 10_000)
    .padStart(4, '0')
    .replace(/0{1,2}$/, '');
  return `${whole}.${decimals}%`;
}

/** A bare number is a fraction when that is plausible; `0.6` without a unit is read as per cent, and said so. */
function bareRate(text: string, digits: string, unit: RateUnit): Checked {
  const asFraction = toPpm(digits, 1_000_000);
  if (asFraction === 0) return judge(text, 0);
  if (unit !== 0) {
    const promised = toPpm(digits, unit);
    // 0.006 under "(%)" would be 0.006 %, which nobody charges: the cell holds the fraction.
    if (unit === 10_000 && promised < LEAST_RATE_PPM && asFraction >= LEAST_RATE_PPM) return guess(text, asFraction);
    return judge(text, promised);
  }
  if (asFraction <= LARGEST_FRACTION_PPM) return judge(text, asFraction);
  const asPercent = toPpm(digits, 10_000);
  return asPercent >= 1_000 ? guess(text, asPercent) : bad(text, 'rate.invalid');
}

function guess(text: string, ppm: number): Checked {
  const judged = judge(text, ppm);
  return judged.issues.some((i) => i.severity === 'error')
    ? judged
    : doubtful(judged.value, 'rate.assumed_percent', { percent: formatRate(ppm) });
}

function judge(text: string, ppm: number): Checked {
  if (!Number.isSafeInteger(ppm)) return bad(text, 'rate.invalid');
  if (ppm > MAX_RATE_PPM) return bad(text, 'rate.out_of_range', { max: formatRate(MAX_RATE_PPM) });
  if (ppm > UNUSUAL_RATE_PPM) return doubtful(String(ppm), 'rate.unusual');
  // `0.006%` is more likely a fraction with a sign too many.
  if (ppm > 0 && ppm < LEAST_RATE_PPM) return doubtful(String(ppm), 'rate.unusual', { reason: 'low' });
  return good(String(ppm));
}

/** Exact decimal scaling; NaN when the digits are finer than 1 ppm. */
function toPpm(digits: string, ppmPerUnit: number): number {
  const [whole = '', decimals = ''] = digits.split('.');
  const places = Math.log10(ppmPerUnit);
  const trimmed = decimals.replace(/0+$/, '');
  if (trimmed.length > places) return roundOfFloat(digits, ppmPerUnit);
  return Number(`${whole || '0'}${trimmed.padEnd(places, '0')}`);
}

/** `0.0037999999999999996` is what a formula leaves of 0.0038: taken back to the ppm it stands for, nothing else is. */
function roundOfFloat(digits: string, ppmPerUnit: number): number {
  const scaled = Number(digits) * ppmPerUnit;
  const rounded = Math.round(scaled);
  return digits.length >= 14 && Math.abs(scaled - rounded) < 1e-6 ? rounded : Number.NaN;
}

/** `3.8E-3`: how a spreadsheet may spell a small fraction. The point is moved in the text: no float sees the digits. */
function smallScientific(text: string): Checked {
  const match = /^(\d)(?:\.(\d+))?E-(\d{1,2})$/.exec(text);
  if (!match) return bad(text, 'rate.invalid');
  const digits = `${'0'.repeat(Number(match[3]))}${match[1]!}${match[2] ?? ''}0`;
  return bareRate(text, `${digits[0]!}.${digits.slice(1)}`, 0);
}
