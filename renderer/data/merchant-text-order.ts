/** The text of a slot in the column that is being sorted. */
export type TextOf = (slot: number) => string;

/** Texts alike in this many units are compared in full; nearly none are. */
const MAX_KEYED_UNITS = 32;

/**
 * Order of characters as a Chinese reader expects (pinyin), as a rank per UTF-16 unit. The collator is asked once per
 * distinct character, not once per comparison: comparing 100,000 names with it would take seconds.
 */
export class CharOrder {
  private readonly ranks = new Uint16Array(65_536);
  private known: number[] = [];
  private readonly collator = new Intl.Collator('zh-Hans-CN');

  /** Ranks characters not met before. Ranks of others may move, their order does not. */
  learn(texts: Iterable<string>): void {
    const { ranks } = this;
    const fresh: number[] = [];
    for (const text of texts) {
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (ranks[unit] !== 0) continue;
        ranks[unit] = 1;
        fresh.push(unit);
      }
    }
    if (fresh.length === 0) return;
    const signs = [...this.known, ...fresh].map((unit) => String.fromCharCode(unit));
    signs.sort((a, b) => this.collator.compare(a, b) || a.charCodeAt(0) - b.charCodeAt(0));
    this.known = signs.map((sign) => sign.charCodeAt(0));
    this.known.forEach((unit, i) => (ranks[unit] = i + 1));
  }

  /** Of a character that was learnt; 0 is before every character. */
  rank(unit: number): number {
    return this.ranks[unit]!;
  }

  get size(): number {
    return this.known.length;
  }

  /** Both texts must have been learnt. */
  compare(a: string, b: string): number {
    const common = Math.min(a.length, b.length);
    for (let i = 0; i < common; i++) {
      const left = a.charCodeAt(i);
      const right = b.charCodeAt(i);
      if (left !== right) return this.ranks[left]! - this.ranks[right]!;
    }
    return a.length - b.length;
  }
}

/** `base` reordered by text; equal texts keep their order in `base`. */
export function orderByText(order: CharOrder, base: Int32Array, textOf: TextOf): Int32Array<ArrayBuffer> {
  const texts = Array.from(base, textOf);
  order.learn(texts);
  let width = 0;
  for (const text of texts) width = Math.max(width, text.length);
  width = Math.min(width, MAX_KEYED_UNITS);
  const keys = rankKeys(order, texts, width);
  const places = radixByKeys(keys, texts.length, width, order.size + 1);
  sortLongRuns(order, texts, places, width);
  return places.map((place) => base[place]!);
}

/** Ranks of the first units, position by position: `keys[at * n + i]`. */
function rankKeys(order: CharOrder, texts: readonly string[], width: number): Uint16Array {
  const n = texts.length;
  const keys = new Uint16Array(n * width);
  for (let i = 0; i < n; i++) {
    const text = texts[i]!;
    const end = Math.min(text.length, width);
    for (let at = 0; at < end; at++) keys[at * n + i] = order.rank(text.charCodeAt(at));
  }
  return keys;
}

/** Stable counting sort, last position first. */
function radixByKeys(keys: Uint16Array, n: number, width: number, ranks: number): Int32Array<ArrayBuffer> {
  let from = Int32Array.from({ length: n }, (_, i) => i);
  let to = new Int32Array(n);
  for (let at = width - 1; at >= 0; at--) {
    const column = keys.subarray(at * n, (at + 1) * n);
    const starts = new Uint32Array(ranks + 1);
    for (let i = 0; i < n; i++) starts[column[i]! + 1]!++;
    if (starts[column[0]! + 1] === n) continue;
    for (let rank = 1; rank <= ranks; rank++) starts[rank]! += starts[rank - 1]!;
    for (let i = 0; i < n; i++) {
      const place = from[i]!;
      to[starts[column[place]!]!++] = place;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Runs of texts that go on after the keyed units and are alike up to there. */
function sortLongRuns(order: CharOrder, texts: readonly string[], places: Int32Array, width: number): void {
  const isLong = (i: number): boolean => i < places.length && texts[places[i]!]!.length > width;
  const alike = (a: number, b: number): boolean =>
    texts[places[a]!]!.slice(0, width) === texts[places[b]!]!.slice(0, width);
  for (let start = 0; start < places.length; start++) {
    if (!isLong(start)) continue;
    let end = start + 1;
    while (isLong(end) && alike(start, end)) end++;
    if (end - start > 1) {
      places.subarray(start, end).sort((a, b) => order.compare(texts[a]!, texts[b]!) || a - b);
    }
    start = end - 1;
  }
}
