import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { mutateBytes } from './mutate-bytes';
import { mutateXml } from './mutate-text';
import type { Random } from './random';

type Files = Record<string, Uint8Array>;

const MAX_PART = 1_000_000;
const NAMES = ['xl/workbook.xml', 'XL/Workbook.xml', 'xl\\workbook.xml', '/xl/styles.xml', '../x', 'a/', '', 'mimetype', '[Content_Types].xml']; // prettier-ignore

/** The parts of an archive; nothing when it does not open or is too large to be taken apart. */
export function unpack(bytes: Uint8Array): Files | undefined {
  try {
    let isLarge = false;
    const files = unzipSync(bytes, { filter: ({ originalSize }) => !(isLarge ||= originalSize > MAX_PART) });
    return isLarge || Object.keys(files).length === 0 ? undefined : files;
  } catch {
    return undefined;
  }
}

/** Changes the parts of an archive and packs them again, so that what is inside is reached. */
export function mutateZip(files: Files, other: Files | undefined, random: Random): { bytes: Uint8Array; what: string } {
  const changed = { ...files };
  const what: string[] = [];
  for (let i = random.int(3); i >= 0; i--) what.push(changePart(changed, other, random));
  const level = random.pick([0, 1, 6] as const);
  return { bytes: zipSync(changed, { level }), what: what.join('+') };
}

function changePart(files: Files, other: Files | undefined, random: Random): string {
  const name = random.pick(Object.keys(files));
  const part = files[name]!;
  const choice = random.int(12);
  if (choice < 7 && /\.(xml|rels)$/i.test(name)) {
    const { text, what } = mutateXml(strFromU8(part), random);
    files[name] = strToU8(text);
    return `${what}(${name})`;
  }
  if (choice === 7 && Object.keys(files).length > 1) {
    delete files[name];
    return `drop(${name})`;
  }
  if (choice === 8) {
    files[random.pick(NAMES)] = part;
    return `rename(${name})`;
  }
  if (choice === 9) {
    files[name] = random.pick(Object.values(files));
    return `swap(${name})`;
  }
  if (choice === 10 && other) {
    const taken = random.pick(Object.keys(other));
    files[taken] = other[taken]!;
    return `graft(${taken})`;
  }
  const { bytes, what } = mutateBytes(part, random);
  files[name] = bytes;
  return `${what}(${name})`;
}

const SIGNATURES = [0x04034b50, 0x02014b50, 0x06054b50];
const EDGES = [0, 1, 8, 9, 0x800, 0xfffe, 0xffff, 0x7fffffff, 0xffffffff];

/** Writes an odd number into one of the headers of an archive. */
export function mutateHeaders(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const headers: number[] = [];
  for (let at = 0; at + 30 <= copy.length; at++) if (SIGNATURES.includes(view.getUint32(at, true))) headers.push(at);
  if (headers.length === 0) return copy;
  const at = random.pick(headers) + 4 + random.int(24);
  if (random.chance(0.5)) view.setUint16(at, random.pick(EDGES) & 0xffff, true);
  else if (at + 4 <= copy.length) view.setUint32(at, random.pick(EDGES), true);
  return copy;
}
