/** Field of each of the twenty columns, in the order of the file. */
export const COLUMN_FIELDS = [
  'name',
  'shortName',
  'merchantType',
  'uscc',
  'legalName',
  'legalIdNo',
  'contactName',
  'contactPhone',
  'province',
  'city',
  'district',
  'address',
  'businessScope',
  'mcc',
  'bankName',
  'accountName',
  'accountNo',
  'ratePpm',
  'settleCycle',
  'onboardedOn',
] as const;

const region = (code: string, province: string, city: string, district: string) => ({ code, province, city, district });

export const REGIONS = [
  region('110105', '北京市', '北京市', '朝阳区'),
  region('110108', '北京市', '北京市', '海淀区'),
  region('310115', '上海市', '上海市', '浦东新区'),
  region('310104', '上海市', '上海市', '徐汇区'),
  region('320102', '江苏省', '南京市', '玄武区'),
  region('330106', '浙江省', '杭州市', '西湖区'),
  region('370102', '山东省', '济南市', '历下区'),
  region('420106', '湖北省', '武汉市', '武昌区'),
  region('430104', '湖南省', '长沙市', '岳麓区'),
  region('440305', '广东省', '深圳市', '南山区'),
  region('440106', '广东省', '广州市', '天河区'),
  region('510104', '四川省', '成都市', '锦江区'),
];

const CATERING = { code: 'CATERING', zh: '餐饮' };
const RETAIL = { code: 'RETAIL', zh: '零售' };
const WHOLESALE = { code: 'WHOLESALE', zh: '批发' };
const SERVICE = { code: 'SERVICE', zh: '服务' };

export const KINDS = [
  { type: CATERING, sole: true, suffix: '面馆', short: '面馆', mcc: '5812', scope: '餐饮服务；食品销售' },
  { type: CATERING, sole: true, suffix: '茶饮店', short: '茶饮', mcc: '5814', scope: '餐饮服务；预包装食品销售' },
  { type: CATERING, sole: false, suffix: '餐饮管理有限公司', short: '餐饮', mcc: '5812', scope: '餐饮管理；外卖递送' },
  { type: RETAIL, sole: true, suffix: '便利店', short: '便利', mcc: '5499', scope: '食品销售；日用百货销售' },
  { type: RETAIL, sole: true, suffix: '服装店', short: '服饰', mcc: '5651', scope: '服装服饰零售；鞋帽零售' },
  { type: RETAIL, sole: false, suffix: '超市有限公司', short: '超市', mcc: '5411', scope: '食品销售；农副产品销售' },
  {
    type: WHOLESALE,
    sole: false,
    suffix: '建材有限公司',
    short: '建材',
    mcc: '5039',
    scope: '建筑材料销售；五金产品批发',
  },
  {
    type: WHOLESALE,
    sole: true,
    suffix: '五金经营部',
    short: '五金',
    mcc: '5072',
    scope: '五金产品批发；五金产品零售',
  },
  { type: SERVICE, sole: true, suffix: '理发店', short: '理发', mcc: '7230', scope: '理发服务；生活美容服务' },
  {
    type: SERVICE,
    sole: false,
    suffix: '物业服务有限公司',
    short: '物业',
    mcc: '7349',
    scope: '物业管理；专业保洁服务',
  },
];

export const WORDS = {
  brand: [
    ...'禾木谷山川云杉松柏青蓝橙朵优品悦享鲜味香满福瑞祥和顺达诚新源泰盛隆鑫汇聚众佳美雅居家园春夏秋冬星辰明晨曦朝阳金玉麦穗田野四季百千',
  ],
  surname: [...'赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹潘葛范彭鲁韦马方任袁柳唐薛雷贺罗'],
  given: [
    ...'安柏苍澄川丹笛恩帆枫禾衡弘桦嘉简杰靖珂岚黎霖凌麓宁祁清然榕睿珊诗书舒桐婉薇文希溪翔晓轩雪言怡逸音颖悠语远云允泽哲真',
  ],
  road: ['文晖路', '人民路', '解放大道', '中山北路', '建设街', '新华路', '学院路', '滨江大道', '团结路', '开元大道'],
  bank: ['中国工商银行', '中国农业银行', '中国银行', '中国建设银行', '交通银行', '招商银行', '中信银行', '兴业银行'],
};
