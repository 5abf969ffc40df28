import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MERCHANT_INPUT_FIELDS, type MerchantField } from '@shared/entities/merchant';
import { checkField } from '@shared/rules/fields';

/** Ways of writing one value, found by attacking the import with a generator of messy files: field, value, spellings. */
const READINGS: [MerchantField, string, string[]][] = [
  [
    'contactPhone',
    '13800000001',
    [
      '138 0000 0001,138.0000.0001,(+86)13800000001,86 138-0000-0001,（86）13800000001,+86(138)00000001,+086-13800000001',
      '电话 13800000001,手机：13800000001,M:13800000001,手机号码13800000001,张三13800000001,王先生：13800000001',
      '13800000001（微信同号）,13800000001(张三),13800000001 张经理,13800000001;,="13800000001",138·0000·0001',
      '1.3800000001E10,1.3800000001E+10,013800000001,138_0000_0001,13800000001.00,138\u00ad00000001',
    ],
  ],
  [
    'contactPhone',
    '0571-88888888',
    ['0571 88888888,(0571) 8888 8888,0571—88888888,+86 571 88888888,0571-8888 8888,0571/88888888,86-571-88888888'],
  ],
  [
    'contactPhone',
    '0571-88888888-801',
    ['0571-88888888转801,0571-88888888(801),0571-88888888ext.801,0571-88888888转分机801,0571-88888888 分机801'],
  ],
  ['contactPhone', '400-800-1234', ['4008001234,400 800 1234,400-8001-234']],
  [
    'email',
    'm1@example.com',
    ['m1@example。com,m1@example.com;,<m1@example.com>,张三<m1@example.com>,邮箱：m1@example.com,"m1@example.com"'],
  ],
  ['email', '', ['无邮箱,NaN,待补充,—,\\']],
  ['mcc', '5812', ['5812餐饮,餐饮5812,MCC：5812,[5812]餐饮,5812 - Eating places,5812、餐饮,【5812】餐饮']],
  ['mcc', '0780', ['780,780.0,780-农业,0780-农业合作社']],
  [
    'merchantType',
    'CATERING',
    [
      '饮食业,餐飲業,餐饮服务业,餐饮企业,1-餐饮,01餐饮,3.餐饮,餐饮（堂食）,[餐饮],【餐饮】,餐饮/,F&B,Food & beverage,"餐饮"',
    ],
  ],
  ['merchantType', 'RETAIL', ['线下零售,零售门店,零售贸易,商业零售,零售行业']],
  ['merchantType', 'WHOLESALE', ['批發,批发贸易,批发业']],
  ['merchantType', 'SERVICE', ['服務,居民生活服务,现代服务业,服务型,Services']],
  ['merchantType', 'OTHER', ['其它,其他类型,OTHERS']],
  ['settleCycle', 'T+1', ['T+1工作日,T+1个工作日,T十1,T加1,下一个工作日,按T+1结算,T+1模式,结算T+1,T+1（工作日）']],
  ['settleCycle', 'D+1', ['D+1 自然日,次自然日,d1,Ｄ＋１']],
  ['subjectType', 'INDIVIDUAL', ['SUBJECT_TYPE_INDIVIDUAL,個體戶,个体工商,个体经营']],
  ['subjectType', 'ENTERPRISE', ['SUBJECT_TYPE_ENTERPRISE,有限责任公司,企业法人']],
  ['level', 'A', ['A等,A级商户,Ａ级']],
  ['level', '', ['无,-']],
  ['ratePpm', '6000', ['0·6%,0.6%。,千分之陆,万分之陆拾,%0.6,0.6 percent,六‰,签约费率：0.6%,0.6个百分点']],
  [
    'accountNo',
    '6222021234567890128',
    [
      '账号：6222021234567890128,卡号 6222021234567890128,6222021234567890128（工行）,工商银行6222021234567890128',
      '6222.0212.3456.7890.128,6222_0212_3456_7890_128,6222021234567890128。',
    ],
  ],
  ['accountNo', '1234567890', ['1234567890.0,1234567890.00']],
  [
    'legalIdNo',
    '11010519491231002X',
    [
      '身份证：11010519491231002X,身份证号码11010519491231002x,11010519491231002X（正）,11010519491231002×',
      '11010519491231002Х,11010519491231002х',
    ],
  ],
  [
    'uscc',
    '91350100M000100Y43',
    ['统一社会信用代码：91350100M000100Y43,91350100M000100Y43（三证合一）,91350100M000100Y43.,91350100M000100Y43。'],
  ],
  ['name', '青禾 便利店', ['青禾\t便利店,青禾\u00a0便利店,="青禾 便利店",青禾&nbsp;便利店,&#160;青禾&#x20;便利店']],
  ['name', '青禾&木', ['青禾&amp;木,青禾&amp;amp;木']],
  ['name', '金木店', ['⾦⽊店']],
  ['contactName', '王溪', ['王溪 13800000001,王溪/13800000001,王溪（电话：138-0000-0001）,13800000001王溪,王 溪']],
  ['remark', '', ['无,-,N/A,暂无,null,——']],
  ['address', '', ['/,没有,空']],
  ['tags', '', ['N/A,无']],
];

