import { foldText } from '@shared/rules/name-key';
import type { RowSource } from './merchant-block';

/** Reads a row's cell by slot; the store's. */
export interface SlotReader {
  sourceOf(slot: number): { source: RowSource; row: number };
}

const SEGMENT_ROWS = 1_024;
/** Names are searched in any script; codes and pinyin only by queries without Chinese signs, and in a string half the size. */
const NAME_FIELDS = ['name', 'shortName', 'contactName'] as const;
const CODE_FIELDS = ['merchantNo', 'uscc', 'py', 'pyInitials'] as const;
/** Between fields and rows, so that no query can match across them. */
const GAP = '\u0001';

interface Haystack {
  text: string;
  /** Offset at which the text of each row of the segment ends. */
  ends: Uint32Array;
}

/** Names, numbers and pinyin of every row joined to a few strings that `indexOf` runs through: the fastest way measured. */
export class MerchantSearch {
  private names: (Haystack | null)[] = [];
  private codes: (Haystack | null)[] = [];

  constructor(private readonly reader: SlotReader) {}

  /** The row's searched text may have changed: its segment is rebuilt at the next search. */
  touch(slot: number): void {
    const segment = Math.floor(slot / SEGMENT_ROWS);
    this.names[segment] = null;
    this.codes[segment] = null;
  }

  clear(): void {
    this.names = [];
    this.codes = [];
  }

  /** Marks every slot whose text contains the word with 1. `word` as `foldText` gives it. */
  mark(word: string, slots: number, hits: Uint8Array): void {
    const inCodes = /^[\x20-\x7e]+$/.test(word);
    for (let segment = 0; segment * SEGMENT_ROWS < slots; segment++) {
      const first = segment * SEGMENT_ROWS;
      const rows = Math.min(SEGMENT_ROWS, slots - first);
      markIn(this.haystack(this.names, NAME_FIELDS, segment, first, rows), word, first, hits);
      if (inCodes) markIn(this.haystack(this.codes, CODE_FIELDS, segment, first, rows), word, first, hits);
    }
  }

  /** Builds what is missing, so that the first search is as fast as the next. */
  warm(slots: number): void {
    for (let segment = 0; segment * SEGMENT_ROWS < slots; segment++) {
      const first = segment * SEGMENT_ROWS;
      const rows = Math.min(SEGMENT_ROWS, slots - first);
      this.haystack(this.names, NAME_FIELDS, segment, first, rows);
      this.haystack(this.codes, CODE_FIELDS, segment, first, rows);
    }
  }

  private haystack(
    kept: (Haystack | null)[],
    fields: readonly string[],
    segment: number,
    first: number,
    rows: number,
  ): Haystack {
    const found = kept[segment];
    if (found?.ends.length === rows) return found;
    const built = build(this.reader, fields, first, rows);
    kept[segment] = built;
    return built;
  }
}

function build(reader: SlotReader, fields: readonly string[], first: number, rows: number): Haystack {
  const ends = new Uint32Array(rows);
  const parts: string[] = [];
  let length = 0;
  for (let i = 0; i < rows; i++) {
    const { source, row } = reader.sourceOf(first + i);
    let text = '';
    for (const field of fields) text += source.cell(field, row) + GAP;
    const folded = foldText(text);
    parts.push(folded);
    length += folded.length;
    ends[i] = length;
  }
  return { text: parts.join(''), ends };
}

function markIn(haystack: Haystack, word: string, first: number, hits: Uint8Array): void {
  const { text, ends } = haystack;
  let row = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, ends[row])) {
    row = rowAt(ends, at, row);
    hits[first + row] = 1;
  }
}

/** The first row that ends after `at`. */
function rowAt(ends: Uint32Array, at: number, from: number): number {
  let low = from;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
