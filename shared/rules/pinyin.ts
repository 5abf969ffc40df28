import { pinyin } from 'pinyin-pro';

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
const PHRASE_STARTS = new Set(Object.keys(PHRASES).map((p) => p[0]!));
const HAN = /\p{Script=Han}/u;
/** Readings of single signs; the few thousand signs in use are looked up once each. */
const readings = new Map<string, string>();

/** For merchant names, short names, addresses: sign by sign with the memo, about a microsecond each. */
export function pinyinOf(text: string): Pinyin {
  let full = '';
  let initials = '';
  for (let i = 0; i < text.length;) {
    const phrase = PHRASE_STARTS.has(text[i]!) ? phraseAt(text, i) : '';
    if (phrase !== '') {
      for (const syllable of PHRASES[phrase]!.split(' ')) {
        full += syllable;
        initials += syllable[0];
      }
      i += phrase.length;
      continue;
    }
    const sign = String.fromCodePoint(text.codePointAt(i)!);
    const reading = readingOf(sign);
    full += reading;
    initials += HAN.test(sign) ? reading.slice(0, 1) : reading;
    i += sign.length;
  }
  return { full, initials };
}

/** For names of persons: the surname is read as a surname (单 shan, 解 xie, 尉迟 yu chi). */
export function personPinyin(name: string): Pinyin {
  if (!HAN.test(name)) return pinyinOf(name);
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true })
    .map(cleanReading)
    .filter((s) => s !== '');
  return { full: syllables.join(''), initials: syllables.map((s) => s[0]).join('') };
}

function phraseAt(text: string, at: number): string {
  for (const length of [3, 2]) {
    const part = text.slice(at, at + length);
    if (part.length === length && part in PHRASES) return part;
  }
  return '';
}

function readingOf(sign: string): string {
  let reading = readings.get(sign);
  if (reading === undefined) {
    reading = cleanReading(HAN.test(sign) ? pinyin(sign, { toneType: 'none', v: true }) : sign.normalize('NFKC'));
    readings.set(sign, reading);
  }
  return reading;
}

function cleanReading(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
