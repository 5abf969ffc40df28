import type { Field } from '@shared/entities/define';

/** The words written into workbooks: a file has the language it was asked for in, whatever the window shows later. */
export type Locale = 'zh' | 'en';

/** What may stand in a field, by its type. */
export const RULES = {
  text: { zh: '文字', en: 'Text' },
  longText: { zh: '文字，可换行', en: 'Text, line breaks allowed' },
  enum: { zh: '', en: '' },
  date: { zh: '日期，如 2025-06-30、2025/6/30、2025年6月30日', en: 'A date such as 2025-06-30' },
  rate: { zh: '百分数，如 0.38%、0.60%', en: 'A percentage such as 0.38% or 0.60%' },
  region: {
    zh: '行政区划名称，省、市、区分三列填写',
    en: 'Name of the region; province, city and district each in its column',
  },
  mcc: { zh: '4 位数字的行业类别码', en: 'Merchant category code, 4 digits' },
  uscc: { zh: '18 位统一社会信用代码，末位为校验码', en: '18 characters, the last one is a check character' },
  idCard: { zh: '18 位身份证号，单元格须为文本格式', en: '18 characters; the cell must be in text format' },
  phone: { zh: '11 位手机号，或带区号的固定电话', en: 'Mobile number of 11 digits, or a landline with area code' },
  email: { zh: '电子邮箱地址', en: 'An e-mail address' },
  bankAccount: {
    zh: '银行账号或卡号，单元格须为文本格式',
    en: 'Account or card number; the cell must be in text format',
  },
  tags: { zh: '多个标签用逗号分隔', en: 'Several tags separated by commas' },
} as const satisfies Record<Field['type'], Record<Locale, string>>;

export const WORDS = {
  data: { zh: '商户', en: 'Merchants' },
  rules: { zh: '填写说明', en: 'Instructions' },
  intro: {
    zh: '请在第一张表中填写，每行一个商户；不要改动表头。红色表头为必填。本表的示例不会被导入。',
    en: 'Fill in the first sheet, one merchant per row, and leave its headers alone. Red headers are required. Examples on this sheet are not imported.',
  },
  columns: { zh: ['字段', '必填', '填写要求', '示例'], en: ['Field', 'Required', 'Rule', 'Example'] },
  atMost: { zh: '，最多 {max} 个字符', en: '; at most {max} characters' },
  comma: { zh: '、', en: ', ' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  oneOf: { zh: '从下拉列表中选择：', en: 'Pick from the list: ' },
  pick: { zh: '请从下拉列表中选择', en: 'Please pick from the list' },
} as const;

export const REASON_HEADER = { zh: '错误原因', en: 'Reason' } as const;
export const FAILED_SHEET = { zh: '未导入的行', en: 'Rows not imported' } as const;
