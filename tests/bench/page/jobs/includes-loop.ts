import { pinyin } from 'pinyin-pro';
import type { Core } from '@renderer/core/core';
import { unwrap } from '@shared/kernel/result';

export interface PlainMerchant {
  merchantNo: string;
  name: string;
  shortName: string;
  uscc: string;
  province: string;
  merchantType: string;
  /** First letters of the name's syllables; letters and digits as they are. */
  initials: string;
}

/** All merchants of the core as plain objects, the way a simple product keeps its list. */
export async function plainRows(core: Core, n: number): Promise<PlainMerchant[]> {
  const out: PlainMerchant[] = [];
  const letters = new Map<string, string>();
  const initial = (char: string): string => {
    let letter = letters.get(char);
    if (letter === undefined) {
      letter = pinyin(char, { pattern: 'first', toneType: 'none' }).toLowerCase();
      letters.set(char, letter);
    }
    return letter;
  };
  const sort = { field: 'merchantNo', descending: false };
  for (let offset = 0; offset < n; offset += 500) {
    const { rows } = unwrap(await core.ask('merchant.list', { filter: {}, sort, offset, limit: 500 }));
    for (const row of rows) {
      const name = row.name ?? '';
      out.push({
        merchantNo: row.merchantNo ?? '',
        name,
        shortName: row.shortName ?? '',
        uscc: row.uscc ?? '',
        province: row.province ?? '',
        merchantType: row.merchantType ?? '',
        initials: Array.from(name, initial).join(''),
      });
    }
  }
  return out;
}

/** Rows in which any searched field holds the term; the first 50 are what would be shown. */
export function includesLoop(rows: readonly PlainMerchant[], term: string): number {
  const wanted = term.toLowerCase();
  const hits: PlainMerchant[] = [];
  for (const row of rows) {
    if (
      row.name.toLowerCase().includes(wanted) ||
      row.shortName.toLowerCase().includes(wanted) ||
      row.merchantNo.toLowerCase().includes(wanted) ||
      row.uscc.toLowerCase().includes(wanted) ||
      row.initials.includes(wanted)
    )
      hits.push(row);
  }
  return hits.length;
}
