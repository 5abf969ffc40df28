import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictionaryItems } from '@shared/entities/dictionaries';
import { MERCHANT_INPUT_FIELDS, type MerchantField, type MerchantStatus } from '@shared/entities/merchant';
import { enumLabel } from '@shared/rules/enums';
import { checkField, checkMerchant, checkTogether } from '@shared/rules/fields';
import { maskField } from '@shared/rules/mask';
import { STATUS_MOVES, canDelete, canTransition } from '@shared/rules/merchant-status';
import { personPinyin, pinyinOf } from '@shared/rules/pinyin';
import { fromChineseNumber } from '@shared/rules/chinese-number';
import { checkRate, findRateUnit, formatRate } from '@shared/rules/rate';
import { checkRegion, cityNames, districtNames, findRegionCode, provinceNames, shortName } from '@shared/rules/regions';

const read = (field: MerchantField, raw: string) => {
  const { value, issues } = checkField(field, raw);
  return issues.length === 0 ? value : issues.map((i) => i.code).join();
};

describe('a field of a merchant reads', () => {
  it.each<[MerchantField, string, string]>([
    ['contactPhone', '+86 18200000506', '18200000506'],
    ['contactPhone', '+86-181-0000-4240', '18100004240'],
    ['contactPhone', '008615700004056', '15700004056'],
    ['contactPhone', '86 13800000000', '13800000000'],
    ['contactPhone', '\u202d15200000897\u202c', '15200000897'],
    ['contactPhone', '13800000000.0', '13800000000'],
    ['contactPhone', '(0571)88888888', '0571-88888888'],
    ['contactPhone', '057188888888转12', '0571-88888888-12'],
    ['contactPhone', '+86-571-88888888', '0571-88888888'],
    ['contactPhone', '4001234567', '400-123-4567'],
    ['contactPhone', '1.38E+10', 'phone.format'],
    ['contactPhone', '1880000O126', 'phone.format'],
    ['contactPhone', '12000000349', 'phone.format'],
    ['contactPhone', '88888888', 'phone.format'],
    ['contactPhone', '13800000000/13900000000', 'phone.format'],
    ['email', ' M6499715@EXAMPLE.COM', 'm6499715@example.com'],
    ['email', 'a@@example.com', 'email.format'],
    ['email', 'abc.example.com', 'email.format'],
    ['email', '无', ''],
    ['mcc', '5812-餐饮', '5812'],
    ['mcc', '餐饮（5812）', '5812'],
    ['mcc', 'MCC5812', '5812'],
    ['mcc', '5812.0', '5812'],
    ['mcc', '780', '0780'],
    ['mcc', '58A2', 'mcc.invalid'],
    ['mcc', '餐饮', 'mcc.invalid'],
    ['mcc', '5812/5813', 'mcc.invalid'],
    ['mcc', '0000', 'mcc.invalid'],
    ['settleCycle', 'T + 0', 'T+0'],
    ['settleCycle', 'Ｄ＋１', 'D+1'],
    ['settleCycle', 'T1', 'T+1'],
    ['settleCycle', 'T+1结算', 'T+1'],
    ['settleCycle', '月结', 'enum.unknown'],
    ['merchantType', '餐饮类', 'CATERING'],
    ['merchantType', 'Retail', 'RETAIL'],
    ['merchantType', '1', 'enum.unknown'],
    ['level', 'a级', 'A'],
    ['onboardedOn', '2024年1月2日', '2024-01-02'],
    ['onboardedOn', '2024-02-30', 'date.invalid'],
    ['onboardedOn', '1850-01-01', 'date.invalid'],
    ['name', '\u3000海口店（个体工商户） \n', '海口店（个体工商户）'],
    ['name', '第一\n行', '第一行'],
    ['name', 'Tea\r\nHouse', 'Tea House'],
    ['name', ' \u3000\u200b', 'required'],
    ['name', '字'.repeat(101), 'text.too_long'],
    ['legalName', '王　溪', '王溪'],
    ['legalName', 'John Smith', 'John Smith'],
    ['legalName', '无', 'required'],
    ['remark', '第一行\r\n第二行', '第一行\n第二行'],
    ['tags', '老客户，连锁;老客户', '老客户,连锁'],
    ['tags', 'x'.repeat(201), 'text.too_long'],
    ['province', '黑', '黑龙江省'],
    ['province', '火星省', 'region.unknown'],
    ['city', ' 宜昌 ', '宜昌'],
    ['city', '市'.repeat(31), 'text.too_long'],
  ])('%s %j as %s', (field, raw, expected) => expect(read(field, raw)).toBe(expected));

  it('says that a formula error is no value', () => {
    expect(checkField('address', '#N/A', 'error').issues[0]?.code).toBe('text.error_value');
  });

  it('doubts a date after today', () => {
    expect(checkField('onboardedOn', '2030-01-01', 'text', { today: '2026-01-01' }).issues).toMatchObject([
      { code: 'date.future', severity: 'warning' },
    ]);
  });
});

