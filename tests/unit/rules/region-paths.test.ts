import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRegion } from '@shared/rules/regions';

const SHENZHEN = '广东省 深圳市 南山区';

describe('a region is read when', () => {
  it.each([
    ['all of it stands in the first cell', ['广东省深圳市南山区', '', ''], SHENZHEN],
    ['all of it stands there in short names', ['广东深圳南山', '', ''], SHENZHEN],
    ['blanks part its levels', ['广东省 深圳市 南山区', '', ''], SHENZHEN],
    ['marks part its levels', ['广东-深圳/南山', '', ''], SHENZHEN],
    ['it starts with the country', ['中国广东省深圳市南山区', '', ''], SHENZHEN],
    ['the city stands with the province', ['广东省深圳市', '', '南山区'], SHENZHEN],
    ['the district stands with the city', ['广东省', '深圳市南山区', ''], SHENZHEN],
    ['every cell repeats the ones before', ['广东省', '广东省深圳市', '广东省深圳市南山区'], SHENZHEN],
    ['the province is left out', ['深圳市南山区', '', ''], SHENZHEN],
    ['it is the code of the district', ['440305', '', ''], SHENZHEN],
    ['it is codes of twelve digits', ['440000000000', '440300000000', '440305000000'], SHENZHEN],
    ['one column holds all of it', ['广东省深圳市南山区', '广东省深圳市南山区', '广东省深圳市南山区'], SHENZHEN],
    ['one column holds a street too', ['广东深圳南山区x路', '广东深圳南山区x路', '广东深圳南山区x路'], SHENZHEN],
    ['it is in traditional signs', ['廣東省', '深圳市', '南山區'], SHENZHEN],
    ['the province is in Latin letters', ['Guangdong Province', '深圳', '南山'], SHENZHEN],
    ['a note follows a name', ['广东省（粤）', '深圳市', '南山区(前海)'], SHENZHEN],
    ['a municipality is its own city', ['北京市朝阳区', '', ''], '北京市 北京市 朝阳区'],
    ['a municipality names its half', ['上海市市辖区浦东新区', '', ''], '上海市 上海市 浦东新区'],
    ['a district stands where a municipality has its city', ['北京市', '朝阳区', ''], '北京市 北京市 朝阳区'],
    ['a new area is short', ['上海', '上海', '浦东'], '上海市 上海市 浦东新区'],
    ['a city starts with the name of a province', ['吉林市昌邑区', '', ''], '吉林省 吉林市 昌邑区'],
    [
      'a prefecture starts with the name of a province',
      ['海南藏族自治州共和县', '', ''],
      '青海省 海南藏族自治州 共和县',
    ],
    ['a prefecture is short', ['吉林', '延边州', '延吉'], '吉林省 延边朝鲜族自治州 延吉市'],
    ['a province has its old name', ['广西省', '南宁', '青秀'], '广西壮族自治区 南宁市 青秀区'],
    ['a county-level city stands where cities do', ['浙江', '义乌', ''], '浙江省 金华市 义乌市'],
  ])('%s', (_, [province, city, district], expected) => {
    const found = checkRegion(province!, city!, district!);
    expect([found.province, found.city, found.district].join(' ')).toBe(expected);
    expect(found.issues).toEqual([]);
  });

  it('never says more than is written: what one level does not tell stays empty', () => {
    expect(checkRegion('广东省', '', '')).toMatchObject({ province: '广东省', city: '', district: '' });
    expect(checkRegion('广东省', '广东省', '广东省')).toMatchObject({ city: '', district: '' });
    expect(checkRegion('北京市', '', '朝阳区')).toMatchObject({ city: '', district: '朝阳区' });
    expect(checkRegion('', '深圳市', '南山区')).toMatchObject({ province: '' });
    expect(checkRegion('#N/A', '-', '无')).toMatchObject({ province: '', city: '', district: '' });
  });

  it('keeps a district that no list knows, also behind the others', () => {
    expect(checkRegion('广东省深圳市前海新区', '', '')).toMatchObject({
      city: '深圳市',
      district: '前海新区',
      issues: [{ field: 'district', code: 'region.unknown', severity: 'warning' }],
    });
  });
});

describe('an address that starts with a region', () => {
  it.each([
    ['广东省深圳市南山区科技园路1号', SHENZHEN],
    ['深圳市南山区科技园路1号', SHENZHEN],
    ['上海市浦东新区世纪大道1号', '上海市 上海市 浦东新区'],
  ])('%s stands in for empty cells, and says so', (address, expected) => {
    const found = checkRegion('', '-', '', address);
    expect([found.province, found.city, found.district].join(' ')).toBe(expected);
    expect(found.issues).toEqual([{ code: 'region.from_address', severity: 'warning', field: 'province' }]);
  });

  it('says nothing when it names no district in full, or when a cell is filled', () => {
    expect(checkRegion('', '', '', '广东深圳南山大道1号')).toMatchObject({ province: '', issues: [] });
    expect(checkRegion('', '', '', '南山区科技园路1号')).toMatchObject({ province: '', issues: [] });
    expect(checkRegion('', '深圳市', '', '广东省深圳市南山区x路')).toMatchObject({ province: '', district: '' });
  });
});

it('a region once read is read again as itself', () => {
  const part = fc
    .array(
      fc.constantFrom(
        ...'广东 广东省 深圳 深圳市 南山 南山区 北京 朝阳 吉林 吉林市 440305 44 海南 延边 州 x路 县 - ( )'.split(' '),
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(part, part, part, (province, city, district) => {
      const once = checkRegion(province, city, district);
      if (once.issues.some((i) => i.severity === 'error') || once.province === '') return;
      const twice = checkRegion(once.province, once.city, once.district);
      expect([twice.province, twice.city, twice.district]).toEqual([once.province, once.city, once.district]);
    }),
    { numRuns: 3_000 },
  );
});
