import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField } from '../entities/merchant';
import type { Field } from '../entities/define';
import { compact } from '../rules/text';

/** How a header says what it is: the whole of it, and what is left without brackets. */
export interface HeaderKeys {
  whole: string;
  bare: string;
}

const MARKS = /[*★☆●○※▲△◆■□#!?~^`"'“”‘’]/g;
const ADVICE = /非必填|必填项?|选填项?|必须填写|可不填|可选填?|请填写|请输入|请选择|填写/g;
const BRACKETED = /[([{【〔〖<《][^)\]}】〕〗>》]*[)\]}】〕〗>》]/g;
const JOINERS = /[()[\]{}【】〔〕〖〗<>《》:;,./\\|、，。；：_\-+=&·~%‰‱]/g;

/** Decoration off: `*商户名称（必填）`, `费 率(%)` and `E-mail` become `商户名称`, `费率` and `EMAIL`. */
export function headerKeys(label: string): HeaderKeys {
  const text = simplify(compact(label)).toUpperCase().replace(MARKS, '').replace(ADVICE, '');
  return { whole: text.replace(JOINERS, ''), bare: text.replace(BRACKETED, '').replace(JOINERS, '') };
}

/** Traditional signs of the words that headers are made of, each followed by its simplified twin. */
const TWINS =
  '戶户稱称簡简類类統统會会碼码聯联繫系絡络電电話话郵邮詳详細细營营範范圍围經经開开銀银帳账賬账號号費费結结週周駐驻註注備备證证執执業业區区縣县負负責责務务網网簽签約约說说間间機机構构資资訊讯產产東东識识別别納纳稅税';
const SIMPLIFIED = new Map(Array.from({ length: TWINS.length / 2 }, (_, i) => [TWINS[i * 2]!, TWINS[i * 2 + 1]!]));
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');

function simplify(text: string): string {
  return text.replace(TRADITIONAL, (c) => SIMPLIFIED.get(c) ?? c);
}

export interface FieldWord {
  key: string;
  field: MerchantField;
  isLabel: boolean;
}

/** Headers spelled in pinyin, as database exports have them: the label and the commonest other names. */
const PINYIN: Partial<Record<MerchantField, string>> = {
  name: 'SHANGHUMINGCHENG SHANGJIAMINGCHENG DIANPUMINGCHENG QIYEMINGCHENG',
  shortName: 'SHANGHUJIANCHENG JIANCHENG',
  merchantType: 'SHANGHULEIXING',
  uscc: 'TONGYISHEHUIXINYONGDAIMA SHEHUIXINYONGDAIMA YINGYEZHIZHAOHAO',
  legalName: 'FARENXINGMING FAREN FADINGDAIBIAOREN',
  legalIdNo: 'FARENSHENFENZHENGHAO SHENFENZHENGHAO',
  contactName: 'LIANXIREN LIANXIRENXINGMING',
  contactPhone: 'LIANXIDIANHUA SHOUJIHAO DIANHUA',
  email: 'DIANZIYOUXIANG YOUXIANG',
  province: 'SHENG SHENGFEN',
  city: 'SHI CHENGSHI',
  district: 'QU QUXIAN',
  address: 'XIANGXIDIZHI DIZHI',
  businessScope: 'JINGYINGFANWEI',
  mcc: 'HANGYEMCC HANGYEDAIMA',
  bankName: 'KAIHUYINHANG KAIHUHANG',
  accountName: 'JIESUANZHANGHUMING ZHANGHUMINGCHENG HUMING',
  accountNo: 'JIESUANZHANGHAO YINHANGZHANGHAO YINHANGKAHAO',
  ratePpm: 'FEILV FEILYU',
  settleCycle: 'JIESUANZHOUQI',
  onboardedOn: 'RUZHURIQI QIANYUERIQI',
  tags: 'BIAOQIAN',
  remark: 'BEIZHU',
};

let words: readonly FieldWord[] | undefined;
let fieldByWord: ReadonlyMap<string, FieldWord> | undefined;

/** Every spelling of every field, longest first. */
export function fieldWords(): readonly FieldWord[] {
  words ??= collectWords();
  return words;
}

/** The field a header names outright. */
export function findWord(keys: HeaderKeys): FieldWord | undefined {
  if (!fieldByWord) {
    const map = new Map<string, FieldWord>();
    for (const word of fieldWords()) if (!map.has(word.key) || word.isLabel) map.set(word.key, word);
    fieldByWord = map;
  }
  return fieldByWord.get(keys.whole) ?? fieldByWord.get(keys.bare);
}

function collectWords(): FieldWord[] {
  const list: FieldWord[] = [];
  for (const field of MERCHANT_INPUT_FIELDS) {
    const { zh, en, synonyms = [] }: Field = merchant.fields[field];
    for (const label of [zh, en, field]) list.push({ key: headerKeys(label).whole, field, isLabel: true });
    for (const key of PINYIN[field]?.split(' ') ?? []) list.push({ key, field, isLabel: false });
    for (const synonym of synonyms) list.push({ key: headerKeys(synonym).whole, field, isLabel: false });
  }
  return list.filter((word) => word.key !== '').sort((a, b) => b.key.length - a.key.length);
}
