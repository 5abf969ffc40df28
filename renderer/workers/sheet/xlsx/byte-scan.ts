import { FileFailure } from '../limits';
import { cellTooLong, type TextStore } from './text-store';

/** Thrown when the XML is legal perhaps, but not of the plain shape scanned here: the general parser takes over. */
export class NotPlain extends Error {}

/** What a scanning step returns when the rest of a unit is not here yet. */
export const NEED_MORE = -1;

const LT = 0x3c;
export const GT = 0x3e;
export const SLASH = 0x2f;
export const QUOTE = 0x22;
export const EQUALS = 0x3d;
const AMP = 0x26;
const BANG = 0x21;
const UNDERSCORE = 0x5f;
const CR = 0x0d;
const SPECIAL = 9;
/** Zeros kept behind the window: looking a few bytes ahead meets a byte that XML cannot hold, instead of stale ones. */
const SENTINELS = 16;
const SCAN_BYTES = 192 * 1024;
/** The XML declaration and the root's name stand within these. */
const HEAD_BYTES = 4096;
const MAX_UNIT_BYTES = 4 * 1024 * 1024;

/** The one attribute that the text elements of strings are seen with. */
export const PRESERVE = toBytes(' xml:space="preserve"');

/** UTF-16 units that a UTF-8 byte starts; SPECIAL where copying must stop and think. */
const UNITS = Uint8Array.from({ length: 256 }, (_, b) => {
  if (b === LT || b === AMP || b === UNDERSCORE || b === 0x7f) return b === 0x7f ? 1 : SPECIAL;
  if (b < 0x20) return b === 0x09 || b === 0x0a ? 1 : SPECIAL;
  if (b < 0x80) return 1;
  if (b < 0xc0) return 0;
  return b < 0xf0 ? 1 : 2;
});

export function toBytes(ascii: string): Uint8Array {
  return Uint8Array.from(ascii, (c) => c.charCodeAt(0));
}

export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * Scans a part of a workbook as bytes, window by window, without building a tree or decoding what is skipped. Knows UTF-8,
 * one constant element prefix, double-quoted attributes; everything else is `NotPlain`.
 */
export abstract class ByteScanner {
  protected buf = new Uint8Array(512 * 1024);
  protected end = 0;
  protected prefix = new Uint8Array(0);
  protected done = false;
  private rooted = false;
  private wanted: number;

  /** `windowBytes`: how much is gathered before it is scanned. */
  constructor(private readonly windowBytes = SCAN_BYTES) {
    this.wanted = windowBytes;
  }

  /** Root element expected, without prefix. */
  protected abstract readonly root: string;
  /** Handles whole units from `p` on; returns where it stopped. */
  protected abstract scan(p: number): number;

  feed(piece: Uint8Array): void {
    if (this.end + piece.length + SENTINELS > this.buf.length) {
      const wider = new Uint8Array((this.end + piece.length) * 2 + SENTINELS);
      wider.set(this.buf.subarray(0, this.end));
      this.buf = wider;
    }
    this.buf.set(piece, this.end);
    this.end += piece.length;
    if (this.end >= this.wanted) this.advance(false);
  }

  finish(): void {
    this.advance(true);
    if (!this.done) throw new FileFailure('file.damaged');
  }

  private advance(last: boolean): void {
    this.buf.fill(0, this.end, this.end + SENTINELS);
    let p = 0;
    if (!this.rooted) p = this.openRoot(last);
    if (this.rooted) p = this.scan(p);
    this.buf.copyWithin(0, p, this.end);
    this.end -= p;
    if (this.end > MAX_UNIT_BYTES) throw cellTooLong();
    // A unit larger than the window is tried again only after the window has doubled: never quadratic.
    this.wanted = Math.max(this.windowBytes, this.end * 2);
  }

