import type { Random } from './random';

type Bytes = Uint8Array;

/** Sizes, counts and offsets that programs get wrong. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

const MUTATIONS: readonly ((bytes: Bytes, random: Random) => Bytes)[] = [
  function flipBits(bytes, random) {
    const copy = bytes.slice();
    for (let i = random.int(8); i >= 0; i--) copy[random.int(copy.length)]! ^= 1 << random.int(8);
    return copy;
  },
  function writeEdge(bytes, random) {
    const copy = bytes.slice();
    if (copy.length < 4) return copy;
    const view = new DataView(copy.buffer);
    const at = random.int(copy.length - 3);
    if (random.chance(0.5)) view.setUint16(at, random.pick(EDGES) & 0xffff, true);
    else view.setUint32(at, random.pick(EDGES), random.chance(0.8));
    return copy;
  },
  function fillSpan(bytes, random) {
    const [from, to] = span(bytes, random);
    return bytes.slice().fill(random.pick([0, 0x20, 0x22, 0x3c, 0xff]), from, to);
  },
  function cutSpan(bytes, random) {
    const [from, to] = span(bytes, random);
    return join([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeatSpan(bytes, random) {
    const [from, to] = span(bytes, random);
    const times = to - from > 2_000 ? 2 : 1 + random.int(50);
    return join([bytes.subarray(0, to), ...Array<Bytes>(times).fill(bytes.subarray(from, to)), bytes.subarray(to)]);
  },
  function truncate(bytes, random) {
    return bytes.slice(0, random.int(bytes.length));
  },
  function insertNoise(bytes, random) {
    const at = random.int(bytes.length);
    const noise = Uint8Array.from({ length: 1 + random.int(64) }, () => random.int(256));
    return join([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
];

export function mutateBytes(bytes: Bytes, random: Random): { bytes: Bytes; what: string } {
  const mutation = random.pick(MUTATIONS);
  return { bytes: bytes.length === 0 ? bytes : mutation(bytes, random), what: mutation.name };
}

export function join(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function span(bytes: Bytes, random: Random): [number, number] {
  const from = random.int(bytes.length);
  const length = random.chance(0.8) ? random.int(64) : random.int(bytes.length);
  return [from, Math.min(bytes.length, from + length)];
}
