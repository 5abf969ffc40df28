import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mendTornLogs } from '../../electron/main/torn-log';

const BLOCK = 32_768;
const HEADER = 7;
let data: string;
let folder: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'torn-log-'));
  folder = join(data, 'app_main_0.indexeddb.leveldb');
  mkdirSync(folder);
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** Bit by bit, unlike the table of the program. */
function crc32c(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f6_3b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function piece(type: number, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(HEADER + content.length);
  bytes[6] = type;
  bytes.set(content, HEADER);
  const crc = crc32c(bytes.subarray(6));
  bytes.writeUInt32LE((((crc >>> 15) | (crc << 17)) + 0xa282_ead8) >>> 0, 0);
  bytes.writeUInt16LE(content.length, 4);
  return bytes;
}

/** A log as LevelDB writes it, and where each of its records ends. */
function writeLog(sizes: readonly number[]): { log: Buffer; ends: number[] } {
  const parts: Buffer[] = [];
  const ends: number[] = [];
  let at = 0;
  const put = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  sizes.forEach((size, n) => {
    const content = Buffer.alloc(size, 65 + (n % 26));
    for (let from = 0, isFirst = true; ; isFirst = false) {
      if (BLOCK - (at % BLOCK) < HEADER) put(Buffer.alloc(BLOCK - (at % BLOCK)));
      const room = BLOCK - (at % BLOCK) - HEADER;
      const part = content.subarray(from, from + room);
      from += part.length;
      const isLast = from === size;
      put(piece(isFirst && isLast ? 1 : isFirst ? 2 : isLast ? 4 : 3, part));
      if (isLast) break;
    }
    ends.push(at);
  });
  return { log: Buffer.concat(parts), ends };
}

const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, name), bytes);
const read = (name: string): Buffer => readFileSync(join(folder, name));

/** The log after mending. */
async function mended(bytes: Uint8Array): Promise<Buffer> {
  put('000003.log', bytes);
  await mendTornLogs(data);
  return read('000003.log');
}

describe('logs of the engine that a kill has torn', () => {
  const { log, ends } = writeLog([100, 300, 50]);
  const two = ends[1]!;

  it.each([1, 3, 6, HEADER, HEADER + 20])('%i bytes of a record that was not written are cut off', async (bytes) => {
    expect(await mended(log.subarray(0, two + bytes))).toEqual(log.subarray(0, two));
  });

  it('whole ones stay as they are', async () => {
    expect(await mended(log)).toEqual(log);
    expect(await mended(new Uint8Array(0))).toHaveLength(0);
    expect(await mendTornLogs(data)).toEqual({ count: 0, bytes: 0 });
    expect(await mendTornLogs(join(data, 'none'))).toEqual({ count: 0, bytes: 0 });
  });

  it('any cut of any log leaves every whole record and nothing else, and mending again changes nothing', async () => {
    const size = fc.oneof(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 32_700, max: 33_000 }),
      fc.constant(80_000),
    );
    const cut = fc.tuple(fc.array(size, { minLength: 1, maxLength: 6 }), fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(cut, async ([sizes, where]) => {
        const whole = writeLog(sizes);
        const length = Math.floor(where * whole.log.length);
        const left = await mended(whole.log.subarray(0, length));
        const end = Math.max(0, ...whole.ends.filter((one) => one <= length));
        // What fills a block up is no record, and may stay.
        const filler = left.subarray(end);
        expect(left.subarray(0, end)).toEqual(whole.log.subarray(0, end));
        expect(filler.length < HEADER && filler.every((byte) => byte === 0)).toBe(true);
        expect(await mended(left)).toEqual(left);
      }),
      { numRuns: 60 },
    );
  });

  it('what is damaged in another way is not touched: a byte in the middle, what was written behind a tear, room kept free', async () => {
    const flipped = Buffer.from(log.subarray(0, two + 3));
    flipped[20]! ^= 1;
    expect(await mended(flipped)).toEqual(flipped);
    const behind = Buffer.concat([log.subarray(0, two + HEADER), writeLog([40, 40]).log]);
    expect(await mended(behind)).toEqual(behind);
    const kept = Buffer.concat([log, Buffer.alloc(500)]);
    expect(await mended(kept)).toEqual(kept);
  });

  it('only the logs that are gone on with are looked at: the newest, and the list of files', async () => {
    const torn = log.subarray(0, two + 3);
    for (const name of ['000003.log', '000012.log', 'MANIFEST-000001', 'MANIFEST-000009']) put(name, torn);
    put('CURRENT', Buffer.from('MANIFEST-000009\n'));
    expect(await mendTornLogs(data)).toEqual({ count: 2, bytes: 6 });
    expect(read('000003.log')).toEqual(torn);
    expect(read('000012.log')).toEqual(log.subarray(0, two));
    expect(read('MANIFEST-000001')).toEqual(torn);
    expect(read('MANIFEST-000009')).toEqual(log.subarray(0, two));
  });
});
