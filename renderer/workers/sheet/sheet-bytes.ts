/** Bytes a UTF-16 unit takes in UTF-8; 0 where it cannot stand in XML as it is, or is half of a pair. */
const WIDTH = 3;
/** Blank: at the end of a text it is only kept by `xml:space`. */
const BLANK = 4;
const BLANKS =
  ' \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

const UNITS = Uint8Array.from({ length: 0x1_0000 }, (_, unit) => {
  if (unit < 0x20 || unit >= 0xfffe || (unit >= 0xd800 && unit < 0xe000)) return 0;
  return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
});
for (const blank of BLANKS) UNITS[blank.charCodeAt(0)]! |= BLANK;
// `_` may begin an escape of its own (`_x000D_`).
for (const special of '&<>_') UNITS[special.charCodeAt(0)] = 0;

/** XML being put together as bytes: a hundred megabytes of it, made as text, would be a hundred million small strings. */
export class SheetBytes {
  private bytes = new Uint8Array(256 * 1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  add(part: Uint8Array): void {
    const { length } = part;
    this.reserve(length);
    const { bytes, used } = this;
    for (let i = 0; i < length; i++) bytes[used + i] = part[i]!;
    this.used = used + length;
  }

  /** A whole number, not negative. */
  addNumber(value: number): void {
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits++;
    this.reserve(digits);
    let rest = value;
    for (let at = (this.used += digits) - 1; digits > 0; digits--, at--) {
      const tens = (rest / 10) | 0;
      this.bytes[at] = 0x30 + rest - tens * 10;
      rest = tens;
    }
  }

  /** Writes `text` from `from` to `to` (not empty); says false, having written nothing, where it must be escaped. */
  addPlain(text: string, from: number, to: number): boolean {
    if ((UNITS[text.charCodeAt(from)]! | UNITS[text.charCodeAt(to - 1)]!) & BLANK) return false;
    this.reserve((to - from) * 3);
    const { bytes } = this;
    let at = this.used;
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i);
      const width = UNITS[unit]! & WIDTH;
      if (width === 1) bytes[at++] = unit;
      else if (width === 3) {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else if (width === 2) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else return false;
    }
    this.used = at;
    return true;
  }

  /** Takes back what was written beyond `length`. */
  cut(length: number): void {
    this.used = length;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.used);
    this.used = 0;
    return taken;
  }

  private reserve(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const wider = new Uint8Array((this.used + more) * 2);
    wider.set(this.bytes.subarray(0, this.used));
    this.bytes = wider;
  }
}