describe('a fee rate', () => {
  it.each([
    ['0.6%', 6000],
    ['０．４５％', 4500],
    [' 0.25 %', 2500],
    ['6‰', 6000],
    ['38‱', 3800],
    ['38bp', 3800],
    ['千分之六', 6000],
    ['千分之3.8', 3800],
    ['万分之三十八', 3800],
    ['万38', 3800],
    ['百分之零点六', 6000],
    ['0.006', 6000],
    ['3.8E-3', 3800],
    ['0.0037999999999999996', 3800],
    ['费率：0.6%', 6000],
    ['0', 0],
  ])('%s is %i ppm', (raw, ppm) => expect(checkRate(raw)).toEqual({ value: String(ppm), issues: [] }));

  it.each([
    ['面议', 'rate.invalid'],
    ['-0.6%', 'rate.invalid'],
    ['-', 'rate.invalid'],
    ['0.00001%', 'rate.invalid'],
    ['万分之点', 'rate.invalid'],
    ['60%', 'rate.out_of_range'],
    ['120%', 'rate.out_of_range'],
    ['38', 'rate.out_of_range'],
    ['0.07', 'rate.invalid'],
    ['4%', 'rate.unusual'],
    ['0.006%', 'rate.unusual'],
    ['0.6', 'rate.assumed_percent'],
  ])('%s earns %s', (raw, code) => expect(checkRate(raw).issues.map((i) => i.code)).toEqual([code]));

  it('takes the unit a header promises, and a fraction under (%) for the slip it is', () => {
    expect(['费率(%)', '费率‰', '费率(BP)', '费率'].map(findRateUnit)).toEqual([10_000, 1_000, 100, 0]);
    expect(checkRate('0.38', 10_000).value).toBe('3800');
    expect(checkRate('0.006', 10_000)).toMatchObject({ value: '6000', issues: [{ code: 'rate.assumed_percent' }] });
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000 }), (ppm) => {
        expect(checkRate(formatRate(ppm)).value).toBe(String(ppm));
      }),
    );
    expect([formatRate(6000), formatRate('3805'), formatRate(''), formatRate('x')]).toEqual([
      '0.60%',
      '0.3805%',
      '',
      '',
    ]);
  });

  it('reads Chinese numerals up to 999', () => {
    const numerals = [
      '零',
      '十',
      '十二',
      '三十八',
      '一百',
      '一百零五',
      '二百五十',
      '九百九十九',
      '六点五',
      '三八',
      '点五',
      '六点',
      '百',
    ];
    expect(numerals.map(fromChineseNumber)).toEqual([
      '0',
      '10',
      '12',
      '38',
      '100',
      '105',
      '250',
      '999',
      '6.5',
      '38',
      '',
      '',
      '',
    ]);
  });
});

