import { dictionaryItems } from '@shared/entities/dictionaries';
import type { Field } from '@shared/entities/define';
import { cityNames, districtNames, provinceNames } from '@shared/rules/regions';
import type { Locale } from './template-texts';

/**
 * What the drop-downs offer, laid out for the hidden sheet: one long column of names, and an index that says where the names
 * under a key begin and how many they are. Region names serve as keys in cells and never as defined names: `省直辖县` and
 * `朝阳区` stand in several provinces, and not every name would be legal. Looked up with MATCH, INDEX and OFFSET, which Excel,
 * WPS and LibreOffice all evaluate inside a validation.
 */
export interface DropLists {
  /** Rows of the sheet from `LISTS_ROW` on: key, offset into the names, count, and beside them the names themselves. */
  rows: (string | number)[][];
  /** Defined name -> area of the hidden sheet. */
  names: Record<string, string>;
  /** Source of a field's list in the cells of a column, by the field's name. */
  formulas: Record<string, string>;
}

/** 1-based first row of the lists on the hidden sheet; the mark stands above. */
export const LISTS_ROW = 3;
const BETWEEN = '/';

export function makeDropLists(
  fields: readonly { name: string; field: Field; letter: string }[],
  firstRow: number,
  locale: Locale,
): DropLists {
  const lists = new Lists();
  const formulas: Record<string, string> = {};
  const above: string[] = [];
  for (const { name, field, letter } of fields) {
    if (field.type === 'enum' && field.dictionary) {
      const labels = dictionaryItems(field.dictionary).map((item) => item[locale]);
      formulas[name] = lists.addNamed(`list_${field.dictionary}`, labels);
    } else if (field.type === 'region') {
      formulas[name] = above.length === 0 ? lists.addNamed('list_province', provinceNames()) : lookUp(above);
      above.push(`$${letter}${firstRow}`);
    }
  }
  if (above.length > 0) addRegions(lists);
  return { rows: lists.rows(), names: lists.names(), formulas };
}

function addRegions(lists: Lists): void {
  for (const province of provinceNames()) {
    const cities = cityNames(province);
    lists.add(province, cities);
    for (const city of cities) lists.add(province + BETWEEN + city, districtNames(province, city));
  }
}

/** The names under what the cells to the left say; an error, and so no list, where they say nothing known. */
function lookUp(cells: readonly string[]): string {
  const at = `MATCH(${cells.join(`&"${BETWEEN}"&`)},list_keys,0)`;
  return `OFFSET(list_names,INDEX(list_starts,${at}),0,INDEX(list_counts,${at}),1)`;
}

class Lists {
  private readonly index: [key: string, start: number, count: number][] = [];
  private readonly entries: string[] = [];
  private readonly areas: Record<string, string> = {};

  add(key: string, names: readonly string[]): void {
    this.index.push([key, this.entries.length, names.length]);
    this.entries.push(...names);
  }

  /** A list of its own name, offered as it is. */
  addNamed(name: string, names: readonly string[]): string {
    const from = LISTS_ROW + this.entries.length;
    this.areas[name] = `$D$${from}:$D$${from + names.length - 1}`;
    this.entries.push(...names);
    return name;
  }

  names(): Record<string, string> {
    if (this.index.length === 0) return this.areas;
    const last = LISTS_ROW + this.index.length - 1;
    return {
      ...this.areas,
      list_keys: `$A$${LISTS_ROW}:$A$${last}`,
      list_starts: `$B$${LISTS_ROW}:$B$${last}`,
      list_counts: `$C$${LISTS_ROW}:$C$${last}`,
      list_names: `$D$${LISTS_ROW}`,
    };
  }

  rows(): (string | number)[][] {
    const rows = Math.max(this.entries.length, this.index.length);
    return Array.from({ length: rows }, (_, i) => [...(this.index[i] ?? ['', '', '']), this.entries[i] ?? '']);
  }
}
