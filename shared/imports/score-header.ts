import type { MerchantField } from '../entities/merchant';
import { findPinyin } from './header-pinyin';
import {
  fieldWords,
  findSeveral,
  findWord,
  headerKeys,
  isRegionHeader,
  type HeaderKeys,
  type WordStrength,
} from './header-words';

/** From this score on a header is taken at its word; below, the wizard asks. */
export const SURE = 85;
const OF_STRENGTH: Record<WordStrength, number> = { label: 100, sure: 95, weak: 88 };
const WITH_GROUP = 99;
const PINYIN = 92;
const FIRST_LINE = 88;
const FIRST_PART = 78;
const OF_ANOTHER = 60;
/** `省` in a group about the bank: given way to a `省` elsewhere. */
const LABEL_OF_ANOTHER = 87;

/** Somebody else's, or something else about the same person: never proposed. */
const FOREIGN =
  /^(?:紧急|备用|代理|推荐|介绍|上级|下级|第[二三四]|其他联系|其它联系|父|总店|总部|总行|渠道|机构|集团|品牌|客户经理|业务员|业务经理|销售|代理商|服务商|拓展|推广|运营商|审核|复核|录入|操作|创建人|修改|更新|经办|登录|登陆|用户|支付宝|微信|云闪付|小程序|公众号|APP|收货|收件|寄件|快递|回调|通知|付款|打款|发卡|还款|提现|退款|分润|分账|保底|最低|最高|封顶|成本|底价|起结|结算金额|结算手续|手续费金额|配偶|股东|受益|担保|实际控制|财务|法务|技术|店长|收银|终端|设备|机具|POS|行业名称|MCC名称|结算人(?:身份|手机|电话|证件)|收款人(?:身份|手机|电话|证件)|持卡人(?:身份|手机|电话|证件)|开户人(?:身份|手机|电话|证件)|联系人(?:身份|证件|职|地址|微信|QQ)|(?:开户行?|银行|开户银行|开户支行|账户)(?:所在)?(?:省|市|区|县|地|城市|地区|地址|联行|行号)|(?:开户银?行|银行|支行)(?:代码|编码|编号|行号|电话|地址)|开户许可|许可证|食品|烟草|卫生)/;
const FOREIGN_ALL =
  /^(?:商户(?:号|编号|代码|ID|状态|密钥)|门店(?:号|编号|代码|ID|数量|状态)|序号|编号|状态|ID|NO|NUM|INDEX|USERNAME|USERID|BANKCODE|STATUS)$/;
const FOREIGN_END =
  /(?:照片?|图片|影印件|复印件|扫描件|附件|正面|反面|国徽面|人像面|有效期.*|到期.*|截止.*|终止.*|起始日期?|身份证地址|户籍地址|身份证住址|性别|年龄|民族|职务|行号|联行号|数量|笔数|[2-9二三四])$/;
/** `账户类型` and `证件类型` are no kinds of merchant. */
const OTHER_TYPE =
  /(?:账户|账号|证件|卡|费率|支付|交易|终端|设备|合同|发票|产品|渠道|风险|信用|审核|通道|优惠|活动).*(?:类型|类别|性质|等级|级别|名称|状态|方式)$/;
/** Of the legal representative, which only at a pinch stands for the contact's. */
const OF_SIGNER =
  /^(?:法人|法定代表人|法人代表|经营者|负责人|业主|店主).*(?:电话|手机|手机号|手机号码|联系方式|邮箱|地址|住址)$/;
/** Words too general to say anything at the end of a longer header: `行业名称`, `风险等级`, `到期日期`. */
const GENERAL = new Set(
  '名称 全称 名 全名 名字 类型 类别 分类 种类 等级 级别 评级 周期 商户 商家 客户 公司 法人 老板 负责人 其他 其它 说明 备注 备注信息 日期 手续费 主体 主营 行业 账户 分组 业态 区域 区县 营业执照 NAME FULLNAME TYPE KIND CATEGORY LEVEL GRADE DATE ACCOUNT MERCHANT COMPANY SHOP STORE RATE NOTE NOTES REMARK COMMENT LABEL TAG SCOPE SUBJECT AREA BRANCH HOLDER OWNER CITY EMAIL MAIL ADDR DIST PROV DISTRICT COUNTY'.split(
    ' ',
  ),
);

/** Best score of each field for one header: 100 says that it is the field's own label, 0 that it is not this field. */
export function scoreHeader(label: string, group: string): Map<MerchantField, number> {
  const scores = new Map<MerchantField, number>();
  const put = (field: MerchantField, score: number) => scores.set(field, Math.max(score, scores.get(field) ?? 0));
  if (label === '') return scores;
  const keys = headerKeys(label);
  const outright = findWord(keys);
  const together = group === '' ? undefined : headerKeys(group + label);
  const inGroup = together && outright?.strength !== 'label' ? findWord(together) : undefined;
  if (inGroup) put(inGroup.field, WITH_GROUP);
  if (outright) {
    const isAnothers = !inGroup && together !== undefined && isForeign(together);
    const ownScore = OF_STRENGTH[outright.strength];
    put(outright.field, !isAnothers ? ownScore : outright.strength === 'label' ? LABEL_OF_ANOTHER : OF_ANOTHER);
  }
  if (outright || inGroup) return scores;
  if (OF_SIGNER.test(keys.bare)) {
    if (/(?:电话|手机|手机号|手机号码|联系方式)$/.test(keys.bare)) put('contactPhone', OF_ANOTHER);
    return scores;
  }
  // Headers of several fields at once are for `share-columns.ts`.
  if (isForeign(keys) || isRegionHeader(keys) || findSeveral(keys).length > 1) return scores;
  const pinyin = findPinyin(keys);
  if (pinyin) put(pinyin, PINYIN);
  else scoreParts(label, keys, put);
  return scores;
}

function isForeign({ bare }: HeaderKeys): boolean {
  return (
    FOREIGN.test(bare) ||
    FOREIGN_ALL.test(bare) ||
    FOREIGN_END.test(bare) ||
    OTHER_TYPE.test(bare) ||
    OF_SIGNER.test(bare)
  );
}

/** A first line with a hint below it, the first of several parts, a known word inside a longer one, a near miss. */
function scoreParts(label: string, keys: HeaderKeys, put: (field: MerchantField, score: number) => void): void {
  const [firstLine = '', ...below] = label.split(/\r?\n/);
  const first = below.length > 0 ? findWord(headerKeys(firstLine)) : undefined;
  // A short second line goes on with the word; a long one explains it.
  if (first) put(first.field, below.join('').length > 4 ? FIRST_LINE : FIRST_PART);
  const [part] = keys.parts;
  const named = part === undefined ? undefined : findWord({ whole: part, bare: part, parts: [] });
  if (named) put(named.field, FIRST_PART);
  for (const { key, field } of fieldWords()) {
    const score = Math.max(scoreInside(keys.whole, key), scoreInside(keys.bare, key), scoreNear(keys.bare, key));
    if (score > 0) put(field, score);
  }
}

/** Chinese puts the head word last: `结算银行卡号` is a kind of 卡号, `身份证有效期` is no kind of 身份证. */
function scoreInside(text: string, word: string): number {
  if (word.length < 2 || text.length <= word.length || GENERAL.has(word)) return 0;
  // Letters must not end in the middle of a word: `COMPARATE` is no RATE.
  if (/^[A-Z]+$/.test(word) && word.length < 4) return 0;
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