describe('a region', () => {
  it.each([
    [['黑', '哈尔滨', '南岗'], ['黑龙江省', '哈尔滨市', '南岗区'], '230103'],
    [['京', '市辖区', '朝阳'], ['北京市', '北京市', '朝阳区'], '110105'],
    [['重庆', '县', '城口'], ['重庆市', '重庆市', '城口县'], '500229'],
    [['内蒙', '赤峰', '红山'], ['内蒙古自治区', '赤峰市', '红山区'], '150402'],
    [['新疆', '伊犁', '伊宁市'], ['新疆维吾尔自治区', '伊犁哈萨克自治州', '伊宁市'], '654002'],
    [['420000', '4205', '420502'], ['湖北省', '宜昌市', '西陵区'], '420502'],
    [['湖北', '仙桃', '仙桃市'], ['湖北省', '仙桃市', '仙桃市'], '429004'],
    [['湖北', '省直辖县级行政区划', '神农架'], ['湖北省', '省直辖县级行政区划', '神农架林区'], '429021'],
    [['贵州', '六盘水', '六枝'], ['贵州省', '六盘水市', '六枝特区'], '520203'],
    [['湖北', '', '西陵'], ['湖北省', '', '西陵区'], '420502'],
  ])('%j is %j', ([p, c, d], [province, city, district], regionCode) => {
    expect(checkRegion(p!, c!, d!)).toEqual({ province, city, district, regionCode, issues: [] });
    expect(findRegionCode(province!, city!, district!)).toBe(regionCode);
  });

  it('keeps what it does not know, with a warning; only an unknown province is an error', () => {
    expect(checkRegion('湖北省', '宜昌市', '某新区')).toMatchObject({
      district: '某新区',
      regionCode: '420500',
      issues: [{ field: 'district', code: 'region.unknown', severity: 'warning' }],
    });
    expect(checkRegion('浙江省', '深圳市', '南山区').issues).toMatchObject([
      { field: 'city', code: 'region.mismatch', severity: 'error' },
    ]);
    expect(checkRegion('浙江省', '某某市', '').issues).toMatchObject([{ field: 'city', code: 'region.unknown' }]);
    expect(checkRegion('火星', '甲', '乙')).toMatchObject({ regionCode: '', issues: [{ severity: 'error' }] });
  });

  it('gives every listed name back as it is, and its short name as the whole', () => {
    for (const province of provinceNames()) {
      expect(checkRegion(shortName(province), '', '').province).toBe(province);
      for (const city of cityNames(province)) {
        const checked = checkRegion(province, city, '');
        if (checked.issues.length > 0) throw new Error(`${province} ${city}`);
        expect(checked.province).toBe(province);
      }
    }
    expect(districtNames('湖北省', '宜昌市')).toContain('西陵区');
    expect(districtNames('火星', '甲')).toEqual([]);
    expect(cityNames('火星')).toEqual([]);
  });
});

