import { FileFailure } from './limits';

/** A directory entry is 128 bytes long and begins with its name in UTF-16 ([MS-CFB] 2.6.1). */
const ENTRY_BYTES = 128;
const HEADER_FAT_SECTORS = 109;

/** The names of a compound file's streams and storages, in small letters. */
export function readOleNames(bytes: Uint8Array): string[] {
  return [...entries(bytes)].map(({ name }) => name.toLowerCase());
}

/**
 * A copy to give to a library that trusts what it reads: refused when a chain of sectors bites its own tail, which would be
 * followed without end, and without the document's properties, whose number is a claim as well.
 */
export function disarmOle(bytes: Uint8Array): Uint8Array {
  refuseCycles(readSectorTable(bytes));
  const copy = bytes.slice();
  for (const { at, name } of entries(bytes)) if (/^\x05.*SummaryInformation$/.test(name)) copy[at] = 0x78;
  return copy;
}

function* entries(bytes: Uint8Array): Generator<{ at: number; name: string }> {
  const decoder = new TextDecoder('utf-16le');
  for (let at = 512; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    // The name's length in bytes, its end included, and a kind: storage, stream or root.
    const length = bytes[at + 64]! + bytes[at + 65]! * 256;
    if (length < 4 || length > 64 || ![1, 2, 5].includes(bytes[at + 66]!)) continue;
    yield { at, name: decoder.decode(bytes.subarray(at, at + length - 2)) };
  }
}

/** For each sector the one that follows it; negative at the end of a chain ([MS-CFB] 2.2, 2.3, 2.5). */
function readSectorTable(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.byteLength >= 512 ? view.getUint16(30, true) : 0;
  if (shift !== 9 && shift !== 12) throw new FileFailure('file.damaged');
  const size = 1 << shift;
  const sectors = Math.ceil(view.byteLength / size);
  const read = (sector: number, index: number): number => {
    const at = (sector + 1) * size + index * 4;
    return sector >= 0 && at + 4 <= view.byteLength ? view.getInt32(at, true) : -1;
  };
  const tables = Array.from({ length: HEADER_FAT_SECTORS }, (_, i) => view.getInt32(76 + i * 4, true));
  let more = view.getInt32(68, true);
  for (let left = sectors; more >= 0; left--) {
    if (left < 0) throw new FileFailure('file.damaged');
    for (let i = 0; i < size / 4 - 1; i++) tables.push(read(more, i));
    more = read(more, size / 4 - 1);
  }
  const next = new Int32Array(sectors).fill(-1);
  for (let i = 0; i < sectors; i++) next[i] = read(tables[Math.floor((i * 4) / size)] ?? -1, i % (size / 4));
  return next;
}

function refuseCycles(next: Int32Array): void {
  /** The walk in which a sector was last met. */
  const met = new Int32Array(next.length);
  for (let start = 0; start < next.length; start++) {
    for (let at = start; at >= 0 && at < next.length && met[at] === 0; at = next[at]!) {
      met[at] = start + 1;
      const after = next[at]!;
      if (after >= 0 && after < next.length && met[after] === start + 1) throw new FileFailure('file.damaged');
    }
  }
}
