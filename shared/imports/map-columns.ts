import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField } from '../entities/merchant';
import type { RawSheet } from './define';
import type { Header } from './find-header';
import { fieldWords, findWord, headerKeys, type HeaderKeys } from './header-words';
import { isReasonHeader } from './reason-column';
import { TELLING_FIELDS, sniffColumn } from './sniff';

export interface ColumnMapping {
  /** Entity field -> 0-based column. */
  mapping: Partial<Record<MerchantField, number>>;
  /** Fields whose column is a guess: the wizard asks. */
  doubtful: MerchantField[];
  missingRequired: MerchantField[];
}

interface Candidate {
  column: number;
  field: MerchantField;
  score: number;
}

const LABEL = 100;
const SYNONYM = 95;
const WITH_GROUP = 92;
const SURE = 85;
const WORTH_PROPOSING = 45;
/** Columns that hold something else, however much their headers sound like a field of ours. */
const SOMETHING_ELSE =
  /^(?:商户(?:号|编号|代码|ID)|序号|编号|状态|(?:紧急|备用|代理|推荐|介绍|上级|第二|其他).*|(?:客户经理|业务员|代理商|服务商|拓展人|审核人|录入人).*)$|(?:照片?|图片|影印件|复印件|扫描件|附件|正面|反面|有效期.*|到期.*|起始日期?|截止日期?|身份证地址|户籍地址|身份证住址)$/;
/** `账户类型` and `证件类型` are no kinds of merchant. */
const OTHER_TYPE = /(?:账户|帐户|账号|证件|卡|费率|支付|交易|终端|设备|合同|发票).*(?:类型|类别|性质)$/;
/** 省, 市, 区 in pinyin: the end of too many other words. */
const LONE_SYLLABLE = /^(?:SHENG|SHI|QU)$/;
/** A column that is something better is not offered for something else. */
const NEAR_BEST = 12;

/**
 * Which column holds which field: outright names first, then names inside longer headers, near misses, and what the content
 * gives away. Each column is used once; the surest pairs are settled first, ties from left to right.
 */
export function mapColumns(sheet: RawSheet, header: Header): ColumnMapping {
  const candidates: Candidate[] = [];
  header.labels.forEach((label, column) => {
    if (isReasonHeader(label)) return;
    const found =
      label === ''
        ? new Map<MerchantField, number>()
        : scoreLabel(headerKeys(label), header.groups[column] ?? '', label);
    const weighed = weighByContent(sheet, header.row + 1, column, found);
    const best = Math.max(0, ...weighed.map((c) => c.score));
    candidates.push(...weighed.filter((c) => c.score >= WORTH_PROPOSING && c.score >= best - NEAR_BEST));
  });
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  return settle(candidates);
}

/**
 * A short name for a set of headers, the same for files that differ only in decoration, and for the rows left over from them:
 * remembers a clerk's mapping.
 */
export function headerFingerprint(all: readonly string[]): string {
  const labels = isReasonHeader(all.at(-1)) ? all.slice(0, -1) : all;
  const text = labels.map((label) => headerKeys(label).whole).join('\u0001');
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193) >>> 0;
    high = Math.imul(high ^ text.charCodeAt(i) ^ (low >>> 13), 0x85ebca6b) >>> 0;
  }
  return `${labels.length}-${low.toString(16).padStart(8, '0')}${high.toString(16).padStart(8, '0')}`;
}

export function listMissingRequired(mapping: Readonly<Record<string, number | undefined>>): MerchantField[] {
  return MERCHANT_INPUT_FIELDS.filter((f) => merchant.fields[f].required && mapping[f] === undefined);
}

function settle(candidates: readonly Candidate[]): ColumnMapping {
  const settled = new Map<MerchantField, Candidate>();
  const used = new Set<number>();
  for (const candidate of candidates) {
    if (used.has(candidate.column) || settled.has(candidate.field)) continue;
    settled.set(candidate.field, candidate);
    used.add(candidate.column);
  }
  const fields = MERCHANT_INPUT_FIELDS.filter((field) => settled.has(field));
  const mapping = Object.fromEntries(fields.map((field) => [field, settled.get(field)!.column]));
  const doubtful = fields.filter((field) => settled.get(field)!.score < SURE);
  return { mapping, doubtful, missingRequired: listMissingRequired(mapping) };
}

/** Best score of each field for one header text. */
function scoreLabel(keys: HeaderKeys, group: string, label: string): Map<MerchantField, number> {
  const scores = new Map<MerchantField, number>();
  const put = (field: MerchantField, score: number) => scores.set(field, Math.max(score, scores.get(field) ?? 0));
  const outright = findWord(keys);
  if (outright) put(outright.field, outright.isLabel ? LABEL : SYNONYM);
  const inGroup = group === '' || outright?.isLabel ? undefined : findWord(headerKeys(group + label));
  if (inGroup) put(inGroup.field, outright ? LABEL - 1 : WITH_GROUP);
  if (outright || inGroup || SOMETHING_ELSE.test(keys.bare) || OTHER_TYPE.test(keys.bare)) return scores;
  for (const { key, field } of fieldWords()) {
    const part = Math.max(scoreInside(keys.whole, key), scoreInside(keys.bare, key), scoreNear(keys.bare, key));
    if (part > 0) put(field, part);
  }
  return scores;
}

/** Chinese puts the head word last: `结算银行卡号` is a kind of 卡号, `身份证有效期` is no kind of 身份证. */
function scoreInside(text: string, word: string): number {
  if (word.length < 2 || text.length <= word.length || LONE_SYLLABLE.test(word)) return 0;
  const share = (word.length / text.length) * 10;
  if (text.endsWith(word)) return 68 + share;
  return text.startsWith(word) &&
    /^(?:号码?|信息|全称|详情|情况|内容|描述|类别|时间|值|列|[A-Z0-9]+)$/.test(text.slice(word.length))
    ? 62 + share
    : 0;
}

function scoreNear(text: string, word: string): number {
  if (word.length < 4 || Math.abs(text.length - word.length) > 1) return 0;
  return isOneEditApart(text, word) ? 60 : 0;
}

/** One sign more, less, or other; or two neighbours swapped. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  if (a.length !== b.length) {
    const [short, long] = a.length < b.length ? [a, b] : [b, a];
    return short.slice(start) === long.slice(start + 1);
  }
  const rest = a.slice(start + 1) === b.slice(start + 1);
  const swapped = a[start] === b[start + 1] && a[start + 1] === b[start] && a.slice(start + 2) === b.slice(start + 2);
  return rest || swapped;
}

function weighByContent(
  sheet: RawSheet,
  firstRow: number,
  column: number,
  scores: Map<MerchantField, number>,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [field, score] of scores) {
    const share = sniffColumn(sheet, firstRow, column, field);
    const isContradicted = share >= 0 && share < 0.15;
    const penalty = isContradicted ? (score >= SURE ? 8 : 40) : 0;
    candidates.push({ column, field, score: score - penalty + Math.max(0, share) * 5 });
  }
  if (candidates.some((c) => c.score >= SURE)) return candidates;
  for (const field of TELLING_FIELDS) {
    const share = sniffColumn(sheet, firstRow, column, field);
    if (share >= 0.6) candidates.push({ column, field, score: 45 + share });
  }
  return candidates;
}
