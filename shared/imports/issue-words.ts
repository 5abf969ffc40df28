import type { IssueCode } from '../rules/issues';

export interface IssueText {
  zh: string;
  en: string;
}

/**
 * What is wrong, and what to do about it. `{field}` is the field's label, `{example}` an example of a good value in brackets or
 * nothing; other names are params of the issue.
 */
export const ISSUE_TEXTS: Readonly<Record<IssueCode, IssueText>> = {
  required: {
    zh: '{field}没有填写，这一项必填，请补上{example}',
    en: '{field} is missing and is required: please fill it in{example}',
  },
  'text.too_long': {
    zh: '{field}有 {length} 个字，最多 {max} 个，请缩短',
    en: '{field} has {length} characters, at most {max} are allowed: please shorten it',
  },
  'text.truncated_number': {
    zh: '{field}被表格当成数字，末尾几位已丢失；请从原件重新录入，并把该列设为文本格式',
    en: '{field} was kept as a number and lost its last digits: enter it again from the original, in a column of text format',
  },
  'text.error_value': {
    zh: '{field}是公式错误值（如 #N/A），没有内容可用，请改为实际内容',
    en: '{field} is a formula error such as #N/A and holds nothing: enter the value itself',
  },
  'text.ditto': {
    zh: '{field}写的是“同上”一类的话，程序不知道指哪一格，请填写实际内容',
    en: '{field} only points at another cell ("same as above"): enter the value itself',
  },
  'text.not_a_name': {
    zh: '{field}里没有姓名，只有数字或符号，请核对是否错列，并填写姓名',
    en: '{field} holds no name, only digits or signs: check whether the columns are mixed up, and enter the name',
  },
  'text.not_normalised': {
    zh: '{field}没有按统一格式保存，请重新填写{example}',
    en: '{field} is not in its standard form: please enter it again{example}',
  },
  'uscc.length': {
    zh: '{field}应为 18 位，现为 {length} 位，请对照营业执照改成完整的 18 位',
    en: '{field} has {length} characters instead of 18: copy all 18 from the licence',
  },
  'uscc.charset': {
    zh: '{field}含有不会出现的字符（不用字母 I、O、Z、S、V，第 3 至 8 位是数字），请对照营业执照改正',
    en: '{field} has characters it never uses (no letters I, O, Z, S, V; digits in places 3 to 8): correct them from the licence',
  },
  'uscc.checksum': {
    zh: '{field}校验位不对，至少有一位录错，请对照营业执照逐位改正',
    en: '{field} fails its check digit, so at least one character is wrong: compare it with the licence, one by one',
  },
  'uscc.old_registration': {
    zh: '{field}是 15 位旧注册号，请换成现行营业执照上的 18 位代码',
    en: '{field} is an old registration number of 15 digits: use the 18-character code on the current licence',
  },
  'uscc.org_code': {
    zh: '{field}第 9 至 17 位（组织机构代码）的校验位不一致，请对照营业执照核对；执照如此则保留',
    en: 'The organisation code inside {field} (places 9 to 17) does not check out: compare it with the licence, and keep it if the licence says so',
  },
  'uscc.subject_mismatch': {
    zh: '{field}与统一社会信用代码的开头不一致（91 企业、92 个体户、11 机关、12 事业单位），请核对两处',
    en: '{field} does not fit the first digits of the USCC (91 company, 92 sole trader, 11 government, 12 institution): check both',
  },
  'uscc.taken': {
    zh: '{field}已属于另一个商户，请核对；确是同一家时，请修改已有的那一份',
    en: '{field} already belongs to another merchant: check it, or edit that merchant if they are the same',
  },
  'idcard.length': {
    zh: '{field}应为 18 位，现为 {length} 位，请对照身份证改成完整的 18 位（15 位旧号请换成新号）',
    en: '{field} has {length} characters instead of 18: copy all 18 from the card (replace an old number of 15 digits by the current one)',
  },
  'idcard.charset': {
    zh: '{field}只能是 17 位数字加一位数字或 X，不能打码，请填写完整号码',
    en: '{field} must be 17 digits and a digit or X, without stars: enter the whole number',
  },
  'idcard.date': {
    zh: '{field}第 7 至 14 位不是可能的出生日期，请对照身份证改正',
    en: 'Places 7 to 14 of {field} are no possible date of birth: correct them from the card',
  },
  'idcard.checksum': {
    zh: '{field}校验位不对，至少有一位录错，请对照身份证逐位改正',
    en: '{field} fails its check digit, so at least one character is wrong: compare it with the card, one by one',
  },
  'idcard.region': {
    zh: '{field}开头两位不是已知的地区码，请对照身份证核对',
    en: 'The first two digits of {field} are no known region: compare them with the card',
  },
  'idcard.age': {
    zh: '{field}对应的年龄不在 16 至 100 岁，请核对出生年份',
    en: 'The age in {field} is not between 16 and 100: check the year of birth',
  },
  'phone.format': {
    zh: '{field}不是有效的电话，请填 11 位手机号（以 13 至 19 开头），或写作 0571-88888888 的座机',
    en: '{field} is not a phone number: enter a mobile of 11 digits (beginning with 13 to 19) or a landline such as 0571-88888888',
  },
  'email.format': {
    zh: '{field}格式不对，请写成一个 name@example.com 这样的地址；没有就留空',
    en: '{field} is not an address: write a single one such as name@example.com, or leave it empty',
  },
  'mcc.invalid': {
    zh: '{field}不是四位数字，请填一个四位代码，如 5812',
    en: '{field} is not four digits: enter one code of four digits such as 5812',
  },
  'account.invalid': {
    zh: '{field}应为 5 至 32 位数字，不能打码或写两个，请填写完整账号',
    en: '{field} should be 5 to 32 digits, without stars and only one: enter the whole number',
  },
  'account.luhn': {
    zh: '{field}像银行卡号，但没有通过卡号校验，请对照银行卡核对；确实无误可保留',
    en: '{field} looks like a card number but fails the card check: compare it with the card, and keep it if it is right',
  },
  'rate.invalid': {
    zh: '{field}看不出是多少，请写成一个百分比，如 0.60%',
    en: '{field} cannot be read: write it as a single percentage such as 0.60%',
  },
  'rate.out_of_range': {
    zh: '{field}超出允许范围（0% 至 {max}），请核对小数点和单位，写成 0.60% 这样',
    en: '{field} is out of range (0% to {max}): check decimal point and unit, and write it as 0.60%',
  },
  'rate.assumed_percent': {
    zh: '{field}没有写单位，按 {percent} 理解；不对请改成带 % 的写法',
    en: '{field} has no unit and was read as {percent}: if that is wrong, write it with a % sign',
  },
  'rate.unusual': {
    zh: '{field}高于 3%，比通常高，请核对小数点；无误可保留',
    en: '{field} is above 3%, higher than usual: check the decimal point, and keep it if it is right',
  },
  'date.invalid': {
    zh: '{field}不是有效日期，请写成 2025-06-30 这样（年份四位，年月日都要有）',
    en: '{field} is not a date: write it as 2025-06-30, with a year of four digits, month and day',
  },
  'date.future': {
    zh: '{field}在今天之后，请核对年份；无误可保留',
    en: '{field} lies in the future: check the year, and keep it if it is right',
  },
  'enum.unknown': {
    zh: '{field}不在可选范围内，请改成其中之一：{choices}',
    en: '{field} is not one of the choices: use one of {choices}',
  },
  'enum.assumed': {
    zh: '{field}按 {label} 理解；不对请改成其中之一：{choices}',
    en: '{field} was read as {label}: if that is wrong, use one of {choices}',
  },
  'region.unknown': {
    zh: '{field}不在行政区划表中，请改成全称，如“广东省”“深圳市”“南山区”',
    en: '{field} is not in the list of regions: write its full name, such as 广东省, 深圳市, 南山区',
  },
  'region.mismatch': {
    zh: '{field}不属于所填的省，请核对省和市',
    en: '{field} does not belong to the province given: check province and city',
  },
  'region.out_of_reach': {
    zh: '{field}不在您可管理的地区内，导入后您将看不到这个商户；请核对地区，或请管理员扩大您的数据范围，或交由负责该地区的人导入',
    en: '{field} lies outside the regions you look after, so you could not see this merchant afterwards: check the region, ask an administrator for a wider data scope, or leave the row to whoever is in charge there',
  },
  'region.from_address': {
    zh: '{field}没有填写，省、市、区取自详细地址开头，请核对',
    en: '{field} was empty; province, city and district were taken from the start of the address: please check them',
  },
  'duplicate.in_file': {
    zh: '与第 {row} 行的统一社会信用代码相同，本行不会导入；若是两家，请改正其中一行的代码',
    en: 'Same USCC as row {row}: this row will not be imported; if they are two merchants, correct the code of one',
  },
};

