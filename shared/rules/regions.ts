import { bad, good, issue, type CellIssue, type Checked } from './issues';
import { isErrorText, isPlaceholder } from './placeholders';
import {
  NAMELESS_CITY,
  cities,
  citiesOf,
  directCounties,
  districtsOf,
  districtsOfProvince,
  findByName,
  findProvince,
  isMunicipality,
  provinceOfCode,
  provinces,
  shortName,
  type Area,
} from './region-list';
import { splitBelow, splitRegionPath } from './region-path';
import { compact } from './text';
import { simplify } from './traditional';

export { shortName };

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

export function isProvinceCode(twoDigits: string): boolean {
  return provinceOfCode(twoDigits) !== undefined;
}

/** Names for pickers, in the order of their codes. */
export function provinceNames(): string[] {
  return provinces.map((p) => p.name);
}
export function cityNames(province: string): string[] {
  const area = findProvince(province);
  return [...new Set((area ? citiesOf(area) : []).map((c) => cityName(c)))];
}
export function districtNames(province: string, city: string): string[] {
  const area = findProvince(province);
  return area ? citiesNamed(area, city).flatMap((c) => districtsOf(c).map((d) => d.name)) : [];
}

/** The province alone: canonical name, or an error when no such province exists. */
export function checkProvince(raw: string): Checked {
  const text = cleanRegion(raw);
  if (text === '') return good('');
  const found = findProvince(text);
  return found ? good(found.name) : bad(text, 'region.unknown');
}

/**
 * Province, city and district together, as a row gives them: names, short names (`西陵`), plate names (`黑`), codes, or several
 * levels in one cell, to canonical names. A city or district nobody knows is kept as written with a warning: lists age,
 * zones come and go. Where all three are empty, an address that starts with them stands in, with a warning.
 */
export function checkRegion(rawProvince: string, rawCity: string, rawDistrict: string, rawAddress = ''): RegionCheck {
  const given = {
    province: cleanRegion(rawProvince),
    city: cleanRegion(rawCity),
    district: cleanRegion(rawDistrict),
  };
  if (given.province === '' && given.city === '' && given.district === '') return fromAddress(rawAddress);
  return checkNames(spreadPath(given));
}

/** Six digits for canonical names; '' when not even the province is known. */
export function findRegionCode(province: string, city: string, district: string): string {
  return checkRegion(province, city, district).regionCode;
}

/** Blanks, a note in brackets and traditional signs off; '' for what says that there is nothing. */
export function cleanRegion(raw: string): string {
  const text = simplify(compact(raw)).replace(/(?<=[^)])(?:\([^()]*\))+$/, '');
  return isPlaceholder(text) || isErrorText(text) ? '' : text;
}

function fromAddress(rawAddress: string): RegionCheck {
  const path = rawAddress === '' ? undefined : splitRegionPath(cleanRegion(rawAddress), true);
  if (!path || path.district === '') return { province: '', city: '', district: '', regionCode: '', issues: [] };
  const found = checkNames(path);
  return { ...found, issues: [{ ...issue('region.from_address', 'warning'), field: 'province' }, ...found.issues] };
}

/** Levels written into the cell of a higher one go to their own, where nothing else stands. */
function spreadPath({ province, city, district }: RegionNames): RegionNames {
  const known = findProvince(province);
  if (known) return spreadCity(known, { province, city, district });
  const path = splitRegionPath(province);
  const isFree = (text: string) => text === '' || text === province;
  if (!path) return { province, city: city === province ? '' : city, district: district === province ? '' : district };
  return spreadPath({
    province: path.province,
    city: isFree(city) ? path.city : city,
    district: isFree(district) ? path.district || path.rest : district,
  });
}

function spreadCity(known: Area, { province, city, district }: RegionNames): RegionNames {
  // A cell that only repeats the province says nothing about its own level.
  if (findProvince(city) === known && citiesNamed(known, city).length === 0) city = '';
  if (findProvince(district) === known) district = '';
  const isSpread = city === '' || (district !== '' && district !== city) || citiesNamed(known, city).length > 0;
  const path = isSpread ? undefined : splitCity(known, city);
  if (!path) return { province, city, district };
  return spreadPath({ province, city: path.city, district: path.district || path.rest });
}

