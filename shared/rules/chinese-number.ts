const SIGNS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** `三十八` -> `38`, `六点五` -> `6.5`, up to 999; `''` for a numeral that is none. */
export function fromChineseNumber(numeral: string): string {
  const [whole = '', decimals, ...rest] = numeral.split('点');
  const value = wholeFromChinese(whole);
  if (rest.length > 0 || Number.isNaN(value)) return '';
  if (decimals === undefined) return String(value);
  const digits = [...decimals].map((c) => SIGNS[c]);
  return digits.length === 0 || digits.includes(undefined) ? '' : `${value}.${digits.join('')}`;
}

function wholeFromChinese(numeral: string): number {
  const match =
    /^(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九]?)(十))?([零〇一二两三四五六七八九]?)$/.exec(numeral);
  if (!match || numeral === '') {
    const spelled = [...numeral].map((c) => SIGNS[c] ?? 'x').join('');
    return /^\d+$/.test(spelled) ? Number(spelled) : Number.NaN;
  }
  const hundreds = match[1] ? SIGNS[match[1]]! : 0;
  const tens = match[3] ? (match[2] ? SIGNS[match[2]]! : 1) : 0;
  return hundreds * 100 + tens * 10 + (match[4] ? SIGNS[match[4]]! : 0);
}
