import { describe, expect, it } from 'vitest';
import { MERCHANT_INPUT_FIELDS, merchant } from '@shared/entities/merchant';
import { findInitials, findPinyin } from '@shared/imports/header-pinyin';
import { expand, fieldWords, findSeveral, findWord, headerKeys, isRegionHeader } from '@shared/imports/header-words';
import { headerFingerprint, mapColumns } from '@shared/imports/map-columns';
import { SURE, isOneEditApart, scoreHeader } from '@shared/imports/score-header';
import { rawSheet } from '../../support/factories/raw-sheet';

/** Headers met in applications to providers, in acquirers' exports, shop systems and databases. */
const HEADERS: Record<string, string> = {
  name: '商户名,店面名称,店铺名称,营业执照商户名称,工商注册名称,签约商户名称,商户主体名称,1.商户名称,【商户名称】,商户名称：,mer_name,shopName,License Name,商户名称/Merchant name,商戶名稱',
  shortName: '简称,商户简称（收银台展示）,merchant_shortname,签购单名称,门头名称,alias_name',
  merchantType: '类型,商户类别,行业大类,商户种类,经营业态,mer_type',
  subjectType: '主体性质,营业执照类型,公司类型,市场主体类型,entity_type',
  level: '等级,客户评级,merchant_level',
  uscc: '营业执照号,税号,统一社会信用代码/注册号,营业执照号/统一社会信用代码,社会统一信用代码,三证合一代码,credit_code,licenseNo,business license number',
  legalName: '法人,法人/经营者姓名,法定代表人(负责人),业主,老板,legal_person_name,法人身份证姓名',
  legalIdNo: '身份证,法人/经营者身份证号,法定代表人证件号码,法人有效证件号,idCardNo,cert_no,法人身份証號',
  contactName: '联系人姓名,超级管理员姓名,门店联系人,link_man,contacts',
  contactPhone: '电话,联系电话/手机,联系电话1,超级管理员手机号,商户电话,mobilePhone,link_phone,cell phone',
  email: '邮箱,电子邮箱地址,contact_email,E-mail Address,Email地址',
  province: '省份,省/直辖市,省（自治区、直辖市）,province_name,注册省',
  city: '城市,市/州,city_name,所属市',
  district: '区县,区（县）,县/区,county,district_name,区域',
  address: '经营地址,店址,门店位置,地址（详细）,营业执照地址,营业场所,detail_address,addr',
  businessScope: '经营内容,售卖商品,营业执照经营范围,scope',
  mcc: 'MCC码,行业类别(MCC),MCC值,商户类别码(MCC),行业类目编码,银联MCC,industry_code,行业',
  bankName: '开户行,开户银行（支行）,开户行(具体到支行),account_bank,bank branch,支行名称',
  accountName: '户名,收款人姓名,持卡人,card_holder,acctName,银行开户名',
  accountNo: '卡号,银行账号/卡号,对公/对私账号,bankCardNo,settle_account,结算银行卡账号',
  ratePpm: '签约费率,签约扣点,佣金率,费率（%）,手续费,merchant_rate,扣率,合同费率',
  settleCycle: '结算方式,到账类型,资金结算周期,settle_type,账期',
  onboardedOn: '签约日期,接入时间,进场日期,入网时间,合作起始时间,入驻日期(yyyy-MM-dd),onboarding date,create_time',
  tags: '标签,tag,分组',
  remark: '备注（选填）,其它说明,memo,comments',
};

const NOT_OURS =
  '商户编号,商户号,merchant_id,序号,状态,紧急联系人,紧急联系人电话,备用电话,身份证有效期,身份证有效期至,营业执照有效期,证件类型,账户类型,卡类型,注册资本,客户经理,客户经理电话,业务员,代理商名称,服务商,推荐人电话,总店名称,联行号,开户行所在省,开户行所在市,银行所在地,开户行地址,终端号,APPID,微信号,传真,邮编,法人性别,身份证正面照,门头照,户籍地址,成立日期,审核人,审核时间,合同到期日期,封顶金额,保底手续费,提现手续费,结算手续费,交易金额,支付宝账号,登录账号,用户名,结算人身份证号,联系人身份证号,收货地址,省份代码,行业名称,MCC名称,银行代码,受益人身份证号,门店编号,风险等级,费率类型,结算状态,账户余额,许可证号,update_time,付款账号,回调地址';