/** `深圳市南山区`, `广东省深圳市` or `昆山市` in the column of cities, where nothing is said about the district. */
function splitCity(province: Area, text: string): (Omit<RegionNames, 'province'> & { rest: string }) | undefined {
  const path = splitBelow(province, withoutPrefix(text, [province.name, shortName(province.name)]) || text);
  if (path) return path;
  const counties = districtsOfProvince(province).filter((d) => d.name === text || shortName(d.name) === text);
  const city =
    counties.length === 1 ? citiesOf(province).find((c) => districtsOf(c).includes(counties[0]!)) : undefined;
  return city && { city: cityName(city), district: counties[0]!.name, rest: '' };
}

function checkNames({ province, city, district }: RegionNames): RegionCheck {
  const issues: (CellIssue & { field: keyof RegionNames })[] = [];
  const checked = checkProvince(province);
  for (const i of checked.issues) issues.push({ ...i, field: 'province' });
  const names = { province: checked.value, city, district };
  const area = checked.issues.length === 0 ? findProvince(checked.value) : undefined;
  if (!area) return { ...names, regionCode: '', issues };
  let matches = citiesNamed(area, names.city);
  if (matches.length === 0 && names.city !== '') {
    // `浙江省杭州市` in the column of cities.
    const rest = withoutPrefix(names.city, [area.name, shortName(area.name)]);
    matches = rest === '' ? [] : citiesNamed(area, rest);
  }
  if (names.city !== '' && matches.length === 0) {
    // A city of another province cannot be right; a short name may be something that no list knows.
    const isElsewhere = cities.some((c) => c.name === names.city);
    const mayBeElsewhere = cities.some((c) => shortName(c.name) === names.city);
    const code = isElsewhere || mayBeElsewhere ? 'region.mismatch' : 'region.unknown';
    issues.push({ ...issue(code, isElsewhere ? 'error' : 'warning'), field: 'city' });
  }
  if (matches.length > 0) names.city = cityName(matches[0]!, names.city);
  const pool = matches.flatMap((c) => districtsOf(c));
  const wider = pool.length > 0 ? pool : names.city === '' ? districtsOfProvince(area) : [];
  const above = [area.name + names.city, ...matches.flatMap((m) => [m.name, shortName(m.name)]), names.city, area.name];
  const found = findByName(wider, names.district) ?? findByName(wider, withoutPrefix(names.district, above));
  if (found) names.district = found.name;
  else if (names.district !== '' && pool.length > 0 && !isCityItself(matches, names.district)) {
    issues.push({ ...issue('region.unknown', 'warning'), field: 'district' });
  }
  return { ...names, regionCode: (found ?? matches[0] ?? area).code, issues };
}

/** What follows the name of a larger area at the front; `''` when none stands there. */
function withoutPrefix(text: string, larger: readonly string[]): string {
  const prefix = larger.find((name) => name.length >= 2 && text.length > name.length && text.startsWith(name));
  return prefix === undefined ? '' : text.slice(prefix.length);
}

/** Cities a name may mean inside a province: in a municipality, its own name means both of its halves. */
function citiesNamed(province: Area, text: string): readonly Area[] {
  const all = citiesOf(province);
  const found = findByName(all, text);
  const ownName = findProvince(text) === province || NAMELESS_CITY.test(text);
  if (isMunicipality(province) && (ownName || found)) return all;
  if (found) return [found];
  const own = findByName(directCounties(province), text);
  if (own) return [own];
  return NAMELESS_CITY.test(text) ? all.filter((c) => NAMELESS_CITY.test(c.name)) : [];
}

function cityName(city: Area, asWritten = ''): string {
  const province = provinceOfCode(city.code)!;
  if (isMunicipality(province)) return province.name;
  return NAMELESS_CITY.test(city.name) && asWritten !== '' ? asWritten : city.name;
}

/** Towns of 东莞 and the like, or a county-level city named twice: nothing to look up below. */
function isCityItself(matches: readonly Area[], district: string): boolean {
  return matches.some((m) => m.name === district || shortName(m.name) === district);
}
