import { areaList } from '@vant/area-data';
import { good, issue, bad, type CellIssue, type Checked } from './issues';
import { compact, isPlaceholder } from './text';

/** Administrative divisions of China, by name. Codes are the six digits of GB/T 2260. */
interface Area {
  code: string;
  name: string;
}

export interface RegionNames {
  province: string;
  city: string;
  district: string;
}

export interface RegionCheck extends RegionNames {
  /** Six digits of the smallest part that is known; '' when not even the province is. */
  regionCode: string;
  issues: readonly (CellIssue & { field: keyof RegionNames })[];
}

/** The one-character names on number plates, and a second one where two are in use. */
const PLATE_NAMES: Record<string, string> = {
  京: '11',
  津: '12',
  冀: '13',
  晋: '14',
  蒙: '15',
  辽: '21',
  吉: '22',
  黑: '23',
  沪: '31',
  申: '31',
  苏: '32',
  浙: '33',
  皖: '34',
  闽: '35',
  赣: '36',
  鲁: '37',
  豫: '41',
  鄂: '42',
  湘: '43',
  粤: '44',
  桂: '45',
  琼: '46',
  渝: '50',
  川: '51',
  蜀: '51',
  贵: '52',
  黔: '52',
  云: '53',
  滇: '53',
  藏: '54',
  陕: '61',
  秦: '61',
  甘: '62',
  陇: '62',
  青: '63',
  宁: '64',
  新: '65',
  台: '71',
  港: '81',
  澳: '82',
};
/** Development zones that act as districts; the statistics bureau lists them, the civil register does not. */
const ZONES: Record<string, string> = {
  '140171': '山西转型综合改革示范区',
  '320671': '南通经济技术开发区',
  '340271': '芜湖经济技术开发区',
  '340272': '安徽芜湖三山经济开发区',
  '540171': '格尔木藏青工业园区',
  '540172': '拉萨经济技术开发区',
};
/** A level without a name of its own: counties run by the province, or the two halves of a municipality. */
const NAMELESS_CITY = /^(?:县|市辖区|省直辖县|.*直辖.*行政区划|.*直辖县级.*)$/;
const PEOPLES =
  '(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各)族?';
const AUTONOMOUS = new RegExp(`(?:${PEOPLES})*(?:自治区|自治州|自治县|自治旗)$`);
const TAIL = /(?:特别行政区|地区|省|市|区|县|盟|旗)$/;
/** Names whose short form no rule gives. */
const SHORT_NAMES: Record<string, string> = {
  内蒙古自治区: '内蒙古',
  西藏自治区: '西藏',
  神农架林区: '神农架',
  六枝特区: '六枝',
};

const provinces: Area[] = toAreas(areaList.province_list);
const cities: Area[] = toAreas(areaList.city_list);
const districts: Area[] = [
  ...toAreas(areaList.county_list),
  ...Object.entries(ZONES).map(([code, name]) => ({ code, name })),
];
const provinceByCode = new Map(provinces.map((p) => [p.code.slice(0, 2), p]));
const citiesOf = groupBy(cities, 2);
const districtsOf = groupBy(districts, 4);
const districtsOfProvince = groupBy(districts, 2);
const provinceByName = new Map<string, Area>();
for (const province of provinces) {
  provinceByName.set(province.name, province).set(shortName(province.name), province);
}
for (const [plate, code] of Object.entries(PLATE_NAMES)) provinceByName.set(plate, provinceByCode.get(code)!);
provinceByName.set('内蒙', provinceByCode.get('15')!);

export function isProvinceCode(twoDigits: string): boolean {
  return provinceByCode.has(twoDigits);
}

/** Names for pickers, in the order of their codes. */
export function provinceNames(): string[] {
  return provinces.map((p) => p.name);
}
export function cityNames(province: string): string[] {
  const code = findProvince(province)?.code.slice(0, 2);
  const names = (code ? (citiesOf.get(code) ?? []) : []).map((c) => cityName(c));
  return [...new Set(names)];
}
export function districtNames(province: string, city: string): string[] {
  const area = findProvince(province);
  return area
    ? citiesNamed(area, city).flatMap((c) => (districtsOf.get(c.code.slice(0, 4)) ?? []).map((d) => d.name))
    : [];
}

/** The province alone: canonical name, or an error when no such province exists. */
export function checkProvince(raw: string): Checked {
  const text = cleanRegion(raw);
  if (text === '') return good('');
  const found = findProvince(text);
  return found ? good(found.name) : bad(text, 'region.unknown');
}

/**
 * Province, city and district together, as a row gives them: names, short names (`西陵`), plate names (`黑`) or codes, to
 * canonical names. A city or district nobody knows is kept as written with a warning: lists age, zones come and go.
 */
