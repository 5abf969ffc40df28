import { merchant, MERCHANT_INPUT_FIELDS, type MerchantField } from '../../entities/merchant';
import type { ImportTemplate } from './define';

export const merchantTemplate = {
  version: 2,
  entity: merchant,
  fields: MERCHANT_INPUT_FIELDS,
  example: {
    name: { zh: '深圳市青禾便利店', en: 'Qinghe Convenience Store' },
    shortName: { zh: '青禾便利', en: 'Qinghe' },
    subjectType: { zh: '个体户', en: 'Sole trader' },
    uscc: '92440300MA5XXXXX0X',
    legalName: { zh: '王示例', en: 'Wang Shili' },
    legalIdNo: '44030019900101XXXX',
    contactName: { zh: '王示例', en: 'Wang Shili' },
    email: 'example@example.com',
    province: '广东省',
    city: '深圳市',
    district: '南山区',
    address: { zh: '科技园路 1 号', en: '1 Keji Road' },
    businessScope: { zh: '食品销售', en: 'Food retail' },
    bankName: { zh: '示例银行深圳科技园支行', en: 'Example Bank, Shenzhen Keji branch' },
    accountName: { zh: '王示例', en: 'Wang Shili' },
    accountNo: '622202XXXXXXXXXXXXX',
    settleCycle: 'T+1',
    tags: { zh: '社区店,连锁', en: 'community,chain' },
  } satisfies Partial<Record<MerchantField, ImportTemplate['example'][string]>>,
} as const satisfies ImportTemplate;
