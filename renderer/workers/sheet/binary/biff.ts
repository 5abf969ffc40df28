import { FileFailure, LIMITS } from '../limits';
import { Pieces } from './pieces';

/**
 * Walks the records of a .xls before a library that trusts their lengths and counts reads them ([MS-XLS] 2.1.4; BIFF2 to BIFF8).
 * What is needed to show cells is checked; everything else (fonts, drawings, names, links, formulas) is made a record that the
 * library skips. Places stay the same, because sheets are found by them. Returns a copy; throws `file.damaged`.
 */
export function disarmBiff(stream: Uint8Array): Uint8Array {
  const bytes = stream.slice();
  const view = new DataView(bytes.buffer);
  const version = new Version();
  let depth = 0;
  let cells = 0;
  for (let at = 0; at + 4 <= bytes.length;) {
    const type = view.getUint16(at, true);
    // Behind the last sheet stands what fills the last sector.
    if (depth === 0 && !BOF.has(type)) break;
    const from = at + 4;
    const end = from + view.getUint16(at + 2, true);
    if (end > bytes.length || type === FILE_PASS)
      throw new FileFailure(type === FILE_PASS ? 'file.encrypted' : DAMAGED);
    if (BOF.has(type)) {
      version.begin(type, view, from, end);
      depth++;
    } else if (type === EOF) {
      depth--;
    } else {
      version.see(type);
      const kept = KEPT[type];
      if (kept && CELLS.has(type)) cells++;
      if (cells > LIMITS.otherCells) throw new FileFailure('file.too_many_cells', { limit: LIMITS.otherCells });
      if (!kept) {
        if (type !== CONTINUE) view.setUint16(at, SKIPPED, true);
      } else if (!kept(new Pieces(view, from, end), version)) throw new FileFailure(DAMAGED);
      if (FORMULA.has(type)) bytes.fill(0, from + FORMULA_RESULT_BYTES, end);
      if (DIMENSIONS.has(type)) bytes.fill(0, from, end);
    }
    at = end;
  }
  return bytes;
}

const DAMAGED = 'file.damaged';
const BOF = new Set([0x0009, 0x0209, 0x0409, 0x0809]);
const EOF = 0x000a;
const CONTINUE = 0x003c;
const FILE_PASS = 0x002f;
/** PhoneticInfo: known to the library, and not read by it. */
const SKIPPED = 0x00ef;
const FORMULA = new Set([0x0006, 0x0206, 0x0406]);
/** Cell and result; the formula itself is a program for a machine that trusts it, and of no use here. */
const FORMULA_RESULT_BYTES = 16;
/** A claim about the range in use. The library only needs to find one; the range is counted from the cells. */
const DIMENSIONS = new Set([0x0000, 0x0200]);
const CELLS = new Set([0xfd, 0x204, 0x04, 0xd6, 0x27e, 0xbd, 0x203, 0x03, 0x02, 0x205, 0x05, ...FORMULA]);

type Check = (record: Pieces, version: Version) => boolean;

const atLeast =
  (bytes: number): Check =>
  (record) =>
    record.left >= bytes;

/** A string behind `skip` bytes, its length in one byte or two. */
const string =
  (skip: (version: Version) => number, wide: (version: Version) => boolean): Check =>
  (record, version) => {
    if (!record.skip(skip(version))) return false;
    const length = wide(version) ? record.u16() : record.u8();
    return length !== undefined && (length === 0 || hasText(record, length, version));
  };

function hasText(record: Pieces, length: number, version: Version): boolean {
  if (version.biff !== 8) return record.skip(length);
  const flags = record.u8();
  return flags !== undefined && record.skipText(length, (flags & 1) === 1);
}

