/** Reads one text per slot without slicing it: unit `at` of the text of `slot`, or -1 past its end. */
export interface TextReader {
  unit(slot: number, at: number): number;
}

const KEYED_UNITS = 10;

/**
 * Order of characters as a Chinese reader expects (pinyin), as a rank per UTF-16 unit. The collator is asked once per
 * distinct character, not once per comparison: comparing 100,000 names with it would take seconds.
 */
export class CharOrder {
  private readonly ranks = new Uint16Array(65_536);
  private readonly known: number[] = [];
  private readonly collator = new Intl.Collator('zh-Hans-CN');

  /** Ranks characters not met before. Ranks of others may move, their order does not. */
  learn(units: Iterable<number>): void {
    let fresh = false;
    for (const unit of units) {
      if (this.ranks[unit] !== 0) continue;
      this.ranks[unit] = 1;
      this.known.push(unit);
      fresh = true;
    }
    if (!fresh) return;
    const text = new Map(this.known.map((unit) => [unit, String.fromCharCode(unit)]));
    this.known.sort((a, b) => this.collator.compare(text.get(a)!, text.get(b)!) || a - b);
    this.known.forEach((unit, i) => (this.ranks[unit] = i + 1));
  }

  /** 0 before every character; a character never learnt sorts last. */
  rank(unit: number): number {
    return unit < 0 ? 0 : this.ranks[unit] || 65_535;
  }

  get size(): number {
    return this.known.length;
  }

  compare(reader: TextReader, a: number, b: number, from = 0): number {
    for (let at = from; ; at++) {
      const left = reader.unit(a, at);
      const right = reader.unit(b, at);
      if (left !== right) return this.rank(left) - this.rank(right) || left - right;
      if (left < 0) return 0;
    }
  }
}

/** `base` reordered by text; equal texts keep their order in `base`. */
export function orderByText(order: CharOrder, base: Int32Array, reader: TextReader): Int32Array<ArrayBuffer> {
  const n = base.length;
  const units = new Int32Array(n * KEYED_UNITS);
  const seen = new Uint8Array(65_536);
  for (let i = 0; i < n; i++) {
    const slot = base[i]!;
    for (let at = 0; at < KEYED_UNITS; at++) {
      const unit = reader.unit(slot, at);
      units[i * KEYED_UNITS + at] = unit;
      if (unit < 0) {
        units.fill(-1, i * KEYED_UNITS + at, (i + 1) * KEYED_UNITS);
        break;
      }
      seen[unit] = 1;
    }
  }
  order.learn(seenUnits(seen));
  const keys = new Uint16Array(units.length);
  for (let i = 0; i < units.length; i++) keys[i] = order.rank(units[i]!);
  const places = radixByKeys(keys, n, order.size + 2);
  const out = places.map((place) => base[place]!);
  sortEqualRuns(order, reader, out, places, keys);
  return out;
}

function* seenUnits(seen: Uint8Array): Generator<number> {
  for (let unit = 0; unit < seen.length; unit++) if (seen[unit] === 1) yield unit;
}

/** Stable least-significant-first counting sort over the first units of each text. */
function radixByKeys(keys: Uint16Array, n: number, ranks: number): Int32Array<ArrayBuffer> {
  let from = Int32Array.from({ length: n }, (_, i) => i);
  let to = new Int32Array(n);
  for (let at = KEYED_UNITS - 1; at >= 0; at--) {
    const starts = new Uint32Array(ranks + 1);
    for (let i = at; i < keys.length; i += KEYED_UNITS) starts[keys[i]! + 1]!++;
    if (starts[(keys[at] ?? 0) + 1] === n) continue;
    for (let rank = 1; rank <= ranks; rank++) starts[rank]! += starts[rank - 1]!;
    for (let i = 0; i < n; i++) {
      const place = from[i]!;
      to[starts[keys[place * KEYED_UNITS + at]!]!++] = place;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Texts alike in all keyed units are compared in full. */
function sortEqualRuns(
  order: CharOrder,
  reader: TextReader,
  out: Int32Array,
  places: Int32Array,
  keys: Uint16Array,
): void {
  const last = KEYED_UNITS - 1;
  const same = (a: number, b: number): boolean => {
    for (let at = last; at >= 0; at--) if (keys[a * KEYED_UNITS + at] !== keys[b * KEYED_UNITS + at]) return false;
    return true;
  };
  for (let start = 0, end = 1; end <= out.length; end++) {
    if (end < out.length && same(places[start]!, places[end]!)) continue;
    if (end - start > 1 && keys[places[start]! * KEYED_UNITS + last] !== 0) {
      const run = out.subarray(start, end);
      const rest = new Set<number>();
      for (const slot of run) {
        for (let at = KEYED_UNITS, unit = reader.unit(slot, at); unit >= 0; unit = reader.unit(slot, ++at))
          rest.add(unit);
      }
      order.learn(rest);
      // Array.sort is stable; the typed one is too since ES2023.
      run.sort((a, b) => order.compare(reader, a, b, KEYED_UNITS));
    }
    start = end;
  }
}
