import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField } from '../entities/merchant';
import type { RawSheet } from './define';
import type { Header } from './find-header';
import { findInitials } from './header-pinyin';
import { headerKeys } from './header-words';
import { isReasonHeader } from './reason-column';
import { SURE, scoreHeader } from './score-header';
import { shareColumns } from './share-columns';
import { MIXED_UP, TELLING_FIELDS, sniffColumn } from './sniff';

export interface ColumnMapping {
  /** Entity field -> 0-based column. A column that holds several fields (`联系人及电话`) stands for each of them. */
  mapping: Partial<Record<MerchantField, number>>;
  /** Fields whose column is a guess: the wizard asks. */
  doubtful: MerchantField[];
  missingRequired: MerchantField[];
}

interface Candidate {
  column: number;
  field: MerchantField;
  score: number;
}

const INITIALS = 80;
/** From so many fields on, initials are how the whole header is written, and no guess. */
const ALL_INITIALS = 6;
const BY_CONTENT = 45;
const MIXED_UP_SCORE = 82;
const WORTH_PROPOSING = 45;
/** A column that is something better is not offered for something else. */
const NEAR_BEST = 12;

/**
 * Which column holds which field: outright names first, then names inside longer headers, near misses, and what the content
 * gives away. The surest pairs are settled first, ties from left to right; then columns that hold several fields.
 */
export function mapColumns(sheet: RawSheet, header: Header): ColumnMapping {
  const initials = findInitials(header.labels.map(headerKeys));
  const candidates: Candidate[] = [];
  header.labels.forEach((label, column) => {
    if (isReasonHeader(label)) return;
    const found = scoreTwice(label, header.again?.[column] ?? '', header.groups[column] ?? '');
    const short = initials.get(column);
    if (short && found.size === 0) found.set(short, initials.size >= ALL_INITIALS ? SURE : INITIALS);
    const weighed = weighByContent(sheet, header.row + 1, column, found);
    const best = Math.max(0, ...weighed.map((c) => c.score));
    candidates.push(...weighed.filter((c) => c.score >= WORTH_PROPOSING && c.score >= best - NEAR_BEST));
  });
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  return settle(candidates, sheet, header);
}

/**
 * A short name for a set of headers, the same for files that differ only in decoration or in columns without a header at the
 * end, and for the rows left over from them: remembers a clerk's mapping.
 */
export function headerFingerprint(all: readonly string[]): string {
  let length = all.length;
  while (length > 0 && (all[length - 1] === '' || isReasonHeader(all[length - 1]))) length--;
  const labels = all.slice(0, length);
  const text = labels.map((label) => headerKeys(label).whole).join('\u0001');
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193) >>> 0;
    high = Math.imul(high ^ text.charCodeAt(i) ^ (low >>> 13), 0x85ebca6b) >>> 0;
  }
  return `${labels.length}-${low.toString(16).padStart(8, '0')}${high.toString(16).padStart(8, '0')}`;
}

export function listMissingRequired(mapping: Readonly<Record<string, number | undefined>>): MerchantField[] {
  return MERCHANT_INPUT_FIELDS.filter((f) => merchant.fields[f].required && mapping[f] === undefined);
}

/** Where a column is named twice, the second name counts if the first says nothing sure. */
function scoreTwice(label: string, again: string, group: string): Map<MerchantField, number> {
  const scores = scoreHeader(label, group);
  const isSure = [...scores.values()].some((score) => score >= SURE);
  return isSure || again === '' ? scores : new Map([...scores, ...scoreHeader(again, '')]);
}

function settle(candidates: readonly Candidate[], sheet: RawSheet, header: Header): ColumnMapping {
  const settled = new Map<MerchantField, number>();
  const guessed = new Set<MerchantField>();
  const used = new Set<number>();
  for (const { column, field, score } of candidates) {
    if (used.has(column) || settled.has(field)) continue;
    settled.set(field, column);
    used.add(column);
    if (score < SURE) guessed.add(field);
  }
  for (const { field, column, isGuess } of shareColumns(sheet, header, settled, used)) {
    settled.set(field, column);
    if (isGuess) guessed.add(field);
  }
  const fields = MERCHANT_INPUT_FIELDS.filter((field) => settled.has(field));
  const mapping = Object.fromEntries(fields.map((field) => [field, settled.get(field)!]));
  const doubtful = fields.filter((field) => guessed.has(field));
  return { mapping, doubtful, missingRequired: listMissingRequired(mapping) };
}

function weighByContent(
  sheet: RawSheet,
  firstRow: number,
  column: number,
  scores: Map<MerchantField, number>,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [field, score] of scores) {
    const share = sniffColumn(sheet, firstRow, column, field);
    const isContradicted = share >= 0 && share < 0.15;
    const other = isContradicted ? findMixedUp(sheet, firstRow, column, field) : undefined;
    if (other) {
      candidates.push({ column, field: other, score: MIXED_UP_SCORE });
      continue;
    }
    const penalty = isContradicted ? (score >= SURE ? 8 : 40) : 0;
    candidates.push({ column, field, score: score - penalty + Math.max(0, share) * 5 });
  }
  if (candidates.some((c) => c.score >= MIXED_UP_SCORE)) return candidates;
  for (const field of TELLING_FIELDS) {
    const share = sniffColumn(sheet, firstRow, column, field);
    if (share >= 0.6) candidates.push({ column, field, score: BY_CONTENT + share });
  }
  return candidates;
}

/** The field that a column's content proves, where it contradicts its header. */
function findMixedUp(
  sheet: RawSheet,
  firstRow: number,
  column: number,
  field: MerchantField,
): MerchantField | undefined {
  return MIXED_UP[field]?.find((other) => sniffColumn(sheet, firstRow, column, other) >= 0.7);
}
