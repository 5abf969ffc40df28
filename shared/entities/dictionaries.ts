export interface DictionaryItem {
  code: string;
  zh: string;
  en: string;
  /** Other spellings of the same thing, already normalised (half-width, upper case, no blanks). */
  synonyms?: readonly string[];
  /** Words that probably mean it: read so, and said to be a guess. */
  guesses?: readonly string[];
}

/** Closed lists of values, by name. Codes are stored; a code is never renamed. */
export const DICTIONARIES = {
  merchantType: [
    { code: 'RETAIL', zh: '零售', en: 'Retail', synonyms: ['零售商', '商业零售', '线下零售', 'RETAILER'] },
    { code: 'WHOLESALE', zh: '批发', en: 'Wholesale', synonyms: ['批发商', 'WHOLESALER'] },
    {
      code: 'CATERING',
      zh: '餐饮',
      en: 'Catering',
      synonyms: ['餐饮服务', '饮食', '餐饮美食', 'FOOD&BEVERAGE', 'FOODANDBEVERAGE', 'F&B', 'RESTAURANT'],
    },
    {
      code: 'SERVICE',
      zh: '服务',
      en: 'Service',
      synonyms: ['生活服务', '居民服务', '居民生活服务', '现代服务', '服务行业', 'SERVICES'],
    },
    { code: 'OTHER', zh: '其他', en: 'Other', synonyms: ['其它', 'OTHERS'] },
  ],
  subjectType: [
    {
      code: 'INDIVIDUAL',
      zh: '个体户',
      en: 'Sole trader',
      synonyms: ['个体工商户', '个体工商', '个体', '个体经营', '个体经营户', 'SUBJECT_TYPE_INDIVIDUAL'],
    },
    {
      code: 'ENTERPRISE',
      zh: '企业',
      en: 'Company',
      synonyms: [
        '公司',
        '有限公司',
        '有限责任公司',
        '股份有限公司',
        '法人企业',
        '企业法人',
        '公司企业',
        'CORPORATION',
        'SUBJECT_TYPE_ENTERPRISE',
      ],
    },
    {
      code: 'GOVERNMENT',
      zh: '政府机关',
      en: 'Government body',
      synonyms: ['机关', '机关单位', '党政机关', '政府', 'SUBJECT_TYPE_GOVERNMENT'],
    },
    {
      code: 'INSTITUTION',
      zh: '事业单位',
      en: 'Public institution',
      synonyms: ['SUBJECT_TYPE_INSTITUTIONS', 'SUBJECT_TYPE_INSTITUTION'],
    },
    {
      code: 'OTHER',
      zh: '社会组织',
      en: 'Social organisation',
      synonyms: [
        '社会团体',
        '民办非企业',
        '民办非企业单位',
        '基金会',
        '其他组织',
        '其他',
        'SUBJECT_TYPE_OTHERS',
        'SUBJECT_TYPE_OTHER',
      ],
    },
    {
      code: 'MICRO',
      zh: '小微',
      en: 'Micro merchant',
      synonyms: ['小微商户', '个人', '自然人', 'SUBJECT_TYPE_MICRO'],
    },
  ],
  settleCycle: [
    {
      code: 'T+0',
      zh: 'T+0',
      en: 'T+0',
      synonyms: ['T0', 'T+0实时', 'T+0当日'],
      guesses: ['实时', '即时', '当日', '当天', '秒到'],
    },
    {
      code: 'T+1',
      zh: 'T+1',
      en: 'T+1',
      synonyms: [
        'T1',
        'T+1次日',
        'T+1工作日',
        'T+1个工作日',
        '次工作日',
        '次一工作日',
        '下一工作日',
        '下一个工作日',
        '下个工作日',
        '工作日次日',
      ],
      guesses: ['次日', '隔日', '隔天', '第二天'],
    },
    { code: 'D+0', zh: 'D+0', en: 'D+0', synonyms: ['D0'] },
    {
      code: 'D+1',
      zh: 'D+1',
      en: 'D+1',
      synonyms: ['D1', 'D+1自然日', 'D+1个自然日', '次自然日', '下一自然日', '下一个自然日', '自然日次日'],
    },
  ],
  merchantLevel: [
    { code: 'A', zh: 'A', en: 'A' },
    { code: 'B', zh: 'B', en: 'B' },
    { code: 'C', zh: 'C', en: 'C' },
    { code: 'D', zh: 'D', en: 'D' },
  ],
  merchantStatus: [
    { code: 'DRAFT', zh: '草稿', en: 'Draft' },
    { code: 'SUBMITTED', zh: '待审核', en: 'In review', synonyms: ['审核中'] },
    { code: 'ACTIVE', zh: '正常', en: 'Active', synonyms: ['启用', '营业'] },
    { code: 'SUSPENDED', zh: '暂停', en: 'Suspended', synonyms: ['停用', '冻结'] },
    { code: 'CLOSED', zh: '注销', en: 'Closed', synonyms: ['已注销', '关闭'] },
  ],
  expenseCategory: [
    { code: 'RENT', zh: '房租', en: 'Rent', synonyms: ['租金', '房租物业'] },
    { code: 'WAGES', zh: '工资', en: 'Wages', synonyms: ['薪资', '工资薪金', '人工'] },
    { code: 'WELFARE', zh: '社保福利', en: 'Social insurance', synonyms: ['社保', '福利', '五险一金'] },
    { code: 'UTILITIES', zh: '水电网络', en: 'Utilities', synonyms: ['水电', '水电费', '水电煤'] },
    { code: 'EQUIPMENT', zh: '设备', en: 'Equipment', synonyms: ['设备采购', '机具'] },
    { code: 'MARKETING', zh: '营销', en: 'Marketing', synonyms: ['推广', '市场推广', '广告'] },
    { code: 'COMMISSION', zh: '代理分润', en: 'Commissions', synonyms: ['分润', '佣金'] },
    { code: 'OFFICE', zh: '办公', en: 'Office', synonyms: ['办公费', '办公用品'] },
    { code: 'TRAVEL', zh: '差旅', en: 'Travel', synonyms: ['差旅费', '交通'] },
    { code: 'HOSPITALITY', zh: '招待', en: 'Hospitality', synonyms: ['业务招待', '招待费'] },
    { code: 'TAX', zh: '税费', en: 'Taxes', synonyms: ['税金', '税'] },
    { code: 'OTHER', zh: '其他', en: 'Other', synonyms: ['其它'] },
  ],
  txnChannel: [
    { code: 'WECHAT', zh: '微信支付', en: 'WeChat Pay', synonyms: ['微信', 'WECHAT'] },
    { code: 'ALIPAY', zh: '支付宝', en: 'Alipay' },
    { code: 'UNIONPAY', zh: '银联', en: 'UnionPay', synonyms: ['云闪付', '银联商务'] },
    { code: 'POS_CARD', zh: '刷卡', en: 'Card', synonyms: ['POS', '银行卡'] },
    { code: 'CASH', zh: '现金', en: 'Cash' },
    { code: 'OTHER', zh: '其他', en: 'Other', synonyms: ['其它'] },
  ],
  /** Products of the channels, as their contracts and bills tell them apart. */
  payMethod: [
    { code: 'WECHAT_JSAPI', zh: '微信公众号（JSAPI）', en: 'WeChat JSAPI' },
    { code: 'WECHAT_MINI', zh: '微信小程序', en: 'WeChat mini program' },
    { code: 'WECHAT_NATIVE', zh: '微信扫码（Native）', en: 'WeChat Native' },
    { code: 'WECHAT_MICROPAY', zh: '微信付款码', en: 'WeChat payment code' },
    { code: 'WECHAT_APP', zh: '微信 App', en: 'WeChat in-app' },
    { code: 'WECHAT_H5', zh: '微信 H5', en: 'WeChat H5' },
    { code: 'ALIPAY_BARCODE', zh: '支付宝付款码', en: 'Alipay payment code' },
    { code: 'ALIPAY_QR', zh: '支付宝扫码', en: 'Alipay QR' },
    { code: 'UNIONPAY_QR', zh: '银联二维码', en: 'UnionPay QR' },
    { code: 'CARD_DEBIT', zh: '刷卡（借记卡）', en: 'Card, debit' },
    { code: 'CARD_CREDIT', zh: '刷卡（贷记卡）', en: 'Card, credit' },
    { code: 'ECNY', zh: '数字人民币', en: 'Digital yuan' },
    { code: 'CASH', zh: '现金', en: 'Cash' },
  ],
  txnType: [
    { code: 'PAY', zh: '收款', en: 'Receipt' },
    { code: 'REFUND', zh: '退款', en: 'Refund' },
    { code: 'REVOKE', zh: '撤销', en: 'Revoked' },
  ],
  /**
   * Accounts after the list of 《企业会计准则——应用指南》 (财会〔2006〕18号), with sub-accounts by channel. What a voucher writes where the
   * company chose nothing else.
   */
  ledgerAccount: [
    { code: '1001', zh: '库存现金', en: 'Cash in hand' },
    { code: '1002', zh: '银行存款', en: 'Bank deposits' },
    { code: '101201', zh: '其他货币资金-微信支付', en: 'Other monetary funds: WeChat Pay' },
    { code: '101202', zh: '其他货币资金-支付宝', en: 'Other monetary funds: Alipay' },
    { code: '101203', zh: '其他货币资金-银联', en: 'Other monetary funds: UnionPay' },
    { code: '101204', zh: '其他货币资金-刷卡', en: 'Other monetary funds: cards' },
    { code: '101299', zh: '其他货币资金-其他', en: 'Other monetary funds: other' },
    { code: '1601', zh: '固定资产', en: 'Fixed assets' },
    { code: '2211', zh: '应付职工薪酬', en: 'Employee benefits payable' },
    { code: '6001', zh: '主营业务收入', en: 'Principal operating revenue' },
    { code: '6403', zh: '税金及附加', en: 'Taxes and surcharges' },
    { code: '6601', zh: '销售费用', en: 'Selling expenses' },
    { code: '6602', zh: '管理费用', en: 'Administrative expenses' },
    { code: '6603', zh: '财务费用-手续费', en: 'Financial expenses: fees' },
  ],
} as const satisfies Record<string, readonly DictionaryItem[]>;

export type DictionaryName = keyof typeof DICTIONARIES;
export type CodeOf<N extends DictionaryName> = (typeof DICTIONARIES)[N][number]['code'];

export function dictionaryItems(name: string): readonly DictionaryItem[] {
  return (DICTIONARIES as Record<string, readonly DictionaryItem[]>)[name] ?? [];
}
