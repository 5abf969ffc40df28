import type { MerchantField } from './merchant';

export interface HeaderPatterns {
  /** Headers that mean the field and nothing else. */
  sure: readonly string[];
  /** Headers that mean the field where no better one is there. */
  weak?: readonly string[];
}

const SHOP =
  '商户|商家|店铺|门店|店面|商铺|档口|摊位|专柜|网点|商户店铺|商家店铺|企业|公司|单位|客户|会员|主体|经营主体|商户主体|特约商户|签约商户|子商户|加盟商|供应商';
const SIGNER =
  '法人|法定代表人|法人代表|法定代表|经营者|负责人|法代|企业法人|执照法人|业主|店主|法定负责人|法人代表人|法人经营者|法定代表人经营者|法人负责人';
const CONTACT =
  '联系人|联络人|对接人|商户联系人|业务联系人|门店联系人|店铺联系人|主要联系人|客户联系人|企业联系人|日常联系人|第一联系人|业务对接人|超级管理员';
const WHERE = '所在|所属|归属|经营|营业|商户所在|商户|注册|门店|店铺|门店所在|';
const ACCOUNT =
  '结算|收款|银行|开户|对公|对私|对公对私|结算账户|收款账户|银行账户|结算银行|收款银行|开户行|开户银行|入账|';

/**
 * Header spellings met in the wild, beside the labels and the names of the fields: from applications to WeChat Pay, Alipay,
 * UnionPay and acquirers, from shop systems and databases. `(甲|乙|)丙` stands for 甲丙, 乙丙 and 丙. Blanks, case, `_`, brackets
 * and traditional signs do not count (`imports/header-words.ts`); pinyin is worked out (`imports/header-pinyin.ts`).
 */
