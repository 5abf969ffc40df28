import { FileFailure, LIMITS, throwIfCancelled, type ReadOptions } from './limits';
import type { ZipEntry } from './zip';

/** Bytes inflated from one file so far; shared by all its entries, so that many small bombs are one big one. */
export interface InflateBudget {
  total: number;
}

/** Inflates a gzip stream given in parts; a damaged one makes the stream fail. */
export type Inflate = (gzip: readonly Uint8Array[]) => ReadableStream<Uint8Array>;

/** What was to inflate is not there any more: no fault of the file. */
export class InflaterGone extends Error {}

/** Below it, another thread is not worth its messages. */
const BESIDE_FROM = 256 * 1024;
/** Small pieces in, so that a hostile ratio cannot turn one piece into hundreds of megabytes at once. */
const PIECE = 32 * 1024;
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/**
 * Inflates an entry piece by piece, counting as it goes. The deflate stream is dressed as gzip: the platform's own
 * decompressor then checks CRC and size natively, which in script would cost as much as inflating.
 */
export async function* inflateEntry(
  entry: ZipEntry,
  budget: InflateBudget,
  options: ReadOptions = {},
  maxBytes: number = LIMITS.entryBytes,
): AsyncGenerator<Uint8Array> {
  let inflated = 0;
  const reader = openEntry(entry, options.inflate).getReader();
  try {
    for (;;) {
      const { done, value } = await readPiece(reader);
      if (done) return;
      inflated += value.length;
      budget.total += value.length;
      checkBudget(entry, inflated, maxBytes, budget);
      throwIfCancelled(options);
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** A whole small part in one array. */
export async function inflateWhole(entry: ZipEntry, budget: InflateBudget, options: ReadOptions = {}) {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of inflateEntry(entry, budget, options, LIMITS.smallPartBytes)) {
    pieces.push(piece);
    length += piece.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function checkBudget(entry: ZipEntry, inflated: number, maxBytes: number, budget: InflateBudget): void {
  const packed = entry.compressed.length;
  const ratioBroken = inflated > LIMITS.ratioGraceBytes && inflated > packed * LIMITS.ratio;
  if (ratioBroken || inflated > maxBytes || budget.total > LIMITS.totalBytes) throw new FileFailure('file.bomb');
}

async function readPiece(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (error) {
    if (error instanceof InflaterGone) throw error;
    throw new FileFailure('file.damaged');
  }
}

function openEntry(entry: ZipEntry, inflateBeside: Inflate = inflateHere): ReadableStream<Uint8Array> {
  const packed = entry.compressed;
  if (entry.method === 0) {
    // Stored parts are rare and small; their checksum is taken in script.
    if (packed.length !== entry.size || crc32(packed) !== entry.crc32) throw new FileFailure('file.damaged');
    return pieces([packed]);
  }
  const trailer = new Uint8Array(8);
  const view = new DataView(trailer.buffer);
  view.setUint32(0, entry.crc32, true);
  view.setUint32(4, entry.size % 0x1_0000_0000, true);
  const inflate = packed.length < BESIDE_FROM ? inflateHere : inflateBeside;
  return inflate([GZIP_HEADER, packed, trailer]);
}

/** On this thread. */
export const inflateHere: Inflate = (gzip) =>
  pieces(gzip).pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>);

function pieces(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let part = 0;
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      while (part < parts.length && at >= parts[part]!.length) {
        part++;
        at = 0;
      }
      const bytes = parts[part];
      if (!bytes) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.subarray(at, at + PIECE));
      at += PIECE;
    },
  });
}

let table: Uint32Array | undefined;

export function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