export function checkRegion(rawProvince: string, rawCity: string, rawDistrict: string): RegionCheck {
  const issues: (CellIssue & { field: keyof RegionNames })[] = [];
  const province = checkProvince(rawProvince);
  for (const i of province.issues) issues.push({ ...i, field: 'province' });
  const names = { province: province.value, city: cleanRegion(rawCity), district: cleanRegion(rawDistrict) };
  const area = province.issues.length === 0 ? findProvince(province.value) : undefined;
  if (!area) return { ...names, regionCode: '', issues };
  let matches = citiesNamed(area, names.city);
  if (matches.length === 0 && names.city !== '') {
    // `浙江省杭州市` in the column of cities.
    const rest = withoutPrefix(names.city, [area.name, shortName(area.name)]);
    matches = rest === '' ? [] : citiesNamed(area, rest);
  }
  if (names.city !== '' && matches.length === 0) {
    const elsewhere = cities.some((c) => c.name === names.city || shortName(c.name) === names.city);
    issues.push({ ...issue(elsewhere ? 'region.mismatch' : 'region.unknown', 'warning'), field: 'city' });
  }
  if (matches.length > 0) names.city = cityName(matches[0]!, names.city);
  const pool = matches.length > 0 ? matches.flatMap((c) => districtsOf.get(c.code.slice(0, 4)) ?? []) : [];
  const wider =
    pool.length > 0 ? pool : names.city === '' ? (districtsOfProvince.get(area.code.slice(0, 2)) ?? []) : [];
  const above = [area.name + names.city, ...matches.flatMap((m) => [m.name, shortName(m.name)]), names.city, area.name];
  const district = findByName(wider, names.district) ?? findByName(wider, withoutPrefix(names.district, above));
  if (district) names.district = district.name;
  else if (names.district !== '' && pool.length > 0 && !isCityItself(matches, names.district)) {
    issues.push({ ...issue('region.unknown', 'warning'), field: 'district' });
  }
  return { ...names, regionCode: (district ?? matches[0] ?? area).code, issues };
}

/** Six digits for canonical names; '' when not even the province is known. */
export function findRegionCode(province: string, city: string, district: string): string {
  return checkRegion(province, city, district).regionCode;
}

/** `新疆维吾尔自治区` -> `新疆`, `西陵区` -> `西陵`, `延边朝鲜族自治州` -> `延边`. Two characters at least remain. */
export function shortName(name: string): string {
  const listed = SHORT_NAMES[name];
  if (listed) return listed;
  const plain = name.replace(AUTONOMOUS, '');
  if (plain !== name && plain.length >= 2) return plain;
  const short = name.replace(TAIL, '');
  return short.length >= 2 ? short : name;
}

export function cleanRegion(raw: string): string {
  const text = compact(raw);
  return isPlaceholder(text) ? '' : text;
}

/** What follows the name of a larger area at the front; `''` when none stands there. */
function withoutPrefix(text: string, larger: readonly string[]): string {
  const prefix = larger.find((name) => name.length >= 2 && text.length > name.length && text.startsWith(name));
  return prefix === undefined ? '' : text.slice(prefix.length);
}

function findProvince(text: string): Area | undefined {
  const byName = provinceByName.get(text) ?? provinceByName.get(shortName(text));
  if (byName) return byName;
  return /^\d{2}(?:0{4}|0{10})?$/.test(text) ? provinceByCode.get(text.slice(0, 2)) : undefined;
}

/** Cities a name may mean inside a province: in a municipality, its own name means both of its halves. */
function citiesNamed(province: Area, text: string): Area[] {
  const all = citiesOf.get(province.code.slice(0, 2)) ?? [];
  const found = findByName(all, text);
  const ownName = findProvince(text) === province || NAMELESS_CITY.test(text);
  if (isMunicipality(province) && (ownName || found)) return all;
  if (found) return [found];
  const county = (districtsOfProvince.get(province.code.slice(0, 2)) ?? []).filter((d) => d.code.slice(2, 4) === '90');
  const own = findByName(county, text);
  if (own) return [own];
  return NAMELESS_CITY.test(text) ? all.filter((c) => NAMELESS_CITY.test(c.name)) : [];
}

function findByName(areas: readonly Area[], text: string): Area | undefined {
  if (text === '') return undefined;
  const exact = areas.find((a) => a.name === text || a.code === text || (text.length === 4 && a.code === `${text}00`));
  if (exact) return exact;
  const bare = shortName(text);
  const short = areas.filter((a) => shortName(a.name) === text || a.name.slice(0, -1) === text);
  if (short.length > 0) return short[0];
  // `庐阳县` for 庐阳区, or an old name of a county that became a district: the short names agree, and only once.
  const loose = areas.filter((a) => shortName(a.name) === bare && bare.length >= 2);
  return loose.length === 1 ? loose[0] : undefined;
}

function cityName(city: Area, asWritten = ''): string {
  const province = provinceByCode.get(city.code.slice(0, 2))!;
  if (isMunicipality(province)) return province.name;
  return NAMELESS_CITY.test(city.name) && asWritten !== '' ? asWritten : city.name;
}

/** Towns of 东莞 and the like, or a county-level city named twice: nothing to look up below. */
function isCityItself(matches: readonly Area[], district: string): boolean {
  return matches.some((m) => m.name === district || shortName(m.name) === district);
}

function isMunicipality(province: Area): boolean {
  return ['11', '12', '31', '50'].includes(province.code.slice(0, 2));
}

function toAreas(list: Record<string, string>): Area[] {
  return Object.entries(list).map(([code, name]) => ({ code, name }));
}

function groupBy(areas: readonly Area[], digits: number): Map<string, Area[]> {
  const groups = new Map<string, Area[]>();
  for (const area of areas) {
    const key = area.code.slice(0, digits);
    const group = groups.get(key);
    if (group) group.push(area);
    else groups.set(key, [area]);
  }
  return groups;
}