describe('normalised values', () => {
  const GOOD = {
    name: '青禾店',
    merchantType: 'RETAIL',
    uscc: '91350100M000100Y43',
    legalName: '王溪',
    legalIdNo: '11010519491231002X',
    contactName: '王溪',
    contactPhone: '13800000000',
    province: '湖北省',
    city: '宜昌市',
    district: '西陵区',
    mcc: '5499',
    bankName: '某银行',
    accountName: '王溪',
    accountNo: '6222021234567890128',
    ratePpm: '6000',
    settleCycle: 'T+1',
    onboardedOn: '2024-01-05',
  };

  it('pass the gate when they are all there and in standard form', () => {
    expect(checkMerchant(GOOD)).toEqual([]);
    expect(checkMerchant({ ratePpm: '6000' }, true)).toEqual([]);
  });

  it.each([
    [{ ratePpm: '0.6%' }, 'rate.invalid'],
    [{ ratePpm: '600000' }, 'rate.out_of_range'],
    [{ contactPhone: '+8613800000000' }, 'text.not_normalised'],
    [{ merchantType: '零售' }, 'text.not_normalised'],
    [{ name: '' }, 'required'],
    [{ name: '字'.repeat(101) }, 'text.too_long'],
    [{ uscc: '91350100M000100Y44' }, 'uscc.checksum'],
    [{ province: '火星' }, 'region.unknown'],
  ])('are refused with %j', (change, code) => {
    expect(checkMerchant({ ...GOOD, ...change })).toMatchObject([{ field: Object.keys(change)[0], code }]);
  });

  it('are what every checker answers: checking twice changes nothing', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('黑', 'T1', '5812-餐饮', '+86 13800000000', '２０２４－１－５'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...MERCHANT_INPUT_FIELDS.filter((f) => f !== 'ratePpm')), text, (field, raw) => {
        const once = checkField(field, raw);
        if (once.issues.some((i) => i.severity === 'error')) return;
        expect(checkField(field, once.value).value).toBe(once.value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('doubt a legal form that the code contradicts', () => {
    expect(checkTogether({ uscc: '92350100M000100Y43', subjectType: 'ENTERPRISE' })).toMatchObject([
      { code: 'uscc.subject_mismatch' },
    ]);
    expect(checkTogether({ uscc: '91350100M000100Y43', subjectType: 'ENTERPRISE' })).toEqual([]);
    expect(checkTogether({ uscc: '91350100M000100Y43' })).toEqual([]);
  });
});

describe('statuses, masks, labels and pinyin', () => {
  it('let a merchant move only along the listed ways; closed is final', () => {
    const all = dictionaryItems('merchantStatus').map((i) => i.code as MerchantStatus);
    const moves = all.flatMap((from) => all.filter((to) => canTransition(from, to)).map((to) => `${from}>${to}`));
    expect(moves).toMatchInlineSnapshot(`
      [
        "DRAFT>SUBMITTED",
        "DRAFT>CLOSED",
        "SUBMITTED>DRAFT",
        "SUBMITTED>ACTIVE",
        "SUBMITTED>CLOSED",
        "ACTIVE>SUSPENDED",
        "ACTIVE>CLOSED",
        "SUSPENDED>ACTIVE",
        "SUSPENDED>CLOSED",
      ]
    `);
    expect(STATUS_MOVES.CLOSED).toEqual([]);
    expect(all.filter(canDelete)).toEqual(['DRAFT', 'SUBMITTED', 'CLOSED']);
  });

  it('hide the middle of secrets and nothing of the rest', () => {
    expect(maskField('legalIdNo', '11010519491231002X')).toBe('110***********002X');
    expect(maskField('contactPhone', '13800000000')).toBe('138****0000');
    expect(maskField('accountNo', '6222021234567890128')).toBe('****0128');
    expect(maskField('accountNo', '123')).toBe('****');
    expect(maskField('contactPhone', '12345')).toBe('*****');
    expect(maskField('accountNo', '')).toBe('');
    expect(maskField('contactPhone', '')).toBe('');
    expect(maskField('name', '青禾')).toBe('青禾');
  });

  it('label codes in both languages', () => {
    expect([enumLabel('merchantType', 'RETAIL', 'zh'), enumLabel('merchantType', 'RETAIL', 'en')]).toEqual([
      '零售',
      'Retail',
    ]);
    expect(enumLabel('merchantType', 'X', 'zh')).toBe('X');
  });

  it('spell names: places and trades as they are said, surnames as surnames, letters as they stand', () => {
    expect(pinyinOf('重庆聚悦商行ABC2店')).toEqual({
      full: 'chongqingjuyueshanghangabc2dian',
      initials: 'cqjyshabc2d',
    });
    expect(pinyinOf('（个体）𠮷')).toMatchObject({ initials: expect.stringMatching(/^gt/) as string });
    expect(personPinyin('单于红').full).toBe('shanyuhong');
    expect(personPinyin('解放')).toEqual({ full: 'xiefang', initials: 'xf' });
    expect(personPinyin('John Smith').full).toBe('johnsmith');
  });
});
