import { areaList } from '@vant/area-data';

/** An administrative division of China. Codes are the six digits of GB/T 2260. */
export interface Area {
  code: string;
  name: string;
}

/** The one-character names on number plates, and a second one where two are in use. */
const PLATE_NAMES =
  '京11津12冀13晋14蒙15辽21吉22黑23沪31申31苏32浙33皖34闽35赣36鲁37豫41鄂42湘43粤44桂45琼46渝50川51蜀51贵52黔52云53滇53藏54陕61秦61甘62陇62青63宁64新65台71港81澳82';
/** Names in Latin letters, as English exports have them. */
const LATIN_NAMES =
  'BEIJING11TIANJIN12HEBEI13SHANXI14INNERMONGOLIA15NEIMENGGU15LIAONING21JILIN22HEILONGJIANG23SHANGHAI31JIANGSU32ZHEJIANG33ANHUI34FUJIAN35JIANGXI36SHANDONG37HENAN41HUBEI42HUNAN43GUANGDONG44GUANGXI45HAINAN46CHONGQING50SICHUAN51GUIZHOU52YUNNAN53TIBET54XIZANG54SHAANXI61GANSU62QINGHAI63NINGXIA64XINJIANG65TAIWAN71HONGKONG81MACAU82MACAO82';
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
export const NAMELESS_CITY = /^(?:县|市辖区|省直辖县|.*直辖.*行政区划|.*直辖县级.*)$/;
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
  浦东新区: '浦东',
  滨海新区: '滨海',
};

export const provinces: readonly Area[] = toAreas(areaList.province_list);
export const cities: readonly Area[] = toAreas(areaList.city_list);
const districts: readonly Area[] = [...toAreas(areaList.county_list), ...toAreas(ZONES)];
const NONE: readonly Area[] = [];
const provinceByCode = new Map(provinces.map((p) => [p.code.slice(0, 2), p]));
const citiesByCode = groupBy(cities, 2);
const districtsByCode = groupBy(districts, 4);
const districtsByProvince = groupBy(districts, 2);
const provinceByName = new Map<string, Area>();
for (const province of provinces) {
  provinceByName.set(province.name, province).set(shortName(province.name), province);
}
for (const [, name, code] of (PLATE_NAMES + LATIN_NAMES + '内蒙15').matchAll(/(\D+)(\d\d)/g)) {
  provinceByName.set(name!, provinceByCode.get(code!)!);
}

export function provinceOfCode(code: string): Area | undefined {
  return provinceByCode.get(code.slice(0, 2));
}

export function citiesOf(province: Area): readonly Area[] {
  return citiesByCode.get(province.code.slice(0, 2)) ?? NONE;
}

export function districtsOf(city: Area): readonly Area[] {
  return districtsByCode.get(city.code.slice(0, 4)) ?? NONE;
}

export function districtsOfProvince(province: Area): readonly Area[] {
  return districtsByProvince.get(province.code.slice(0, 2)) ?? NONE;
}

/** Counties run by the province itself: they stand where cities do. */
export function directCounties(province: Area): Area[] {
  return districtsOfProvince(province).filter((d) => d.code.slice(2, 4) === '90');
}

export function isMunicipality(province: Area): boolean {
  return ['11', '12', '31', '50'].includes(province.code.slice(0, 2));
}

/** A province by its name in full, short, on number plates or in Latin letters, or by its code. */
export function findProvince(text: string): Area | undefined {
  const byName = provinceByName.get(text) ?? provinceByName.get(shortName(text));
  if (byName) return byName;
  if (/^\d{2}(?:0{4}|0{10})?$/.test(text)) return provinceOfCode(text);
  return /^[A-Z]/i.test(text)
    ? provinceByName.get(text.toUpperCase().replace(/(?:PROVINCE|CITY|SHENG|SHI)$/, ''))
    : undefined;
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

/** The one area that a text names: in full, by code, short, or loosely where only one can be meant. */
export function findByName(areas: readonly Area[], text: string): Area | undefined {
  if (text === '') return undefined;
  const code = /^\d{4}(?:\d{2}|\d{2}0{6})?$/.test(text) ? text.slice(0, 6).padEnd(6, '0') : '';
  const exact = areas.find((a) => a.name === text || a.code === code);
  if (exact) return exact;
  const bare = shortName(text);
  const short = areas.filter((a) => shortName(a.name) === text || a.name.slice(0, -1) === text);
  if (short.length > 0) return short[0];
  const prefecture = text.endsWith('州') ? text.slice(0, -1) : '';
  const own = areas.find((a) => a.name.endsWith('自治州') && shortName(a.name) === prefecture);
  if (own) return own;
  // `庐阳县` for 庐阳区, or an old name of a county that became a district: the short names agree, and only once.
  const loose = areas.filter((a) => shortName(a.name) === bare && bare.length >= 2);
  return loose.length === 1 ? loose[0] : undefined;
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
