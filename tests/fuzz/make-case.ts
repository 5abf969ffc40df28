import { strFromU8, strToU8 } from 'fflate';
import { join, mutateBytes } from './mutate-bytes';
import { mutateLines, mutateXml } from './mutate-text';
import { mutateHeaders, mutateZip, unpack } from './mutate-zip';
import { Random } from './random';
import type { Seed } from './seeds';

export interface FuzzCase {
  bytes: Uint8Array;
  name: string;
  /** How it was made, for people to read. */
  recipe: string;
}

/** Enough to pass every limit that is counted, little enough to be made a hundred times a second. */
const MAX_BYTES = 8_000_000;

/** Case `number` of a seed: always the same from the same files. */
export function makeCase(seeds: readonly Seed[], seed: number, number: number): FuzzCase {
  const random = new Random(seed * 1_000_003 + number);
  const from = random.pick(seeds);
  const other = random.pick(seeds);
  const recipe = [from.name];
  let { bytes } = from;
  for (let i = random.int(3); i >= 0; i--) {
    const step = mutateOnce(bytes, other.bytes, random);
    bytes = step.bytes.subarray(0, MAX_BYTES);
    recipe.push(step.what);
  }
  return { bytes, name: from.name, recipe: recipe.join(' > ') };
}

function mutateOnce(bytes: Uint8Array, other: Uint8Array, random: Random): { bytes: Uint8Array; what: string } {
  if (random.chance(0.08)) return crossOver(bytes, other, random);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip && random.chance(0.7)) {
    const files = unpack(bytes);
    if (files) return mutateZip(files, unpack(other), random);
  }
  if (isZip && random.chance(0.5)) return { bytes: mutateHeaders(bytes, random), what: 'headers' };
  if (isText(bytes) && random.chance(0.8)) return mutateTextFile(bytes, random);
  return mutateBytes(bytes, random);
}

function mutateTextFile(bytes: Uint8Array, random: Random): { bytes: Uint8Array; what: string } {
  // One character per byte: any encoding survives what is not touched.
  const text = strFromU8(bytes, true);
  const { text: changed, what } = text.trimStart().startsWith('<')
    ? mutateXml(text, random)
    : mutateLines(text, random);
  const back = Uint8Array.from(changed.slice(0, MAX_BYTES), (c) => c.charCodeAt(0) & 0xff);
  if (!random.chance(0.05)) return { bytes: back, what };
  const wide = new Uint8Array(back.length * 2);
  back.forEach((byte, i) => (wide[i * 2] = byte));
  return { bytes: wide, what: `${what}+utf16` };
}

function crossOver(bytes: Uint8Array, other: Uint8Array, random: Random): { bytes: Uint8Array; what: string } {
  const head = bytes.subarray(0, random.int(bytes.length + 1));
  const tail = other.subarray(random.int(other.length + 1));
  return { bytes: join(random.chance(0.2) ? [strToU8('\r\n'), bytes, tail] : [head, tail]), what: 'crossOver' };
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 200).includes(0);
}
