import { merchant, type MerchantField } from '../entities/merchant';
import type { IssueCode } from '../rules/issues';

interface IssueText {
  zh: string;
  en: string;
}

/** What is wrong and what to do about it. `{field}` is the field's label; other names are params of the issue. */
export const ISSUE_TEXTS: Readonly<Record<IssueCode, IssueText>> = {
  required: { zh: '{field}必填，请补上', en: '{field} is required: please fill it in' },
  'text.too_long': {
    zh: '{field}超过 {max} 个字，请缩短',
    en: '{field} is longer than {max} characters: please shorten it',
  },
  'text.truncated_number': {
    zh: '{field}被表格当成数字，末尾几位已丢失；请从原件重新录入，并把该列设为文本格式',
    en: '{field} was kept as a number and lost its last digits: enter it again from the original, in a column of text format',
  },
  'text.error_value': {
    zh: '{field}是公式错误值（如 #N/A），请改为实际内容',
    en: '{field} is a formula error such as #N/A: enter the value itself',
  },
  'text.not_normalised': {
    zh: '{field}没有按统一格式保存，请重新填写',
    en: '{field} is not in its standard form: please enter it again',
  },
  'uscc.length': {
    zh: '{field}应为 18 位，现为 {length} 位，请核对营业执照',
    en: '{field} has {length} characters instead of 18: check it against the licence',
  },
  'uscc.charset': {
    zh: '{field}含有不会出现的字符（不用 I、O、Z、S、V，第 3 至 8 位是数字），请核对是否把 0 写成 O、1 写成 I',
    en: '{field} has characters it never uses (no I, O, Z, S, V; digits in places 3 to 8): check for O instead of 0, I instead of 1',
  },
  'uscc.checksum': {
    zh: '{field}校验位不对，请对照营业执照逐位核对',
    en: '{field} fails its check digit: compare it with the licence, sign by sign',
  },
  'uscc.old_registration': {
    zh: '{field}是 15 位旧注册号，请换成营业执照上的 18 位代码',
    en: '{field} is an old registration number of 15 digits: use the 18-character code on the current licence',
  },
  'uscc.org_code': {
    zh: '{field}里的组织机构代码校验位不一致，请核对',
    en: 'The organisation code inside {field} does not check out: please compare with the licence',
  },
  'uscc.subject_mismatch': {
    zh: '主体类型与统一社会信用代码的开头不一致，请核对',
    en: 'The legal form does not fit the first digits of the USCC: please check',
  },
  'uscc.taken': {
    zh: '{field}已属于另一个商户，请核对；确是同一家时，请修改已有的那一份',
    en: '{field} already belongs to another merchant: check it, or edit that merchant if they are the same',
  },
  'idcard.length': {
    zh: '{field}应为 18 位，现为 {length} 位（15 位旧号请换成新号）',
    en: '{field} has {length} characters instead of 18 (replace an old number of 15 digits by the current one)',
  },
  'idcard.charset': {
    zh: '{field}只能是 17 位数字加一位数字或 X，不能打码',
    en: '{field} must be 17 digits and a digit or X, without stars',
  },
  'idcard.date': {
    zh: '{field}中的出生日期不存在，请核对',
    en: 'The birth date inside {field} does not exist: please check',
  },
  'idcard.checksum': { zh: '{field}校验位不对，请核对', en: '{field} fails its check digit: please check' },
  'idcard.region': { zh: '{field}的地区码不认识，请核对', en: 'The region code of {field} is unknown: please check' },
  'idcard.age': {
    zh: '{field}对应的年龄不在 16 至 100 岁，请核对',
    en: 'The age in {field} is not between 16 and 100: please check',
  },
  'phone.format': {
    zh: '{field}不是有效的电话：手机为 11 位、以 13 至 19 开头；座机写作 0571-88888888',
    en: '{field} is not a phone number: mobiles have 11 digits and begin with 13 to 19, landlines look like 0571-88888888',
  },
  'email.format': { zh: '{field}格式不对，应如 name@example.com', en: '{field} should look like name@example.com' },
  'mcc.invalid': { zh: '{field}应为四位数字，如 5812', en: '{field} should be four digits such as 5812' },
  'account.invalid': { zh: '{field}应为 5 至 32 位数字', en: '{field} should be 5 to 32 digits' },
  'account.luhn': {
    zh: '{field}像银行卡号，但没有通过卡号校验，请核对',
    en: '{field} looks like a card number but fails the card check: please compare with the card',
  },
  'rate.invalid': {
    zh: '{field}看不懂，请写成 0.60% 这样的百分比',
    en: '{field} cannot be read: write it as a percentage such as 0.60%',
  },
  'rate.out_of_range': {
    zh: '{field}超出允许范围（0% 至 {max}），请核对小数点',
    en: '{field} is out of range (0% to {max}): check the decimal point',
  },
  'rate.assumed_percent': {
    zh: '{field}没有写单位，按 {percent} 理解，请确认',
    en: '{field} has no unit and was read as {percent}: please confirm',
  },
  'rate.unusual': { zh: '{field}高于 3%，请确认', en: '{field} is above 3%: please confirm' },
  'date.invalid': {
    zh: '{field}不是有效日期，请写成 2025-06-30 这样（年份四位）',
    en: '{field} is not a date: write it as 2025-06-30, with a year of four digits',
  },
  'date.future': { zh: '{field}在今天之后，请确认', en: '{field} lies in the future: please confirm' },
  'enum.unknown': {
    zh: '{field}不在可选范围内，请从列表中选择',
    en: '{field} is not one of the choices: pick one from the list',
  },
  'region.unknown': {
    zh: '{field}不在行政区划表中，请核对',
    en: '{field} is not in the list of regions: please check',
  },
  'region.mismatch': {
    zh: '{field}不属于所填的省，请核对',
    en: '{field} does not belong to the province given: please check',
  },
  'duplicate.in_file': {
    zh: '与第 {row} 行的统一社会信用代码相同，本行不会导入',
    en: 'Same USCC as row {row}: this row will not be imported',
  },
};

/** Sharper words for the ways a phone number goes wrong. */
const PHONE_REASONS: Readonly<Record<string, IssueText>> = {
  scientific: {
    zh: '{field}被表格变成了科学计数，号码已丢失；请从原件重新录入，并把该列设为文本格式',
    en: '{field} was turned into scientific notation and is lost: enter it again, in a column of text format',
  },
  letters: {
    zh: '{field}里有数字以外的字符，请核对是否把 0 写成字母 O',
    en: '{field} has characters other than digits: check for the letter O instead of 0',
  },
};

/** One sentence for one complaint. Never holds the value itself. */
export function issueMessage(
  issue: { field: string; code: string; params?: Record<string, string | number> },
  locale: 'zh' | 'en',
): string {
  const reason = issue.code === 'phone.format' ? PHONE_REASONS[String(issue.params?.['reason'])] : undefined;
  const text = reason ?? (ISSUE_TEXTS as Record<string, IssueText>)[issue.code];
  if (!text) return issue.code;
  const label = issue.field in merchant.fields ? merchant.fields[issue.field as MerchantField][locale] : issue.field;
  const params: Record<string, string | number> = { ...issue.params, field: label };
  return text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
