import {
  cities,
  citiesOf,
  directCounties,
  districtsOf,
  districtsOfProvince,
  isMunicipality,
  provinceOfCode,
  provinces,
  shortName,
  type Area,
} from './region-list';

/** Several levels written in one cell. A level that is not there is ''. */
export interface RegionPath {
  province: string;
  city: string;
  district: string;
  /** What follows the last level that was found: a street, or a district that no list knows. */
  rest: string;
}

const SEPARATORS = /[-/\\|>,、，·_:]+/g;
const COUNTRY = /^(?:中华人民共和国|中国)/;
const ENDINGS = ['', '市', '区', '县', '州', '盟', '旗', '地区'];
const PROVINCE_ENDINGS = ['', '省'];

/**
 * Takes `广东省深圳市南山区`, `广东-深圳-南山`, `深圳市南山区` or `440305` apart. `strict` is for addresses: only names in full
 * count, so that `南山大道` is no district. Undefined when the text does not start with a region, or the start may be two.
 */
export function splitRegionPath(text: string, strict = false): RegionPath | undefined {
  if (/^\d{6}(?:0{6})?$/.test(text)) return pathOfCode(text.slice(0, 6));
  const joined = text.replace(COUNTRY, '').replace(SEPARATORS, '');
  const province = longestPrefix(provinces, joined, strict, PROVINCE_ENDINGS);
  const found = citiesStarting(joined, strict);
  const [city] = found;
  // `吉林市` is a city, though it starts with a province.
  if (province && province.length >= (city?.length ?? 0))
    return belowProvince(province.area, joined.slice(province.length), strict);
  if (!city || found.length > 1) return undefined;
  return belowCity(provinceOfCode(city.area.code)!, city.area, joined.slice(city.length), strict);
}

/** As `splitRegionPath`, for a text that starts below a province known already. */
export function splitBelow(province: Area, text: string): RegionPath | undefined {
  const path = belowProvince(province, text.replace(SEPARATORS, ''), false);
  return path.city === '' && path.district === '' ? undefined : path;
}

function belowProvince(province: Area, text: string, strict: boolean): RegionPath {
  if (isMunicipality(province)) {
    const rest = text.replace(new RegExp(`^(?:${province.name}|${shortName(province.name)}|市辖区|县)`), '');
    const district = longestPrefix(districtsOfProvince(province), rest, strict);
    const city = rest !== text || district || text === '' ? province.name : '';
    return {
      province: province.name,
      city,
      district: district?.area.name ?? '',
      rest: rest.slice(district?.length ?? 0),
    };
  }
  const city = longestPrefix([...citiesOf(province), ...directCounties(province)], text, strict);
  if (city) return belowCity(province, city.area, text.slice(city.length), strict);
  return { province: province.name, city: '', district: '', rest: text };
}

function belowCity(province: Area, city: Area, text: string, strict: boolean): RegionPath {
  const district = longestPrefix(districtsOf(city), text, strict);
  return {
    province: province.name,
    city: isMunicipality(province) ? province.name : city.name,
    district: district?.area.name ?? '',
    rest: text.slice(district?.length ?? 0),
  };
}

function pathOfCode(code: string): RegionPath | undefined {
  const province = provinceOfCode(code);
  if (!province || code.endsWith('0000')) return undefined;
  const city = citiesOf(province).find((c) => c.code.slice(0, 4) === code.slice(0, 4));
  const district = districtsOfProvince(province).find((d) => d.code === code);
  if (!city || (!district && !code.endsWith('00'))) return undefined;
  const isDirect = code.slice(2, 4) === '90' && district !== undefined;
  return {
    province: province.name,
    city: isMunicipality(province) ? province.name : isDirect ? district.name : city.name,
    district: district?.name ?? '',
    rest: '',
  };
}

interface Prefix {
  area: Area;
  length: number;
}

/** The area whose name, in the longest of its forms, starts a text. */
function longestPrefix(areas: readonly Area[], text: string, strict: boolean, endings = ENDINGS): Prefix | undefined {
  let best: Prefix | undefined;
  for (const area of areas) {
    const length = prefixLength(area, text, strict, endings);
    if (length > (best?.length ?? 0)) best = { area, length };
  }
  return best;
}

function citiesStarting(text: string, strict: boolean): Prefix[] {
  const found = cities
    .map((area) => ({ area, length: prefixLength(area, text, strict, ENDINGS) }))
    .filter((prefix) => prefix.length >= 2);
  const longest = Math.max(0, ...found.map((prefix) => prefix.length));
  return found.filter((prefix) => prefix.length === longest);
}

/** How much of a text is the name of an area: in full, or short with any usual ending; 0 when it does not start so. */
function prefixLength({ name }: Area, text: string, strict: boolean, endings: readonly string[]): number {
  if (text.startsWith(name)) return name.length;
  const short = shortName(name);
  if (strict || short.length < 2 || !text.startsWith(short)) return 0;
  return Math.max(...endings.filter((end) => text.startsWith(short + end)).map((end) => short.length + end.length));
}