/** Sharper words where an issue knows its reason: code, then `params.reason`. */
export const REASON_TEXTS: Readonly<Partial<Record<IssueCode, Readonly<Record<string, IssueText>>>>> = {
  'uscc.charset': {
    lookalike: {
      zh: '{field}里有字母 I、O、Z 或 S，这些字母不会出现，多半是数字 1、0、2、5（换成数字即通过校验），请对照营业执照改正',
      en: '{field} has a letter I, O, Z or S, which it never uses: probably the digit 1, 0, 2 or 5 (it then passes its check). Correct it from the licence',
    },
  },
  'rate.unusual': {
    low: {
      zh: '{field}低于 0.02%，比通常低得多，多半是把 0.006 写成了 0.006%，请核对；无误可保留',
      en: '{field} is below 0.02%, far lower than usual, perhaps 0.006 written as 0.006%: check it, and keep it if it is right',
    },
  },
  'phone.format': {
    scientific: {
      zh: '{field}被表格变成了科学计数，号码已丢失；请从原件重新录入，并把该列设为文本格式',
      en: '{field} was turned into scientific notation and is lost: enter it again, in a column of text format',
    },
    letters: {
      zh: '{field}里有数字以外的字符（打码的星号，或把 0 写成字母 O），请改成 11 位手机号或 0571-88888888 这样的座机',
      en: '{field} has characters other than digits (stars, or the letter O for 0): enter a mobile of 11 digits or a landline such as 0571-88888888',
    },
    several: {
      zh: '{field}里有不止一个号码，请只留一个，其余可写进备注',
      en: '{field} holds more than one number: keep one, and put the others into the remark',
    },
    length: {
      zh: '{field}有 {length} 位数字，手机号应为 11 位；座机请带区号，写作 0571-88888888',
      en: '{field} has {length} digits, a mobile has 11; write a landline with its area code, such as 0571-88888888',
    },
    prefix: {
      zh: '{field}是 11 位，但手机号以 13 至 19 开头，请核对前两位',
      en: '{field} has 11 digits, but a mobile begins with 13 to 19: check the first two',
    },
  },
};
