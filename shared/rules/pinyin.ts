import { pinyin } from 'pinyin-pro';
import type { PackedColumn } from '../kernel/columns';

export interface Pinyin {
  /** Lower case, no tones, no blanks: `hangzhouqinghe`. Letters and digits of the text stay. */
  full: string;
  /** First letters: `hzqh`. */
  initials: string;
}

/** Words whose signs read otherwise than alone: places and trade words that occur in merchant names. */
const PHRASES: Record<string, string> = {
  重庆: 'chong qing',
  厦门: 'xia men',
  长沙: 'chang sha',
  长春: 'chang chun',
  成都: 'cheng du',
  六安: 'lu an',
  蚌埠: 'beng bu',
  乐清: 'yue qing',
  音乐: 'yin yue',
  乐器: 'yue qi',
  银行: 'yin hang',
  支行: 'zhi hang',
  户行: 'hu hang',
  商行: 'shang hang',
  车行: 'che hang',
  行业: 'hang ye',
  五行: 'wu hang',
  大厦: 'da sha',
  台州: 'tai zhou',
  丽水: 'li shui',
  铅山: 'yan shan',
  番禺: 'pan yu',
  东阿: 'dong e',
  阿胶: 'e jiao',
  洪洞: 'hong tong',
  单县: 'shan xian',
  尉犁: 'yu li',
  会计: 'kuai ji',
  会稽: 'kuai ji',
  重阳: 'chong yang',
  调味: 'tiao wei',
  调料: 'tiao liao',
  朝阳: 'chao yang',
  朝鲜: 'chao xian',
  便宜: 'pian yi',
  西藏: 'xi zang',
  宝藏: 'bao zang',
  都匀: 'du yun',
  珠宝行: 'zhu bao hang',
  长安: 'chang an',
  长兴: 'chang xing',
  长治: 'chang zhi',
  长江: 'chang jiang',
  长城: 'chang cheng',
};
const HAN = /\p{Script=Han}/u;

/** How a sign reads, and whether a phrase may start with it. */
interface Reading extends Pinyin {
  startsPhrase: boolean;
}
/** Phrases as their syllables joined, and their first letters. */
const phrases = new Map<string, Pinyin>(
  Object.entries(PHRASES).map(([phrase, spelled]) => {
    const syllables = spelled.split(' ');
    return [phrase, { full: syllables.join(''), initials: syllables.map((s) => s[0]).join('') }];
  }),
);
/** Readings of single signs by code point; the few thousand signs in use are looked up once each. */
const readings = new Array<Reading | undefined>(0x10000);
const rareReadings = new Map<number, Reading>();

/** For merchant names, short names, addresses: sign by sign with the memo, about a microsecond each. */
export function pinyinOf(text: string): Pinyin {
  const full: string[] = [];
  const initials: string[] = [];
  spell(text, full, initials);
  return { full: full.join(''), initials: initials.join('') };
}

/** `pinyinOf` of many texts as packed columns: no string is made for a single one. */
export function pinyinColumns(texts: readonly string[]): Record<keyof Pinyin, PackedColumn> {
  const full: string[] = [];
  const initials: string[] = [];
  const fullEnds = new Uint32Array(texts.length);
  const initialsEnds = new Uint32Array(texts.length);
  let fullEnd = 0;
  let initialsEnd = 0;
  for (let row = 0; row < texts.length; row++) {
    let at = full.length;
    spell(texts[row]!, full, initials);
    for (; at < full.length; at++) {
      fullEnd += full[at]!.length;
      initialsEnd += initials[at]!.length;
    }
    fullEnds[row] = fullEnd;
    initialsEnds[row] = initialsEnd;
  }
  return {
    full: { text: full.join(''), ends: fullEnds },
    initials: { text: initials.join(''), ends: initialsEnds },
  };
}

/** For names of persons: the surname is read as a surname (单 shan, 解 xie, 尉迟 yu chi). */
export function personPinyin(name: string): Pinyin {
  if (!HAN.test(name)) return pinyinOf(name);
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true })
    .map(cleanReading)
    .filter((s) => s !== '');
  return { full: syllables.join(''), initials: syllables.map((s) => s[0]).join('') };
}

/** Appends the syllables of a text and their initials, as many of one as of the other. */
function spell(text: string, full: string[], initials: string[]): void {
  for (let i = 0; i < text.length;) {
    const point = text.codePointAt(i)!;
    const reading = readings[point] ?? learn(point);
    const phrase = reading.startsPhrase ? phraseAt(text, i) : '';
    const found = phrase === '' ? reading : phrases.get(phrase)!;
    full.push(found.full);
    initials.push(found.initials);
    i += phrase === '' ? (point > 0xffff ? 2 : 1) : phrase.length;
  }
}

function phraseAt(text: string, at: number): string {
  for (const length of [3, 2]) {
    const part = text.slice(at, at + length);
    if (part.length === length && phrases.has(part)) return part;
  }
  return '';
}

function learn(point: number): Reading {
  const rare = rareReadings.get(point);
  if (rare) return rare;
  const reading = readingOf(String.fromCodePoint(point));
  if (point < readings.length) readings[point] = reading;
  else rareReadings.set(point, reading);
  return reading;
}

function readingOf(sign: string): Reading {
  const isHan = HAN.test(sign);
  const full = cleanReading(isHan ? pinyin(sign, { toneType: 'none', v: true }) : sign.normalize('NFKC'));
  const startsPhrase = Object.keys(PHRASES).some((phrase) => phrase.startsWith(sign));
  return { full, initials: isHan ? full.slice(0, 1) : full, startsPhrase };
}

function cleanReading(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
