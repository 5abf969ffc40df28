import type { MerchantField } from '../entities/merchant';
import { issue } from '../rules/issues';
import { checkRegion, type RegionCheck } from '../rules/regions';
import type { FieldComplaint } from './check-rows';
import { MEMO_LIMIT, type ColumnSlot } from './column-slot';
import { markCell, type CellMark } from './tidied';

export const REGION_FIELDS = ['province', 'city', 'district'] as const;
type RegionField = (typeof REGION_FIELDS)[number];

export function isRegionField(field: MerchantField): field is RegionField {
  return (REGION_FIELDS as readonly string[]).includes(field);
}

/** What a combination of the three texts comes to; few hundred of them make up a file. */
interface Known {
  checked: RegionCheck;
  marks: Record<RegionField, CellMark>;
}

/** The three columns of a region, understood together. */
export class RegionColumns {
  private readonly memo = new Map<string, Known>();

  /** @param reach as `import.reach` gives it */
  constructor(
    private readonly column: (field: RegionField | 'address') => ColumnSlot | undefined,
    private readonly reach: readonly (readonly string[])[],
  ) {}

  /** Whether cells of these fields bear on the region of a row: its own, and the address where there is none. */
  dependsOn(fields: ReadonlySet<MerchantField>, index: number): boolean {
    if (REGION_FIELDS.some((field) => fields.has(field))) return true;
    return fields.has('address') && REGION_FIELDS.every((field) => this.textAt(index, field) === '');
  }

  /** Keeps the values of a row; false when there is something to say about them. */
  fill(index: number): boolean {
    const known = this.lookAt(index);
    let isGood = known.checked.issues.length === 0;
    for (const field of REGION_FIELDS) {
      const slot = this.column(field);
      if (!slot) continue;
      slot.setValue(index, known.checked[field], known.marks[field]);
      if (known.checked[field] === '') isGood = false;
    }
    return isGood;
  }

  check(index: number): readonly FieldComplaint[] {
    if (this.fill(index)) return [];
    const { checked } = this.lookAt(index);
    const missing = REGION_FIELDS.filter((field) => checked[field] === '' && this.column(field) !== undefined);
    return [...missing.map((field) => ({ ...issue('required', 'error'), field })), ...checked.issues];
  }

  private lookAt(index: number): Known {
    const province = this.textAt(index, 'province');
    const city = this.textAt(index, 'city');
    const district = this.textAt(index, 'district');
    const address = province === '' && city === '' && district === '' ? this.textAt(index, 'address') : '';
    const key = `${province}\u0001${city}\u0001${district}\u0001${address}`;
    let known = this.memo.get(key);
    if (!known) {
      const checked = this.withReach(checkRegion(province, city, district, address));
      const mark = (field: RegionField, raw: string) =>
        markCell(field, raw, { value: checked[field], issues: checked.issues.filter((one) => one.field === field) });
      known = {
        checked,
        marks: { province: mark('province', province), city: mark('city', city), district: mark('district', district) },
      };
      if (this.memo.size < MEMO_LIMIT) this.memo.set(key, known);
    }
    return known;
  }

  /** A region that whoever imports the row could not see afterwards. */
  private withReach(checked: RegionCheck): RegionCheck {
    const { province, city, district, regionCode, issues } = checked;
    if (this.reach.length === 0 || province === '' || city === '' || district === '') return checked;
    if (this.reach.every((codes) => codes.some((start) => regionCode.startsWith(start)))) return checked;
    return { ...checked, issues: [...issues, { ...issue('region.out_of_reach', 'error'), field: 'district' }] };
  }

  private textAt(index: number, field: RegionField | 'address'): string {
    return this.column(field)?.rawAt(index) ?? '';
  }
}