export const MERCHANT_HEADERS: Readonly<Partial<Record<MerchantField, HeaderPatterns>>> = {
  name: {
    sure: [
      `(${SHOP})(名称|全称|全名|名|名字|中文名称)`,
      '(营业执照|执照|工商|工商注册|商户工商|商户营业执照|营业执照商户|营业执照主体|申请单位|经营单位|入驻商户|入网商户|进件商户|个体工商户)(名称|名)',
      '(商户|企业|公司|店铺|)注册(名称|名)',
      '(字号|营业|经营|商户字号)(名称|名)',
      '(商户|企业|客户)名称全称',
      '(merchant|mer|mcht|mch|shop|store|company|corp|enterprise|customer|business|license|licence|firm|sub merchant)(name|full name)',
    ],
    weak: [
      '名称',
      '全称',
      '商户',
      '商家',
      '店名',
      '店家',
      '字号',
      '商号',
      '客户',
      '公司',
      'name',
      'full name',
      'merchant',
      'shop',
      'store',
      'company',
    ],
  },
  shortName: {
    sure: [
      '(商户|商家|店铺|门店|企业|公司|客户|商铺|名称|商户名称|)简称',
      '(商户|)(短名|短名称|别名|简名|简写)',
      '对外简称',
      '(商户|)(展示|对外|显示|对外展示)(名称|名)',
      '(收银台|收银台展示|小票|签购单|门头|招牌|店招)(名称|名)',
      '(merchant|mer|mch|shop|store|)(short name|abbr|abbreviation|alias|alias name|display name)',
    ],
  },
  merchantType: {
    sure: [
      '(商户|商家|店铺|门店|商铺|客户|商户经营|主营)(类型|类别|分类|种类)',
      '经营(类型|类别|分类)',
      '(merchant|mer|mch|shop|store|business)(type|kind|category)',
      '(经营|商户|)业态',
    ],
    weak: [
      '(行业|商户行业|)(类型|类别|分类|种类)',
      '(所属|商户|)(行业大类|行业门类)',
      '(所属|商户)行业',
      '业务类型',
      'type',
    ],
  },
  subjectType: {
    sure: [
      '(主体|经营主体|商户主体|市场主体|企业|公司|单位|执照|营业执照|工商注册|工商登记|注册|登记)(类型|性质|类别|形式)',
      '商户性质',
      '主体',
      '(subject|entity|company|organization|org|enterprise|corp)(type|kind)',
      'subject',
    ],
  },
  level: {
    sure: ['(商户|客户|商家|会员)(等级|级别|评级)', '(merchant|mer|customer)(level|grade)', 'grade'],
    weak: ['等级', '级别', '评级'],
  },
  uscc: {
    sure: [
      '(统一社会信用|社会统一信用|统一信用|社会信用|信用|企业信用|三证合一|营业执照|执照|执照信用|18位统一社会信用|统一社会|企业统一社会信用|法人统一社会信用|营业执照统一社会信用|商户统一社会信用)(代码|代码号|代码证|代码证号|代码证编号|代码编号|号|号码|编号|证号)',
      '(统一社会信用代码|营业执照|执照)(注册号|证件号|营业执照号)',
      '(商户|企业|营业|)证照(号|号码|编号)',
      '商户证件(号|号码|编号)',
      '证件号营业执照',
      '营业执照',
      '三证合一',
      '(license|licence|business license|business licence|bus lic|biz license|credit|social credit|unified social credit|unified credit)(no|code|number|id)',
      'usci',
    ],
    weak: [
      '(工商|企业|)注册(号|码|编号)',
      '纳税人识别号',
      '税号',
      '税务登记(号|证号)',
      '统一代码',
      '(组织|)机构代码',
      '企业代码',
      '(tax|registration|reg)(no|code|number|id)',
      'taxpayer id',
    ],
  },
  legalName: {
    sure: [
      `(${SIGNER})(姓名|名称|名字|真实姓名|)`,
      '(经营者法人|经营者法定代表人|法人代表经营者|法定代表人负责人)(姓名|)',
      '(商户|公司)法人(姓名|)',
      '(法人|)身份证姓名',
      '(legal|legal person|legal rep|legal representative|corporation|owner|representative)name',
      '(legal person|legal rep|legal representative|owner)',
    ],
    weak: ['老板(姓名|)'],
  },
  legalIdNo: {
    sure: [
      `(${SIGNER}|公民|居民|)(身份证|身份证件|居民身份证)(号|号码|编号|id|no|)`,
      `(${SIGNER})(证件|有效证件|id)(号|号码|编号|)`,
      '(法人|)公民身份号码',
      '身份证明(号|号码)',
      '身份证号法人',
      '(legal|legal person|owner|)(id card|identity card)(no|number|)',
      '(legal|legal person|legal rep|owner)(id|cert|certificate)(no|number|)',
      '(id|identity)(no|number)',
    ],
    weak: ['证件(号|号码|编号)', '(cert|certificate)(no|number)'],
  },
  contactName: {
    sure: [
      `(${CONTACT})(姓名|名称|名|名字|)`,
      '(商户|)联系人员',
      '接口人',
      '(contact|contacts|contact person|link man)(name|)',
      'link name',
    ],
  },
  contactPhone: {
    sure: [
      `(联系|联络|${CONTACT}|联系人联系|移动|)(电话|手机|手机号|手机号码|电话号码|移动电话|移动电话号码)`,
      '(联系|联络|联系人联系|商户联系)(方式|号码|电话|手机|手机号)',
      '手机或电话',
      '(联系人|)手机电话',
      '电话号',
      '(联系|联系人)(tel|phone|mobile)',
      '(contact|link|link man|contact person|)(tel|phone|mobile|mobile phone|cell phone|telephone|cell)(no|number|)',
    ],
    weak: [
      '(商户|商家|店铺|门店|客户|企业|公司)(电话|手机|手机号|手机号码|电话号码)',
      '(mer|merchant|shop|store)(tel|phone|mobile)',
    ],
  },
  email: {
    sure: [
      `(电子|联系|${CONTACT}|商户|企业|公司|)(邮箱|邮件|信箱)(地址|账号|)`,
      '电邮',
      '(联系人|)email(地址|账号|邮箱|)',
      '邮箱号',
      '(contact|)(email|mail)(address|addr|)',
      'mailbox',
    ],
  },
  province: {
    sure: [
      `(${WHERE})(省|省份|省级|省名|省名称|省份名称|省直辖市|省市自治区|省自治区|省自治区直辖市)`,
      'province(name|)',
      'prov',
      '省区',
    ],
  },
  city: {
    sure: [
      `(${WHERE})(市|城市|地市|地级市|地级城市|市级|市名|市名称|市州|地市州|地区市|城市名称|地市名称)`,
      'city(name|)',
    ],
  },
  district: {
    sure: [
      `(${WHERE})(区|区县|县区|县|区级|县级|区县级|区县市|县市区|县区市|区市县|县级市区|市县区|区县旗|区名|区名称|区县名|区县名称|行政区)`,
      '(市|)辖区',
      '(district|county)(name|)',
      'dist',
    ],
    weak: ['区域', 'area(name|)'],
  },
  address: {
    sure: [
      '(详细|经营|营业|商户|门店|店铺|店面|实体店|商户所在|门店所在|实际|实际经营|街道|具体|商户经营|商户详细|门店详细|详细经营|经营详细|所在|经营场所)地址',
      '(实际|)(经营|营业)(场所|地点)',
      '(门店|店铺|店面)位置',
      '店址',
      '街道门牌(号|)',
      '(detail|detailed|business|shop|store|merchant|mer|street)(address|addr)',
    ],
    weak: [
      '(注册|通讯|联系|办公|公司|企业|单位|营业执照|执照|营业执照注册|)地址',
      '(详细|)住址',
      '住所',
      '地址信息',
      '门牌号',
      '(company|license|register|contact|)(address|addr)',
    ],
  },
  businessScope: {
    sure: [
      '(经营|营业|业务|主营|营业执照经营|许可经营)范围',
      '(经营|主营|主要经营)(内容|项目|业务|商品|产品|品类|品种)',
      '营业项目',
      '营业执照范围',
      '(许可|一般)经营项目',
      '(business|)scope',
      'scope of business',
    ],
    weak: ['主营', '(售卖|销售|所售|主要)(商品|产品)'],
  },
  mcc: {
    sure: [
      '(行业|商户|商户行业|银联|经营类目|类目|行业类目|行业类别|行业分类|行业类型|所属行业|)mcc(码|代码|编码|号|值|类目|类别|类别码|code|)',
      '(行业|商户类别|行业类别|经营类目|类目|行业类目|银联商户类别|行业分类)(代码|编码|码)',
      '商户类别码mcc',
      '类别码',
      'mcc行业类别码',
      '(merchant category|category|industry|trade)code',
    ],
    weak: ['行业', '(行业|经营)类目', '银联商户类别'],
  },
  bankName: {
    sure: [
      '(开户|结算|收款|结算账户|账户|银行卡|结算卡|对公|所属|结算开户|收款开户|结算账户开户|账户开户|结算卡开户|对公开户|对公账户开户|)银行(名称|全称|名|支行|网点|支行名称|及支行|支行全称|)',
      '(开户|结算|收款|结算账户开户|账户开户|结算开户|收款开户|结算卡开户|对公开户|银行卡开户|对公账户开户)行(名称|全称|名|支行|支行名称|及支行|网点|)',
      '(收款行|银行开户行|卡开户行|银行及网点)',
      '(开户行|开户银行)信息',
      '(开户|所属|结算|收款|银行|)支行(名称|全称|)',
      '开户(网点|机构)',
      '(account|open|opening|deposit|settle|)bank(name|branch|branch name|full name|)',
      '(sub|)branch(name|)',
    ],
  },
  accountName: {
    sure: [
      '(结算|收款|银行|开户|对公|结算卡|银行卡|结算账户|收款账户|银行账户|结算银行|账户|账号|)户名',
      '银行开户(名|名称|姓名)',
      '(结算|收款|银行|对公|开户|)(账户|账号|户)(名|名称|姓名|持有人|持有人姓名)',
      '(开户|持卡|收款|结算)(人|人姓名|人名称|姓名|名|名称|人户名)',
      '卡主(姓名|)',
      '户主(姓名|)',
      '(account|acct|bank account|payee|card holder|account holder|holder|receiver|card)name',
      '(payee|card holder|account holder)',
    ],
  },
  accountNo: {
    sure: [
      `(${ACCOUNT})(账号|卡号|账户号|账户号码|账户账号|账户卡号|卡账号)`,
      '(结算|收款|银行|对公|收款银行|结算银行)账户',
      '(结算|收款)卡',
      '(结算|收款|)银行卡(号|号码|账号|)',
      '账号卡号',
      '(account|acct|bank account|bank acct|card|bank card|settle account|settlement account|payee account)(no|number|num)',
      '(bank account|bank card|settle account|settlement account|payee account)',
    ],
    weak: ['账户', 'account'],
  },
  ratePpm: {
    sure: [
      '(签约|交易|结算|商户|收单|执行|标准|合同|协议|支付|服务|手续|基础|)费率(值|标准|比例|)',
      '(商户|签约|交易|执行|结算|)(扣率|扣点)',
      '(佣金|服务费)(率|比例)',
      '刷卡费率',
      '(签约|交易|商户|)手续费(率|费率|比例)',
      '(fee|commission|merchant|mer|sign|charge|service|settle|discount|)rate',
      'mdr',
    ],
    weak: ['手续费'],
  },
  settleCycle: {
    sure: [
      '(结算|清算|到账|资金结算|资金到账|结算到账|商户结算)(周期|方式|类型|模式|时效|时间|频率|周期类型)',
      '(结算|)账期',
      '(结算|清算)(规则|频次)',
      '(结款|回款)周期',
      '(settle|settlement)(cycle|type|period|mode)',
    ],
    weak: ['周期'],
  },
  onboardedOn: {
    sure: [
      '(入驻|进驻|进场|签约|签署|入网|接入|开通|激活|进件|上线|合作|加入|入会|加盟|商户入驻|商户签约)(日期|时间|日|年月日|起始日期|开始日期|起始日|开始时间|起始时间|生效日期)',
      '(onboard|onboarded|onboarding|join|sign|open|entry)(date|time|on|at|day)',
    ],
    weak: [
      '(注册|登记|建档|创建|开户|录入|合同|合同签订|签订|协议签订|合同签约|合同起始|合同开始)(日期|时间|日)',
      '(create|created|register|registration|reg|contract|start)(date|time|at|on)',
      'date',
      '日期',
    ],
  },
  tags: { sure: ['(商户|客户|)标签', '分组', '(tag|label)(s|)'] },
  remark: {
    sure: ['(商户|其他|其它|)备注(信息|说明|栏|内容|)', '(remark|comment|note)(s|)', 'memo', '附注'],
    weak: [
      '(其他|其它|补充|特殊|情况|商户|)说明',
      '(其他|其它|补充)信息',
      '注',
      '其他',
      '其它',
      '备考',
      '附言',
      'description',
    ],
  },
};

/** Headers of one column that holds several fields; of a region, how many levels it holds is for the content to say. */
export const REGION_HEADERS: readonly string[] = [
  `(${WHERE})(地区|区域|省市区|省市县|省市区县|省市|行政区划|省份城市|城市区县|市区|市区县)`,
  '(所在|经营所在|商户所在|注册)地',
  'region(name|)',
];