const KEPT: Record<number, Check | undefined> = {
  0x0022: atLeast(2), // Date1904
  0x0042: atLeast(2), // CodePage
  0x0085: string(
    ({ biff }) => (biff === 4 ? 0 : 6),
    () => false,
  ), // BoundSheet
  0x00e0: atLeast(6), // XF, and as it was before
  0x0043: atLeast(3),
  0x0243: atLeast(4),
  0x0443: atLeast(4),
  0x041e: string(
    () => 2,
    ({ biff }) => biff === 8,
  ), // Format
  0x001e: string(
    () => 0,
    ({ biff }) => biff === 8,
  ),
  0x00fc: checkStrings, // SST
  0x00fd: atLeast(10), // LabelSst
  0x0204: string(
    ({ biff }) => (biff === 2 ? 7 : 6),
    ({ biff }) => biff !== 2,
  ), // Label
  0x0004: string(
    () => 7,
    ({ biff }) => biff === 8,
  ),
  0x00d6: string(
    ({ biff }) => (biff === 2 ? 7 : 6),
    () => true,
  ), // RString
  0x0207: string(
    () => 0,
    ({ biff }) => biff !== 2,
  ), // String: the result of a formula
  0x0007: (record) => record.skip(record.u8() ?? Infinity),
  0x027e: atLeast(10), // RK
  0x00bd: ({ left }) => left >= 12 && left % 6 === 0, // MulRk
  0x0203: atLeast(14), // Number
  0x0003: atLeast(15),
  0x0002: atLeast(9),
  0x0205: atLeast(8), // BoolErr
  0x0005: atLeast(9),
  0x0006: checkFormula,
  0x0206: checkFormula,
  0x0406: checkFormula,
  0x00e5: (record) => record.skip((record.u16() ?? Infinity) * 8), // MergeCells
  0x0200: checkDimensions,
  0x0000: checkDimensions,
};

function checkFormula({ left }: Pieces, { biff }: Version): boolean {
  return left >= (biff >= 5 ? 22 : 18);
}

function checkDimensions({ left }: Pieces, { biff }: Version): boolean {
  return left >= (biff === 8 ? 12 : 8);
}

/** The table of strings goes on in records behind it; its own count is a claim that the bytes have to bear out. */
function checkStrings(record: Pieces): boolean {
  if (!record.skip(4)) return false;
  let claimed = record.u32();
  if (claimed === undefined) return false;
  for (; claimed > 0 && !record.isAtEnd; claimed--) {
    const length = record.u16();
    const flags = record.u8();
    if (length === undefined || flags === undefined) return false;
    const runs = flags & 8 ? record.u16() : 0;
    const extra = flags & 4 ? record.u32() : 0;
    if (runs === undefined || extra === undefined) return false;
    if (!record.skipText(length, (flags & 1) === 1) || !record.skip(runs * 4 + extra)) return false;
  }
  return true;
}

/** Which BIFF the library takes the stream for: the first beginning decides, except where it names no version. */
class Version {
  biff = 8;
  private isGuess = false;

  begin(type: number, view: DataView, from: number, end: number): void {
    if (end - from < 4) throw new FileFailure(DAMAGED);
    const named = view.getUint16(from, true);
    const kind = view.getUint16(from + 2, true);
    if (this.biff === 8) this.biff = BIFF_OF_RECORD[type] ?? BIFF_OF_VERSION[named] ?? 8;
    this.isGuess = named === 0;
    if (this.isGuess && kind === 0x1000) this.biff = 5;
    if (this.isGuess && kind === 0x10 && this.biff === 8) this.biff = 2;
  }

  see(type: number): void {
    if (!this.isGuess) return;
    if ((type === 0x204 || type === 0x203) && this.biff === 2) this.biff = 5;
    if (type === 0x04 && this.biff === 5) this.biff = 2;
  }
}

const BIFF_OF_RECORD: Record<number, number | undefined> = { 0x0009: 2, 0x0209: 3, 0x0409: 4 };
const BIFF_OF_VERSION: Record<number, number | undefined> = {
  0x0200: 2,
  0x0300: 3,
  0x0400: 4,
  0x0500: 5,
  0x0600: 8,
  0x0002: 2,
  0x0007: 2,
};
