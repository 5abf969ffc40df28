const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const CHINESE_DIGITS = '〇一二三四五六七八九';
/** Ways of writing nought among Chinese numerals: the sign, the word, a circle, a letter, a digit. */
const NOUGHTS = '〇零○Oo0';
const WEEKDAY = String.raw`(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*,?\s+)?`;
const ENGLISH_DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})(?:ST|ND|RD|TH)?[-\s/]([A-Z]{3,9})\.?[-\s/,]+(\d{4})(.*)$`,
  'i',
);
const ENGLISH_MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}([A-Z]{3,9})\.?\s+(\d{1,2})(?:ST|ND|RD|TH)?,?\s+(\d{4})(.*)$`,
  'i',
);
/** `Fri Jan 05 00:00:00 CST 2024`: how Java prints a date, in the zone of the machine it ran on. */
const JAVA = new RegExp(String.raw`^${WEEKDAY}([A-Z]{3})\s+(\d{1,2})\s+\d{2}:\d{2}:\d{2}\s+[A-Z]{3,4}\s+(\d{4})$`, 'i');
const NUMERAL = new RegExp(
  `^([${NOUGHTS}一二三四五六七八九\\d]{4})年([一二三四五六七八九十\\d]{1,3})月([一二三四五六七八九十\\d]{1,3})([日号]?.*)$`,
);

/** `30-Nov-2019` and `Nov 30, 2019` with digits: day-first here cannot be misread, because the month is a word. */
export function fromEnglishDate(text: string): string {
  const match = JAVA.exec(text) ?? ENGLISH_DAY_FIRST.exec(text) ?? ENGLISH_MONTH_FIRST.exec(text);
  if (!match) return text;
  const [day, name] = /\d/.test(match[1]!) ? [match[1]!, match[2]!] : [match[2]!, match[1]!];
  const month = MONTHS.findIndex((m) => m === name.toLowerCase() || m.slice(0, 3) === name.toLowerCase());
  if (month < 0) return text;
  // A name of the zone in brackets says what the offset said: `GMT+0800 (中国标准时间)`.
  const time = (match[4] ?? '').replace(/\s*\([^)]*\)$/, '').replace(/\s+GMT$/i, 'Z');
  return `${match[3]}-${month + 1}-${day}${time}`;
}

/** `二〇二四年十二月二十四日` with digits: the year sign by sign, month and day as numbers up to 31. */
export function fromChineseDate(text: string): string {
  const match = NUMERAL.exec(text);
  if (!match || /^[\d年月日号]+$/.test(match[0])) return text;
  const year = [...match[1]!].map((sign) => toDigit(sign)).join('');
  return `${year}年${upTo99(match[2]!)}月${upTo99(match[3]!)}${match[4]!}`;
}

function upTo99(numeral: string): number {
  if (/^\d+$/.test(numeral)) return Number(numeral);
  const [tens, ones, ...rest] = numeral.includes('十') ? numeral.split('十') : ['0x', numeral];
  if (rest.length > 0 || (ones ?? '').length > 1 || /\d/.test(numeral)) return 0;
  const head = tens === '0x' ? 0 : tens === '' ? 1 : Number(toDigit(tens!));
  return head * 10 + (ones ? Number(toDigit(ones)) : 0);
}

function toDigit(sign: string): string {
  if (/\d/.test(sign)) return sign;
  return NOUGHTS.includes(sign) ? '0' : String(CHINESE_DIGITS.indexOf(sign));
}