  private openRoot(last: boolean): number {
    const head = String.fromCharCode(...this.buf.subarray(0, Math.min(this.end, HEAD_BYTES)));
    const start =
      /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml([^>]*)\?>)?\s*<(?:([A-Za-z_][\w.-]*:))?([A-Za-z]+)(?=[\s/>])/.exec(head);
    if (!start && !last && this.end < HEAD_BYTES) return 0;
    if (!start || start[3] !== this.root) throw new NotPlain();
    const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(start[1] ?? '');
    if (encoding && !/^utf-?8$/i.test(encoding[1]!)) throw new NotPlain();
    this.prefix = new TextEncoder().encode(start[2] ?? '');
    const close = this.tagEnd(start[0].length);
    if (close === NEED_MORE) return 0;
    if (this.buf[close - 1] === SLASH) this.done = true;
    this.rooted = true;
    return close + 1;
  }

  /** Out of window: more is needed. Inside it: a byte this scanner has no business with. */
  protected stuck(p: number): typeof NEED_MORE {
    if (p >= this.end) return NEED_MORE;
    throw new NotPlain();
  }

  /** Skips blanks, then a `<`; returns the position after it. */
  protected nextTag(p: number): number {
    const { buf } = this;
    while (isBlank(buf[p])) p++;
    return buf[p] === LT ? p + 1 : this.stuck(p);
  }

  /** Skips any text and a `<`; returns the position after it. Comments and CDATA are not plain. */
  protected nextTagAnywhere(p: number): number {
    const at = this.buf.subarray(0, this.end).indexOf(LT, p);
    if (at < 0 || at + 1 >= this.end) return NEED_MORE;
    if (this.buf[at + 1] === BANG) throw new NotPlain();
    return at + 1;
  }

  /** Position after the constant prefix, or `stuck`. */
  protected skipPrefix(p: number): number {
    for (let i = 0; i < this.prefix.length; i++, p++) if (this.buf[p] !== this.prefix[i]) return this.stuck(p);
    return p;
  }

  /** Whether these very bytes stand at `p`; beyond the window nothing matches. */
  protected matches(p: number, expected: Uint8Array): boolean {
    const { buf } = this;
    for (let i = 0; i < expected.length; i++) if (buf[p + i] !== expected[i]) return false;
    return true;
  }

  /** Index of the `>` that ends the tag at `p`, quotes minded. */
  protected tagEnd(p: number): number {
    const { buf, end } = this;
    while (p < end) {
      const b = buf[p]!;
      if (b === GT) return p;
      if (b === QUOTE || b === 0x27) {
        p++;
        while (p < end && buf[p] !== b) p++;
      }
      p++;
    }
    return NEED_MORE;
  }

  /** Expects `</x>` for a one-letter element. */
  protected closeTag(p: number, letter: number): number {
    const { buf } = this;
    if (buf[p] !== LT || buf[p + 1] !== SLASH) return this.stuck(buf[p] === LT ? p + 1 : p);
    p = this.skipPrefix(p + 2);
    if (p < 0) return p;
    if (buf[p] !== letter) return this.stuck(p);
    return buf[p + 1] === GT ? p + 2 : this.stuck(p + 1);
  }

  protected ascii(from: number, to: number): string {
    let text = '';
    for (let i = from; i < to; i++) text += String.fromCharCode(this.buf[i]!);
    return text;
  }

  /** Copies text up to the next `<` into the open text of `store`, entities and `_xHHHH_` undone. */
  protected copyText(p: number, store: TextStore): number {
    const { buf, end } = this;
    const out = store.bytes;
    let o = store.used;
    let units = store.units;
    for (;;) {
      const b = buf[p]!;
      const u = UNITS[b]!;
      if (u !== SPECIAL || (b === UNDERSCORE && buf[p + 1] !== 0x78 && p + 1 < end)) {
        out[o++] = b;
        units += u === SPECIAL ? 1 : u;
        p++;
        continue;
      }
      if (b === LT) break;
      if (p >= end) return NEED_MORE;
      const special = this.readSpecial(p);
      if (special === NEED_MORE) return NEED_MORE;
      p += special.length;
      for (let i = 0; i < special.bytes.length; i++) out[o++] = special.bytes[i]!;
      units += special.units;
    }
    store.used = o;
    store.units = units;
    if (buf[p + 1] === BANG) throw new NotPlain();
    return p;
  }

  /** The same without keeping it. */
  protected skipText(p: number): number {
    const { buf, end } = this;
    while (buf[p] !== LT) if (++p >= end) return NEED_MORE;
    if (buf[p + 1] === BANG) throw new NotPlain();
    return p;
  }

  /**
   * Text of `<is>` or `<si>` from after its opening tag: all runs, without phonetic hints. `close` is the element's two
   * letters. Returns the position after its end tag.
   */
  protected collectRuns(p: number, close: string, store: TextStore): number {
    const { buf } = this;
    let phonetic = false;
    for (;;) {
      p = this.nextTag(p);
      if (p < 0) return p;
      const closing = buf[p] === SLASH;
      const name = this.skipPrefix(closing ? p + 1 : p);
      if (name < 0) return name;
      const tagClose = this.tagEnd(name);
      if (tagClose < 0) return tagClose;
      const letter = buf[name];
      const second = buf[name + 1];
      p = tagClose + 1;
      if (closing) {
        if (letter === close.charCodeAt(0) && second === close.charCodeAt(1)) return p;
        if (letter === 0x72 && second === 0x50 && buf[name + 2] === 0x68) phonetic = false;
      } else if (letter === 0x74 && (second === GT || second === SLASH || isBlank(second))) {
        if (buf[tagClose - 1] === SLASH) continue;
        p = phonetic ? this.skipText(p) : this.copyText(p, store);
        if (p < 0) return p;
        p = this.closeTag(p, 0x74);
        if (p < 0) return p;
      } else if (letter === 0x72 && second === 0x50 && buf[name + 2] === 0x68) {
        phonetic = buf[tagClose - 1] !== SLASH;
      } else if (letter === BANG || letter === 0x3f) throw new NotPlain();
    }
  }

  /** An entity, a `_xHHHH_` escape or a line end at `p`: bytes taken, and what they stand for. */
  private readSpecial(p: number): { length: number; bytes: Uint8Array; units: number } | typeof NEED_MORE {
    const { buf, end } = this;
    const b = buf[p]!;
    if (p + 12 > end) return NEED_MORE;
    if (b === CR) return { length: buf[p + 1] === 0x0a ? 2 : 1, bytes: Uint8Array.of(0x0a), units: 1 };
    if (b === UNDERSCORE) {
      const escape = /^_x([0-9A-Fa-f]{4})_/.exec(this.ascii(p, p + 7));
      if (!escape) return { length: 1, bytes: Uint8Array.of(UNDERSCORE), units: 1 };
      return { length: 7, ...this.character(parseInt(escape[1]!, 16)) };
    }
    if (b !== AMP) throw new NotPlain();
    const entity = /^&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/.exec(this.ascii(p, p + 12));
    if (!entity) throw new NotPlain();
    const [whole, name, decimal, hex] = entity;
    const code = name ? ENTITIES[name]! : decimal ? Number(decimal) : parseInt(hex!, 16);
    if (code === 0) throw new NotPlain();
    return { length: whole.length, ...this.character(code) };
  }

  private character(code: number): { bytes: Uint8Array; units: number } {
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new NotPlain();
    return { bytes: new TextEncoder().encode(String.fromCodePoint(code)), units: code > 0xffff ? 2 : 1 };
  }
}

const ENTITIES: Record<string, number> = { amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 };
