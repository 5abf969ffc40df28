import type { Fen } from '../kernel/brand';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const WAN = 10_000;
const YI = 100_000_000;

/**
 * An amount in capitals, as receipts and cheques write it (支付结算办法, appendix 1): `123405` -> `壹仟贰佰叁拾肆元零伍分`, whole yuan
 * end in 整. Up to a safe integer of fen.
 */
export function toCapital(fen: Fen): string {
  const [sign, amount] = fen < 0 ? ['负', 0 - fen] : ['', fen as number];
  const yuan = Math.floor(amount / 100);
  const [jiao, rest] = [Math.floor(amount / 10) % 10, amount % 10];
  const whole = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  if (jiao === 0 && rest === 0) return `${sign}${whole || '零元'}整`;
  const jiaoText = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零';
  return `${sign}${whole}${jiaoText}${rest > 0 ? `${DIGITS[rest]}分` : '整'}`;
}

/** By 亿, then by 万; a 零 before a lower part that does not fill its places, none at the end. */
function wholeYuan(yuan: number): string {
  const [size, unit] = yuan >= YI ? [YI, '亿'] : yuan >= WAN ? [WAN, '万'] : [0, ''];
  if (size === 0) return fourDigits(yuan);
  const low = yuan % size;
  const high = `${wholeYuan(Math.floor(yuan / size))}${unit}`;
  return low === 0 ? high : `${high}${low < size / 10 ? '零' : ''}${wholeYuan(low)}`;
}

function fourDigits(group: number): string {
  let text = '';
  let isGap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      isGap = text !== '';
      continue;
    }
    text += `${isGap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    isGap = false;
  }
  return text;
}
