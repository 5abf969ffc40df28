import { dictionaryItems } from '../entities/dictionaries';
import type { Field } from '../entities/define';
import { merchant, type MerchantField } from '../entities/merchant';
import type { Checked } from '../rules/issues';

/** How a value stands to the text of its cell. */
export const CELL_OTHER = 0;
/** The value is the text. */
export const CELL_AS_IS = 1;
/** The value says something else than the text, or says it in a way a reader would notice. */
export const CELL_TIDIED = 2;
export type CellMark = typeof CELL_OTHER | typeof CELL_AS_IS | typeof CELL_TIDIED;

/**
 * Whether a reader would call a value other than what stands in the cell. A label and its code are the same, and so are `0.6%`
 * and the parts per million stored for it; a date spelled otherwise, a rate that was `6‰`, or blanks trimmed are not.
 */
export function markCell(name: MerchantField, raw: string, checked: Checked): CellMark {
  const { value, issues } = checked;
  if (value === raw) return CELL_AS_IS;
  for (const issue of issues) if (issue.severity === 'error') return CELL_OTHER;
  if (value === '') return raw.trim() === '' ? CELL_OTHER : CELL_TIDIED;
  return isSaidAlike(merchant.fields[name], raw, value) ? CELL_OTHER : CELL_TIDIED;
}

function isSaidAlike(field: Field, raw: string, value: string): boolean {
  switch (field.type) {
    case 'enum':
      return dictionaryItems(field.dictionary ?? '').some(
        (item) => item.code === value && (item.zh === raw || item.en === raw),
      );
    case 'rate':
      return isSameRate(raw, value);
    case 'tags':
      return raw.split(/[,、]/).join(',') === value;
    default:
      return false;
  }
}

/** `0.6%`, `0.60%` and 6000 ppm: digits compared, nothing computed. */
function isSameRate(raw: string, ppm: string): boolean {
  const found = /^(\d{1,3})(?:\.(\d{1,4})0*)?%$/.exec(raw);
  if (!found) return false;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(4, '0')}`) === Number(ppm);
}