const scoreOf = (label: string, group = '') => {
  const [best] = [...scoreHeader(label, group)].sort((a, b) => b[1] - a[1]);
  return best ? { field: best[0], isSure: best[1] >= SURE } : undefined;
};

describe('a header', () => {
  it.each(Object.entries(HEADERS).flatMap(([field, list]) => list.split(',').map((label) => [label, field])))(
    '%s means %s',
    (label, field) => expect(scoreOf(label)).toEqual({ field, isSure: true }),
  );

  it.each(NOT_OURS.split(','))('%s means none of ours', (label) => expect(scoreOf(label)).toBeUndefined());

  it.each([
    ['法人手机号', 'contactPhone'],
    ['借记卡费率', 'ratePpm'],
    ['预留手机号', 'contactPhone'],
    ['统一社会信用待码', 'uscc'],
    ['门店负责人', undefined],
    ['结算银行卡卡号', 'accountNo'],
  ])('%s is at most a guess', (label, field) => {
    expect(scoreOf(label)).toEqual(field && { field, isSure: false });
  });

  it('means what its group makes of it', () => {
    expect(scoreOf('姓名', '法人')).toEqual({ field: 'legalName', isSure: true });
    expect(scoreOf('手机', '联系人')).toEqual({ field: 'contactPhone', isSure: true });
    expect(scoreOf('手机', '法人')).toEqual({ field: 'contactPhone', isSure: false });
    expect(scoreOf('户名', '结算账户')).toEqual({ field: 'accountName', isSure: true });
    expect(scoreOf('地址', '银行')?.isSure).toBe(false);
  });

  it('is known by its first line when the second explains it', () => {
    expect(scoreOf('商户名称\n与营业执照保持一致')).toEqual({ field: 'name', isSure: true });
    expect(scoreOf('联系\n电话')).toEqual({ field: 'contactPhone', isSure: true });
    expect(scoreOf('身份证\n有效期')).toBeUndefined();
  });

  it('in pinyin is the word it spells, in initials only among others in initials', () => {
    expect(findPinyin(headerKeys('shanghu_mingcheng'))).toBe('name');
    expect(findPinyin(headerKeys('JieSuan ZhangHao'))).toBe('accountNo');
    expect(findPinyin(headerKeys('feilyu(%)'))).toBe('ratePpm');
    expect(findPinyin(headerKeys('hangye_mcc'))).toBe('mcc');
    expect(findPinyin(headerKeys('kaihuhang'))).toBe('bankName');
    expect(findPinyin(headerKeys('status'))).toBeUndefined();
    const labels = 'shmc,lxr,lxdh,tyshxydm,khh,xxdz,zzz,商户类型'.split(',');
    expect([...findInitials(labels.map(headerKeys))]).toEqual([
      [0, 'name'],
      [1, 'contactName'],
      [2, 'contactPhone'],
      [3, 'uscc'],
      [4, 'bankName'],
      [5, 'address'],
    ]);
    expect(findInitials(['SHMC', 'SN', '名称'].map(headerKeys)).size).toBe(0);
  });

  it('may name several fields, or a region of several levels', () => {
    expect(findSeveral(headerKeys('联系人及电话'))).toEqual(['contactName', 'contactPhone']);
    expect(findSeveral(headerKeys('开户行/账号'))).toEqual(['bankName', 'accountNo']);
    expect(findSeveral(headerKeys('联系人及关系'))).toEqual([]);
    expect(findSeveral(headerKeys('户名'))).toEqual([]);
    expect(['省市区', '所在地区', '经营区域', '详细地址'].map((h) => isRegionHeader(headerKeys(h)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('header words', () => {
  it('give no spelling to two fields', () => {
    const owners = new Map<string, Set<string>>();
    for (const { key, field } of fieldWords()) owners.set(key, (owners.get(key) ?? new Set()).add(field));
    expect([...owners].filter(([, fields]) => fields.size > 1)).toEqual([]);
  });

  it('know both labels of every input field', () => {
    for (const field of MERCHANT_INPUT_FIELDS) {
      expect(findWord(headerKeys(merchant.fields[field].zh))?.field).toBe(field);
      expect(findWord(headerKeys(merchant.fields[field].en))?.field).toBe(field);
    }
  });

  it('are spelled out from patterns', () => {
    expect(expand('(甲|乙|)丙(丁|)')).toEqual(['甲丙丁', '甲丙', '乙丙丁', '乙丙', '丙丁', '丙']);
    expect(expand('无')).toEqual(['无']);
  });

  it('make the same fingerprint for headers that differ in decoration only', () => {
    expect(headerFingerprint(['*商户名称（必填）', '费 率'])).toBe(headerFingerprint(['商户名称', '费率']));
    expect(headerFingerprint(['商户名称', '费率'])).not.toBe(headerFingerprint(['费率', '商户名称']));
  });

  it.each([
    ['abcd', 'abd', true],
    ['abcd', 'abxd', true],
    ['abcd', 'acbd', true],
    ['abcd', 'abcd', false],
    ['abcd', 'axxd', false],
    ['abcd', 'ab', false],
  ])('%s and %s are one edit apart: %s', (a, b, expected) => {
    expect(isOneEditApart(a, b)).toBe(expected);
  });
});

const CONTENT: Record<string, string[]> = {
  types: ['零售', '餐饮', '零售'],
  subjects: ['个体户', '企业', '小微'],
  codes: ['91350100M000100Y43', '9144030071526726XG', '91330100799655058B'],
  people: ['王溪', '李雷', '韩梅'],
  phones: ['13800000001', '13800000002', '13800000003'],
  regions: ['湖北省宜昌市西陵区', '广东深圳南山', '浙江省/杭州市/西湖区'],
  addresses: ['湖北省宜昌市西陵区x路1号', '广东省深圳市南山区y路2号', '浙江省杭州市西湖区z路3号'],
  cities: ['宜昌市', '深圳市', '杭州市'],
  words: ['甲', '乙', '丙'],
};

describe('columns', () => {
  const map = (...columns: [string, string][]) => {
    const rows = [
      columns.map(([label]) => label),
      ...[0, 1, 2].map((i) => columns.map(([, key]) => CONTENT[key]![i]!)),
    ];
    return mapColumns(rawSheet(rows), { row: 0, labels: rows[0]!, groups: [], hits: 0 });
  };

  it('are each used for one field, the better header first', () => {
    expect(map(['名称', 'words'], ['商户名称', 'words'], ['手机号', 'phones'], ['联系电话', 'phones']).mapping).toEqual(
      {
        name: 1,
        contactPhone: 3,
      },
    );
  });

  it('that hold what their header does not say are asked about', () => {
    expect(map(['商户类型', 'subjects'], ['行业', 'types'])).toMatchObject({
      mapping: { merchantType: 1, subjectType: 0 },
      doubtful: ['merchantType', 'subjectType'],
    });
    expect(map(['证件号码', 'codes'])).toMatchObject({ mapping: { uscc: 0 }, doubtful: ['uscc'] });
    expect(map(['联系人', 'phones'])).toMatchObject({ mapping: { contactPhone: 0 }, doubtful: ['contactPhone'] });
  });

  it('that hold several fields stand for each of them that has no column of its own', () => {
    expect(map(['联系人及电话', 'words']).mapping).toEqual({ contactName: 0, contactPhone: 0 });
    expect(map(['联系人/电话', 'words']).mapping).toEqual({ contactName: 0, contactPhone: 0 });
    expect(map(['联系人/电话', 'phones']).mapping).toEqual({ contactPhone: 0 });
    expect(map(['联系人及电话', 'words'], ['联系人', 'people']).mapping).toEqual({ contactName: 1, contactPhone: 0 });
  });

  it('of regions stand for as many levels as they hold', () => {
    const whole = { province: 0, city: 0, district: 0 };
    expect(map(['省市区', 'regions'])).toMatchObject({ mapping: whole, doubtful: [] });
    expect(map(['省', 'regions'])).toMatchObject({ mapping: whole, doubtful: ['city', 'district'] });
    expect(map(['城市', 'cities'])).toMatchObject({ mapping: { province: 0, city: 0 }, doubtful: ['province'] });
    expect(map(['地址', 'addresses'])).toMatchObject({
      mapping: { address: 0, ...whole },
      doubtful: ['province', 'city', 'district'],
    });
    expect(map(['区/县/市', 'words']).mapping).toEqual({ district: 0 });
    expect(map(['区县', 'words'], ['地址', 'addresses']).mapping).toEqual({ district: 0, address: 1 });
  });
});
