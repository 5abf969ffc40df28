import type { MerchantField } from '../entities/merchant';
import { findProvince } from '../rules/region-list';
import { splitRegionPath } from '../rules/region-path';
import { cleanRegion } from '../rules/regions';
import type { RawSheet } from './define';
import type { Header } from './find-header';
import { findSeveral, headerKeys, isRegionHeader } from './header-words';
import { REGION, mayShare } from './shared-fields';
import { shareOf, sniffColumn } from './sniff';

export interface SharedField {
  field: MerchantField;
  column: number;
  isGuess: boolean;
}

/** Share of rows that must show more than one level before a column is taken for a whole region. */
const MOST = 0.6;

const isRegion = (field: MerchantField) => (REGION as readonly MerchantField[]).includes(field);

/**
 * Fields without a column of their own that another column holds as well: `联系人及电话`, `省市区`, a province column that goes on
 * to the district, at a pinch an address that starts with them. Each field's own rule takes its part out of the text.
 */
export function shareColumns(
  sheet: RawSheet,
  header: Header,
  settled: ReadonlyMap<MerchantField, number>,
  used: ReadonlySet<number>,
): SharedField[] {
  const owners = new Map([...settled].map(([field, column]) => [column, field]));
  const shared = header.labels.flatMap((label, column) => {
    // How many levels of a region a column holds is for its content to say, below.
    const fields = label === '' ? [] : findSeveral(headerKeys(label)).filter((field) => !isRegion(field));
    // `联系人/电话` reads as 联系人电话 too: shared after all, unless the content is that field and no more.
    const owner = owners.get(column);
    const isWhole = owner !== undefined && sniffColumn(sheet, header.row + 1, column, owner) >= 0.5;
    if (used.has(column) && (!owner || !fields.includes(owner) || isWhole)) return [];
    const [first = ''] = fields;
    if (!fields.every((field) => field === first || mayShare(field, first))) return [];
    return fields.filter((field) => !settled.has(field)).map((field) => ({ field, column, isGuess: false }));
  });
  const has = (field: MerchantField) => settled.has(field) || shared.some((one) => one.field === field);
  return REGION.every(has) ? shared : [...shared, ...shareRegion(sheet, header, settled, used, has)];
}

function shareRegion(
  sheet: RawSheet,
  header: Header,
  settled: ReadonlyMap<MerchantField, number>,
  used: ReadonlySet<number>,
  has: (field: MerchantField) => boolean,
): SharedField[] {
  const levels = (column: number, isStrict: boolean) => countLevels(sheet, header.row + 1, column, isStrict);
  const named = header.labels.findIndex(
    (label, c) => !used.has(c) && label !== '' && isRegionHeader(headerKeys(label)),
  );
  if (named >= 0) return fillRegion(named, levels(named, false), has, false);
  for (const field of REGION) {
    const column = settled.get(field);
    const depth = column === undefined ? 0 : levels(column, false);
    if (depth > 1) return fillRegion(column!, depth, has, true);
  }
  const address = settled.get('address');
  const isWhole = address !== undefined && !REGION.some(has) && levels(address, true) === 3;
  return isWhole ? fillRegion(address, 3, has, true) : [];
}

/** How deep most rows of a column go: 1 for provinces alone, 3 down to the district; 0 for something else. */
function countLevels(sheet: RawSheet, firstRow: number, column: number, isStrict: boolean): number {
  const depthOf = (text: string) => {
    const region = cleanRegion(text);
    const path = splitRegionPath(region, isStrict);
    if (path?.district) return 3;
    if (path?.city) return path.rest !== '' && !isStrict ? 3 : 2;
    return path || findProvince(region) ? 1 : 0;
  };
  return [3, 2, 1].find((depth) => shareOf(sheet, firstRow, column, (text) => depthOf(text) >= depth, 1) >= MOST) ?? 0;
}

function fillRegion(
  column: number,
  depth: number,
  has: (field: MerchantField) => boolean,
  isGuess: boolean,
): SharedField[] {
  return REGION.slice(0, depth)
    .filter((field) => !has(field))
    .map((field) => ({ field, column, isGuess }));
}
