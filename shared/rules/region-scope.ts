import { cityNames, districtNames, findRegionCode, provinceNames } from './regions';

/** The code that all of a region's districts begin with: two digits of a province, four of a city, six of a district. */
export function regionPrefix(path: readonly string[]): string {
  const [province = '', city = '', district = ''] = path;
  if (province === '') return '';
  const anyCity = city || (cityNames(province)[0] ?? '');
  const anyDistrict = district || (districtNames(province, anyCity)[0] ?? '');
  const code = findRegionCode(province, anyCity, anyDistrict);
  return district ? code : city ? code.slice(0, 4) : code.slice(0, 2);
}

/** `浙江省 / 杭州市` of `3301`; the code itself when no list knows it. */
export function regionName(prefix: string): string {
  for (const province of provinceNames()) {
    if (!prefix.startsWith(regionPrefix([province]))) continue;
    if (prefix.length === 2) return province;
    for (const city of cityNames(province)) {
      if (!prefix.startsWith(regionPrefix([province, city]))) continue;
      if (prefix.length === 4) return `${province} / ${city}`;
      const district = districtNames(province, city).find((one) => regionPrefix([province, city, one]) === prefix);
      if (district) return `${province} / ${city} / ${district}`;
    }
  }
  return prefix;
}