describe('a value is read from', () => {
  const all = READINGS.flatMap(([field, value, lists]) =>
    lists.flatMap((list) => list.split(',').map((raw) => [field, raw, value] as const)),
  );
  it.each(all)('%s %j: %j', (field, raw, value) => {
    expect(checkField(field, raw)).toEqual({ value, issues: [] });
    if (field !== 'ratePpm') expect(checkField(field, value)).toEqual({ value, issues: [] });
  });
});

describe('a value is refused rather than guessed', () => {
  it.each<[MerchantField, string, string[]]>([
    [
      'contactPhone',
      'phone.format',
      ['13800000001、13900000002', '13800000001/13900000002', '+852 61234567', '10086', '3812345678', '138****0001'],
    ],
    ['email', 'email.format', ['a@example.com b@example.com', 'a b@example.com', 'a@example,com']],
    ['merchantType', 'enum.unknown', ['零售、服务', '批发（零售）', '批发零售', '业', '类', '3', '便利店']],
    ['settleCycle', 'enum.unknown', ['T+1自然日', 'T+7', 'T', 'T-1', '月结', '1']],
    ['ratePpm', 'rate.invalid', ['0.38%-0.60%', '0.5%/0.6%', '0.6%+0.1', '五', '约0.6%', '0.6%封顶25']],
    [
      'accountNo',
      'account.invalid',
      ['1234567.5', '6222021234567890128/6222021234567890136', '待补充', '6222****0128'],
    ],
    ['legalIdNo', 'idcard.charset', ['11010519491231002*', '11010519491231002O']],
    ['uscc', 'uscc.charset', ['9135O100M000100Y43', '91350100MO00100Y43']],
    ['uscc', 'text.truncated_number', ['913501000000000000', '9.14403E+17']],
    ['name', 'required', ['待定', '未知', '？', 'nan', '待补充']],
    ['name', 'text.error_value', ['#REF!', '#VALUE!', ' #N/A']],
    ['legalName', 'text.ditto', ['同上', '同法人', '〃']],
    ['merchantType', 'required', ['无', '-']],
  ])('%s: %s', (field, code, raws) => {
    expect(
      raws.map((raw) =>
        checkField(field, raw)
          .issues.map((i) => i.code)
          .join(),
      ),
    ).toEqual(raws.map(() => code));
  });

  it('but a formula error in a field that may be empty is only pointed out', () => {
    for (const [raw, kind] of [
      ['#REF!', 'text'],
      ['#N/A', 'error'],
    ] as const) {
      expect(checkField('remark', raw, kind)).toEqual({
        value: '',
        issues: [{ code: 'text.error_value', severity: 'warning' }],
      });
    }
  });

  it('and a letter that a credit code never has is named when a digit in its place would make it right', () => {
    expect(checkField('uscc', '91350100MO00100Y43').issues[0]?.params).toEqual({ reason: 'lookalike' });
    expect(checkField('uscc', '91350100MO00100Y44').issues[0]?.params).toEqual({ reason: '' });
  });
});

describe('a word that only probably means an option', () => {
  it.each([
    ['次日', 'T+1'],
    ['次日到账', 'T+1'],
    ['隔天', 'T+1'],
    ['实时到账', 'T+0'],
    ['当日', 'T+0'],
  ])('%s is read as %s and said to be a guess', (raw, code) => {
    expect(checkField('settleCycle', raw)).toEqual({
      value: code,
      issues: [{ code: 'enum.assumed', severity: 'warning', params: { code } }],
    });
  });
});

describe('every reading', () => {
  const piece = fc.constantFrom(
    ...'青禾王溪&=\'"#-—()（）:：;/.,·%‰T+1无同上待〃\t\n\u3000\u00a0\u200b⾦'.split(''),
    '&amp;',
    '&nbsp;',
    '="',
    '13800000001',
    '6222021234567890128',
    '11010519491231002X',
    '5812',
    '0.6',
    '千分之',
    'm1@example.com',
    '广东省',
    '深圳市',
    '南山',
    '餐饮',
    '2024-01-05',
  );
  it('is read again as itself', () => {
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...MERCHANT_INPUT_FIELDS.filter((f) => f !== 'ratePpm')), text, (field, raw) => {
        const once = checkField(field, raw);
        if (once.issues.some((i) => i.severity === 'error')) return;
        expect(checkField(field, once.value).value).toBe(once.value);
      }),
      { numRuns: 5_000 },
    );
  });
});
