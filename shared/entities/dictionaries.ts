export interface DictionaryItem {
  code: string;
  zh: string;
  en: string;
  /** Other spellings of the same thing, already normalised (half-width, upper case, no blanks). */
  synonyms?: readonly string[];
}

/** Closed lists of values, by name. Codes are stored; a code is never renamed. */
export const DICTIONARIES = {
  merchantType: [
    { code: 'RETAIL', zh: '零售', en: 'Retail', synonyms: ['零售业', '零售商', '零售类'] },
    { code: 'WHOLESALE', zh: '批发', en: 'Wholesale', synonyms: ['批发业', '批发商', '批发类'] },
    { code: 'CATERING', zh: '餐饮', en: 'Catering', synonyms: ['餐饮业', '餐饮类', '餐饮服务', '餐饮商户'] },
    { code: 'SERVICE', zh: '服务', en: 'Service', synonyms: ['服务业', '服务类', '生活服务'] },
    { code: 'OTHER', zh: '其他', en: 'Other', synonyms: ['其它', '其他类', '其他行业'] },
  ],
  subjectType: [
    { code: 'INDIVIDUAL', zh: '个体户', en: 'Sole trader', synonyms: ['个体工商户', '个体'] },
    { code: 'ENTERPRISE', zh: '企业', en: 'Company', synonyms: ['公司', '有限公司', '法人企业'] },
    { code: 'GOVERNMENT', zh: '政府机关', en: 'Government body', synonyms: ['机关', '党政机关'] },
    { code: 'INSTITUTION', zh: '事业单位', en: 'Public institution' },
    { code: 'OTHER', zh: '社会组织', en: 'Social organisation', synonyms: ['社会团体', '民办非企业', '其他组织'] },
    { code: 'MICRO', zh: '小微', en: 'Micro merchant', synonyms: ['小微商户', '个人'] },
  ],
  settleCycle: [
    { code: 'T+0', zh: 'T+0', en: 'T+0', synonyms: ['T0', '实时到账', '实时'] },
    { code: 'T+1', zh: 'T+1', en: 'T+1', synonyms: ['T1', '次工作日', '次日到账', '工作日次日'] },
    { code: 'D+0', zh: 'D+0', en: 'D+0', synonyms: ['D0'] },
    { code: 'D+1', zh: 'D+1', en: 'D+1', synonyms: ['D1', '次自然日', '自然日次日'] },
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
} as const satisfies Record<string, readonly DictionaryItem[]>;

export type DictionaryName = keyof typeof DICTIONARIES;
export type CodeOf<N extends DictionaryName> = (typeof DICTIONARIES)[N][number]['code'];

export function dictionaryItems(name: string): readonly DictionaryItem[] {
  return (DICTIONARIES as Record<string, readonly DictionaryItem[]>)[name] ?? [];
}
