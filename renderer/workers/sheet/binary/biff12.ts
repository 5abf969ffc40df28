import { FileFailure, LIMITS } from '../limits';

/**
 * Copies from a part of an .xlsb the records that are needed to show its cells ([MS-XLSB] 2.1.4, 2.3), before a library that
 * trusts lengths reads them. Formulas become their results, rich text plain, and cells that leave out their column get it:
 * that library loses count of them behind blanks. `null`: the bytes are no such part, or a damaged one.
 */
export function disarmBiff12(part: Uint8Array): { bytes: Uint8Array; cells: number } | null {
  const writer = new Writer(part.length);
  // Blocks of other versions may stand in one another; what is in them is passed over.
  const passedOver: number[] = [];
  let column = -1;
  let cells = 0;
  for (let at = 0; at < part.length;) {
    const header = readHeader(part, at);
    if (!header || header.from + header.length > part.length) return null;
    const { type, from, length } = header;
    at = from + length;
    if (type in BLOCK_ENDS) passedOver.push(BLOCK_ENDS[type]!);
    else if (BLOCK_END.has(type) && passedOver.pop() !== type) return null;
    if (passedOver.length > 0 || BLOCK_END.has(type)) continue;
    const body = part.subarray(from, at);
    if (type === ROW) column = -1;
    const full = type in SHORT ? SHORT[type] : (RESULT[type] ?? (type <= LAST_CELL && type !== ROW ? type : undefined));
    if (full !== undefined) {
      column = type in SHORT ? column + 1 : readU32(body, 0);
      if (!(column < LIMITS.columns)) return null;
      if (full === BLANK) continue;
      const style = type in SHORT ? 0 : 4;
      if (!addCell(writer, full, column, body.subarray(style), type === RICH)) return null;
      if (++cells > LIMITS.otherCells) throw new FileFailure('file.too_many_cells', { limit: LIMITS.otherCells });
      continue;
    }
    const kept = KEPT[type];
    if (!kept) continue;
    const bytes = kept(body);
    if (!bytes) return null;
    writer.record(type, bytes);
  }
  return passedOver.length > 0 ? null : { bytes: writer.finish(), cells };
}

const ROW = 0x00;
const BLANK = 0x01;
const LAST_CELL = 0x07;
const TEXT = 0x06;
const RICH = 0x3e;
/** Cells without a column stand in the one after the cell before them. */
const SHORT: Record<number, number> = { 0x0c: 1, 0x0d: 2, 0x0e: 3, 0x0f: 4, 0x10: 5, 0x11: TEXT, 0x12: 7 };
/** Results of formulas, and rich text, by the plain cell that shows the same. */
const RESULT: Record<number, number | undefined> = { 0x08: TEXT, 0x09: 5, 0x0a: 4, 0x0b: 3, [RICH]: TEXT };
/** How long the values are; text says it itself. */
const VALUE_BYTES: Record<number, number | undefined> = { 0x02: 4, 0x03: 1, 0x04: 1, 0x05: 8, 0x07: 4 };
const BLOCK_ENDS: Record<number, number> = { 0x23: 0x24, 0x25: 0x26 };
const BLOCK_END = new Set(Object.values(BLOCK_ENDS));

type Keep = (body: Uint8Array) => Uint8Array | null;

const first =
  (bytes: number): Keep =>
  (body) =>
    body.length < bytes ? null : body.subarray(0, bytes);

const KEPT: Record<number, Keep | undefined> = {
  [ROW]: (body) => (readU32(body, 0) < 1_048_576 ? first(12)(body) : null),
  // A shared string: flags, text, and where it is rich what makes it so.
  0x13: (body) => {
    const text = textAt(body, 1);
    return text && joined(Uint8Array.of(0), text);
  },
  0x2c: (body) => (textAt(body, 2) ? body : null), // Fmt
  0x2f: first(4), // XF
  0x99: first(8), // WbProp
  0x9c: checkSheet, // BundleSh
  0x9f: first(8), // BeginSst
  0xa0: first(0),
  0xb0: checkMerge, // MergeCell
  0x269: first(0), // BeginCellXFs, EndCellXFs
  0x26a: first(0),
  0x272: first(0), // BeginCellStyleXFs, EndCellStyleXFs
  0x273: first(0),
};

/** State, number, id of its relation (which may be null), name. */
function checkSheet(body: Uint8Array): Uint8Array | null {
  const relation = readU32(body, 8) === 0xffffffff ? body.subarray(8, 12) : textAt(body, 8);
  return relation && textAt(body, 8 + relation.length) ? body : null;
}

function checkMerge(body: Uint8Array): Uint8Array | null {
  const [top, bottom, left, right] = [0, 4, 8, 12].map((at) => readU32(body, at)) as [number, number, number, number];
  const isRange = top <= bottom && left <= right && bottom < 1_048_576 && right < LIMITS.columns;
  return isRange ? body.subarray(0, 16) : null;
}

/** `body` begins with the style. */
function addCell(writer: Writer, type: number, column: number, body: Uint8Array, isRich: boolean): boolean {
  const value = type === TEXT ? textAt(body, isRich ? 5 : 4) : slice(body, 4, VALUE_BYTES[type]!);
  if (!value || body.length < 4) return false;
  writer.cell(type, column, body.subarray(0, 4), value);
  return true;
}

/** A string, the four bytes that count its characters included. */
function textAt(body: Uint8Array, at: number): Uint8Array | null {
  return slice(body, at, 4 + readU32(body, at) * 2);
}

function slice(body: Uint8Array, at: number, length: number): Uint8Array | null {
  return at + length <= body.length ? body.subarray(at, at + length) : null;
}

/** NaN, which no comparison lets pass, where there are no four bytes. */
function readU32(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return NaN;
  return bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x1_0000 + bytes[at + 3]! * 0x100_0000;
}

function readHeader(part: Uint8Array, start: number): { type: number; from: number; length: number } | null {
  let at = start;
  let type = part[at++]!;
  if (type & 0x80) type = (type & 0x7f) + (((part[at++] ?? 0) & 0x7f) << 7);
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const byte = part[at++];
    if (byte === undefined) return null;
    length += (byte & 0x7f) << (7 * i);
    if (byte < 0x80) break;
  }
  return { type, from: at, length };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

class Writer {
  private bytes: Uint8Array;
  private at = 0;

  constructor(expected: number) {
    this.bytes = new Uint8Array(expected + 64);
  }

  record(type: number, body: Uint8Array): void {
    this.header(type, body.length);
    this.put(body);
  }

  cell(type: number, column: number, style: Uint8Array, value: Uint8Array): void {
    this.header(type, 8 + value.length);
    for (let i = 0; i < 4; i++) this.bytes[this.at++] = (column >>> (8 * i)) & 0xff;
    this.put(style);
    this.put(value);
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  private header(type: number, length: number): void {
    this.makeRoom(length + 8);
    if (type < 0x80) this.bytes[this.at++] = type;
    else {
      this.bytes[this.at++] = (type & 0x7f) | 0x80;
      this.bytes[this.at++] = type >>> 7;
    }
    for (let left = length; ; left >>>= 7) {
      this.bytes[this.at++] = left < 0x80 ? left : (left & 0x7f) | 0x80;
      if (left < 0x80) return;
    }
  }

  private put(body: Uint8Array): void {
    this.bytes.set(body, this.at);
    this.at += body.length;
  }

  private makeRoom(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const wider = new Uint8Array((this.at + bytes) * 2);
    wider.set(this.bytes.subarray(0, this.at));
    this.bytes = wider;
  }
}
