import { FileFailure, LIMITS } from './limits';

/** One file inside a zip, as the central directory states it: sizes are claims until inflated. */
export interface ZipEntry {
  name: string;
  method: 0 | 8;
  crc32: number;
  size: number;
  compressed: Uint8Array;
}

export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Reads the central directory and refuses what no spreadsheet program writes: too many entries, doubled names, paths that
 * leave the archive, encryption, other methods than store and deflate. Source: APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.
 */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, offset, size, shift } = findDirectory(view);
  if (count > LIMITS.zipEntries) throw new FileFailure('file.bomb', { entries: count });
  const entries = new Map<string, ZipEntry>();
  let p = offset + shift;
  const end = p + size;
  for (let i = 0; i < count; i++) {
    if (p + 46 > end || view.getUint32(p, true) !== CENTRAL) throw new FileFailure('file.damaged');
    const nameLength = view.getUint16(p + 28, true);
    const extraLength = view.getUint16(p + 30, true);
    const next = p + 46 + nameLength + extraLength + view.getUint16(p + 32, true);
    if (next > end) throw new FileFailure('file.damaged');
    const flags = view.getUint16(p + 8, true);
    const name = entryName(bytes.subarray(p + 46, p + 46 + nameLength), (flags & 0x800) !== 0);
    if (flags & 0x41) throw new FileFailure('file.encrypted');
    checkName(name);
    if (!name.endsWith('/')) {
      const key = partKey(name);
      if (entries.has(key)) throw new FileFailure('file.damaged');
      entries.set(key, readEntry(bytes, view, p, name, shift));
    }
    p = next;
  }
  return entries;
}

/** Parts are found without regard to case, to a leading slash, or to which slash was used. */
export function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function findDirectory(view: DataView): { count: number; offset: number; size: number; shift: number } {
  const from = view.byteLength - 22;
  const to = Math.max(0, from - 0xffff);
  for (let p = from; p >= to; p--) {
    if (view.getUint32(p, true) !== END) continue;
    let count = view.getUint16(p + 10, true);
    let size = view.getUint32(p + 12, true);
    let offset = view.getUint32(p + 16, true);
    let directoryEnd = p;
    if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) {
      const wide = findDirectory64(view, p);
      if (wide) ({ count, size, offset, directoryEnd } = wide);
    }
    // Bytes glued before the archive (a self-extractor, a stray line) move every offset by the same amount.
    const shift = directoryEnd - size - offset;
    if (count === 0 || shift < 0 || offset + shift + size > view.byteLength) throw new FileFailure('file.damaged');
    return { count, offset, size, shift };
  }
  // The directory stands at the end: a download that broke off has none.
  throw new FileFailure('file.truncated');
}

function findDirectory64(view: DataView, endAt: number) {
  const locator = endAt - 20;
  if (locator < 0 || view.getUint32(locator, true) !== END64_LOCATOR) return null;
  const at = readSafe64(view, locator + 8);
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== END64) throw new FileFailure('file.damaged');
  return {
    count: readSafe64(view, at + 32),
    size: readSafe64(view, at + 40),
    offset: readSafe64(view, at + 48),
    directoryEnd: at,
  };
}

function readSafe64(view: DataView, at: number): number {
  const value = view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000;
  if (!Number.isSafeInteger(value)) throw new FileFailure('file.damaged');
  return value;
}

function readEntry(bytes: Uint8Array, view: DataView, p: number, name: string, shift: number): ZipEntry {
  const method = view.getUint16(p + 10, true);
  if (method !== 0 && method !== 8) throw new FileFailure('file.unsupported_format', { method });
  let compressedSize = view.getUint32(p + 20, true);
  let size = view.getUint32(p + 24, true);
  let local = view.getUint32(p + 42, true);
  let extra = p + 46 + view.getUint16(p + 28, true);
  const extraEnd = extra + view.getUint16(p + 30, true);
  while (extra + 4 <= extraEnd) {
    const length = view.getUint16(extra + 2, true);
    if (view.getUint16(extra, true) === 1 && extra + 4 + length <= extraEnd) {
      let at = extra + 4;
      const stop = at + length;
      const wide = (narrow: number): number => {
        if (narrow !== 0xffffffff || at + 8 > stop) return narrow;
        at += 8;
        return readSafe64(view, at - 8);
      };
      size = wide(size);
      compressedSize = wide(compressedSize);
      local = wide(local);
    }
    extra += 4 + length;
  }
  const header = local + shift;
  if (header + 30 > bytes.length || view.getUint32(header, true) !== LOCAL) throw new FileFailure('file.damaged');
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + compressedSize > bytes.length) throw new FileFailure('file.damaged');
  const compressed = bytes.subarray(start, start + compressedSize);
  return { name, method, crc32: view.getUint32(p + 16, true), size, compressed };
}

function entryName(raw: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    if (utf8) throw new FileFailure('file.damaged');
    return new TextDecoder('gb18030').decode(raw);
  }
}

function checkName(name: string): void {
  const parts = name.split(/[\\/]/);
  if (parts.includes('..') || name.includes('\0') || /^[A-Za-z]:/.test(name)) throw new FileFailure('file.damaged');
}
