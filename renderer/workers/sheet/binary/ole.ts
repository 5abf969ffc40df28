import { FileFailure } from '../limits';

/** A directory entry is 128 bytes long and begins with its name in UTF-16 ([MS-CFB] 2.6.1). */
const ENTRY_BYTES = 128;
const HEADER_FAT_SECTORS = 109;
/** Shorter streams lie in sectors of 64 bytes inside the stream of the root entry ([MS-CFB] 2.4). */
const MINI_CUTOFF = 4_096;
const MINI_BYTES = 64;

interface Entry {
  name: string;
  /** 1: a storage, 2: a stream, 5: the root. */
  kind: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

/** The names of a compound file's streams and storages, in small letters; also of a damaged one, as far as they are found. */
export function readOleNames(bytes: Uint8Array): string[] {
  const names: string[] = [];
  for (let at = 512; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    const entry = readEntry(bytes, at);
    if (entry) names.push(entry.name);
  }
  return names;
}

/**
 * The content of a stream that lies at the top of a compound file; the first of `names` (in small letters) that is there. Chains
 * that bite their own tail or leave the file end as `file.damaged`.
 */
export function readOleStream(bytes: Uint8Array, names: readonly string[]): Uint8Array | undefined {
  const sectors = new Sectors(bytes);
  const directory = sectors.read(sectors.view.getInt32(48, true));
  const entries: (Entry | undefined)[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) entries.push(readEntry(directory, at));
  const [root] = entries;
  if (root?.kind !== 5) throw new FileFailure('file.damaged');
  const top = childrenOf(root, entries);
  const found = names.map((name) => top.find((e) => e.kind === 2 && e.name === name)).find((e) => e !== undefined);
  if (!found) return undefined;
  if (found.size >= MINI_CUTOFF) return sectors.read(found.start, found.size);
  return readMini(sectors, sectors.read(root.start, root.size), found);
}

function readEntry(bytes: Uint8Array, at: number): Entry | undefined {
  // The name's length in bytes, its end included.
  const length = bytes[at + 64]! + bytes[at + 65]! * 256;
  const kind = bytes[at + 66]!;
  if (length < 4 || length > 64 || ![1, 2, 5].includes(kind)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, ENTRY_BYTES);
  const name = new TextDecoder('utf-16le').decode(bytes.subarray(at, at + length - 2)).toLowerCase();
  const [left, right, child] = [68, 72, 76].map((offset) => view.getInt32(offset, true)) as [number, number, number];
  return { name, kind, left, right, child, start: view.getInt32(116, true), size: view.getUint32(120, true) };
}

/** Siblings are a tree of their own. Embedded workbooks hold streams of the same names further down. */
function childrenOf(root: Entry, entries: readonly (Entry | undefined)[]): Entry[] {
  const found = new Set<Entry>();
  const open = [root.child];
  while (open.length > 0) {
    const entry = entries[open.pop()!];
    if (!entry || entry === root || found.has(entry)) continue;
    found.add(entry);
    open.push(entry.left, entry.right);
  }
  return [...found];
}

/** For each sector the one that follows it; negative at the end of a chain ([MS-CFB] 2.2, 2.3, 2.5). */
class Sectors {
  readonly view: DataView;
  private readonly size: number;
  private readonly next: Int32Array;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shift = bytes.length >= 512 ? this.view.getUint16(30, true) : 0;
    if (shift !== 9 && shift !== 12) throw new FileFailure('file.damaged');
    this.size = 1 << shift;
    const perSector = this.size / 4;
    const tables = this.tableSectors(perSector);
    this.next = new Int32Array(Math.ceil(bytes.length / this.size)).fill(-1);
    for (let i = 0; i < this.next.length; i++) {
      this.next[i] = this.number(tables[Math.floor(i / perSector)] ?? -1, i % perSector);
    }
  }

  /** A chain as one piece, cut to `size`; shorter when the chain is. */
  read(start: number, size = Infinity): Uint8Array {
    const chain = followChain(this.next, start, Math.ceil(size / this.size));
    const whole = new Uint8Array(chain.length * this.size);
    let length = 0;
    for (const sector of chain) {
      const piece = this.bytes.subarray((sector + 1) * this.size, (sector + 2) * this.size);
      whole.set(piece, length);
      length += piece.length;
    }
    return whole.subarray(0, Math.min(length, size));
  }

  private tableSectors(perSector: number): number[] {
    const tables = Array.from({ length: HEADER_FAT_SECTORS }, (_, i) => this.view.getInt32(76 + i * 4, true));
    let more = this.view.getInt32(68, true);
    for (let left = Math.ceil(this.bytes.length / this.size); more >= 0; left--) {
      if (left < 0) throw new FileFailure('file.damaged');
      for (let i = 0; i < perSector - 1; i++) tables.push(this.number(more, i));
      more = this.number(more, perSector - 1);
    }
    return tables;
  }

  private number(sector: number, index: number): number {
    const at = (sector + 1) * this.size + index * 4;
    return sector >= 0 && at + 4 <= this.bytes.length ? this.view.getInt32(at, true) : -1;
  }
}

function readMini(sectors: Sectors, stream: Uint8Array, { start, size }: Entry): Uint8Array {
  const table = sectors.read(sectors.view.getInt32(60, true));
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  const next = Int32Array.from({ length: Math.floor(table.length / 4) }, (_, i) => view.getInt32(i * 4, true));
  const whole = new Uint8Array(size);
  let length = 0;
  for (const sector of followChain(next, start, Math.ceil(size / MINI_BYTES))) {
    const piece = stream.subarray(sector * MINI_BYTES, (sector + 1) * MINI_BYTES).subarray(0, size - length);
    whole.set(piece, length);
    length += piece.length;
  }
  return whole.subarray(0, length);
}

function followChain(next: Int32Array, start: number, most: number): number[] {
  const chain: number[] = [];
  for (let at = start; at >= 0 && at < next.length && chain.length < most; at = next[at]!) {
    // No chain is longer than the table: this one has come back to itself.
    if (chain.length > next.length) throw new FileFailure('file.damaged');
    chain.push(at);
  }
  return chain;
}
