import type { MerchantField } from '../entities/merchant';
import { cleanText, compact } from '../rules/text';
import type { RawSheet } from './define';
import { findInitials, findPinyin } from './header-pinyin';
import { findSeveral, findWord, headerKeys } from './header-words';

/** Headers are looked for in the first rows only; a sheet with a longer preface is for the clerk to point at. */
const SEARCH_ROWS = 60;
const SEARCH_COLUMNS = 300;
/** Longer texts are notes, not headers. */
const LABEL_MAX = 60;
/** A row that names so much of what the next one names is the header, and the next one says it again. */
const SAME_AGAIN = 0.6;

export interface Header {
  /** 0-based row under which the data begin; -1 when none was found. */
  row: number;
  /** Text of each column's header; `''` where there is none. */
  labels: string[];
  /** The heading over a group of columns, per column: `法人信息` over `姓名`. `''` without groups. */
  groups: string[];
  /** How many different merchant fields the labels name outright. */
  hits: number;
  /** The same columns named once more in the row below, in another language or by their keys in a program. */
  again?: string[];
}

/** The row that names the most merchant fields; title rows, notes and group headings above it do not. */
export function findHeader(sheet: RawSheet): Header {
  let best = -1;
  let bestHits = 0;
  for (let row = 0; row < Math.min(sheet.rowCount, SEARCH_ROWS); row++) {
    const { hits, filled } = countHits(sheet, row);
    const isHeader = hits >= 3 || (hits === 2 && filled <= 4);
    if (isHeader && hits > bestHits) {
      best = row;
      bestHits = hits;
    }
  }
  if (best < 0) return { row: -1, labels: [], groups: [], hits: 0 };
  const above = best > 0 ? countHits(sheet, best - 1).hits : 0;
  if (above >= 3 && above >= bestHits * SAME_AGAIN)
    return { ...readHeader(sheet, best - 1), again: readHeader(sheet, best).labels };
  const below = readHeader(sheet, best + 1);
  return isSecondHeaderRow(sheet, best) && below.hits > bestHits ? below : readHeader(sheet, best);
}

/** The header as it stands in a given row (0-based), with the row above it where that holds groups or tall cells. */
export function readHeader(sheet: RawSheet, row: number): Header {
  const width = Math.min(sheet.columnCount, SEARCH_COLUMNS);
  const labels = Array.from({ length: width }, (_, column) => cleanText(sheet.cell(row, column)));
  const groups = readGroups(sheet, row - 1, width);
  for (let column = 0; column < width; column++) {
    if (labels[column] !== '' || row === 0) continue;
    // A cell merged over both header rows keeps its text in the upper one.
    const above = cleanText(sheet.cell(row - 1, column));
    if (above !== '' && findWord(headerKeys(above))) labels[column] = above;
  }
  const fields = namedFields(labels, groups);
  return { row, labels, groups, hits: fields.size };
}

/** The different fields that a row of labels names. */
function namedFields(labels: readonly string[], groups: readonly string[] = []): Set<MerchantField> {
  const fields = new Set<MerchantField>();
  const keys = labels.map(headerKeys);
  labels.forEach((label, column) => {
    if (label === '') return;
    const group = groups[column] ?? '';
    const word = findWord(keys[column]!) ?? (group === '' ? undefined : findWord(headerKeys(group + label)));
    const several = word ? [word.field] : findSeveral(keys[column]!);
    const pinyin = several.length === 0 ? findPinyin(keys[column]!) : undefined;
    for (const field of pinyin ? [pinyin] : several) fields.add(field);
  });
  for (const field of findInitials(keys).values()) fields.add(field);
  return fields;
}

function countHits(sheet: RawSheet, row: number): { hits: number; filled: number } {
  const labels: string[] = [];
  let filled = 0;
  for (let column = 0; column < Math.min(sheet.columnCount, SEARCH_COLUMNS); column++) {
    const text = sheet.cell(row, column);
    if (text === '' || compact(text) === '') continue;
    filled++;
    if (text.length <= LABEL_MAX) labels.push(text);
  }
  return { hits: namedFields(labels).size, filled };
}

/** Headings of column groups: at least two of them, each standing left of a gap that its columns fill. */
function readGroups(sheet: RawSheet, row: number, width: number): string[] {
  const groups = new Array<string>(width).fill('');
  if (row < 0) return groups;
  const cells = Array.from({ length: width }, (_, column) => cleanText(sheet.cell(row, column)));
  const filled = cells.filter((c) => c !== '');
  if (filled.length < 2 || filled.some((c) => c.length > 20 || /[:：\d]/.test(c))) return groups;
  let current = '';
  for (let column = 0; column < width; column++) {
    if (cells[column] !== '') current = cells[column]!.replace(/(?:信息|资料|情况|部分|栏)$/, '');
    groups[column] = current;
  }
  return groups;
}

/** Whether the row below a header row goes on with it: short words without digits that fill its gaps. */
function isSecondHeaderRow(sheet: RawSheet, row: number): boolean {
  let words = 0;
  for (let column = 0; column < Math.min(sheet.columnCount, SEARCH_COLUMNS); column++) {
    const text = cleanText(sheet.cell(row + 1, column));
    if (text === '') continue;
    if (text.length > 16 || /\d{3}/.test(text)) return false;
    words++;
  }
  return words > 0;
}
