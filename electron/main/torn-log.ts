import { open, readdir, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './state-file';

/**
 * Chromium keeps IndexedDB in LevelDB and writes a record of its log in two calls, seven bytes of header and then the content. A program
 * that is killed in between leaves a header without content. LevelDB overlooks that at the next start, but goes on writing behind it
 * ("Reusing old log"), and at the start after that takes the length of the torn record into what was written since, finds the checksum
 * wrong in the middle of the log, and Chromium throws the whole database away. Seen once in some 300 kills; nothing that was acknowledged
 * is lost, since backup and journal have it, but somebody has to recover. What was torn was never acknowledged: cut off before anybody
 * opens the database, it does no harm.
 *
 * Format: https://github.com/google/leveldb/blob/main/doc/log_format.md
 */

const BLOCK = 32_768;
const HEADER = 7;
const [FULL, FIRST, MIDDLE, LAST] = [1, 2, 3, 4];

/** What was cut off of all logs. */
export interface MendedLogs {
  count: number;
  bytes: number;
}

/**
 * To be called while nothing has the databases open. Never fails: what cannot be read or is damaged otherwise is left as it is, for the
 * engine and the recovery to deal with.
 * @param data Chromium's folder of databases, `IndexedDB`
 */
export async function mendTornLogs(data: string): Promise<MendedLogs> {
  const mended: MendedLogs = { count: 0, bytes: 0 };
  for (const folder of await readdir(data).catch(() => [])) {
    if (!folder.endsWith('.leveldb')) continue;
    for (const name of await logsOf(join(data, folder)).catch(() => [])) {
      const bytes = await mend(join(data, folder, name)).catch(() => 0);
      if (bytes === 0) continue;
      mended.count++;
      mended.bytes += bytes;
      await syncFolder(join(data, folder)).catch(() => undefined);
    }
  }
  return mended;
}

/** The logs that are gone on with: the newest of the data, and that of the files it is made of. */
async function logsOf(folder: string): Promise<string[]> {
  const logs = (await readdir(folder)).filter((name) => /^\d+\.log$/.test(name));
  const newest = logs.sort((a, b) => parseInt(a) - parseInt(b)).at(-1);
  const manifest = (await readFile(join(folder, 'CURRENT'), 'utf8').catch(() => '')).trim();
  return [...(newest === undefined ? [] : [newest]), ...(/^MANIFEST-\d+$/.test(manifest) ? [manifest] : [])];
}

/** @returns how many bytes were cut off */
async function mend(path: string): Promise<number> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const end = await findEnd(file, size);
    if (end === null || end === size) return 0;
    await file.truncate(end);
    await file.sync();
    return size - end;
  } finally {
    await file.close();
  }
}

/** Where the last whole record ends; null where the log is not whole up to a torn end, and must not be touched. */
async function findEnd(file: FileHandle, size: number): Promise<number | null> {
  const block = new Uint8Array(BLOCK);
  /** Behind the last whole record, and whether one has begun since, in pieces. */
  let [end, isOpen] = [0, false];
  for (let start = 0; start < size; start += BLOCK) {
    const { bytesRead } = await file.read(block, 0, BLOCK, start);
    if (bytesRead < Math.min(BLOCK, size - start)) return null;
    for (let at = 0; BLOCK - at >= HEADER;) {
      const here = block.subarray(at, bytesRead);
      if (here.length === 0) return isOpen ? end : size;
      // The end of the file, in the middle of a header.
      if (here.length < HEADER) return end;
      const [length, type] = [here[4]! | (here[5]! << 8), here[6]!];
      if (at + HEADER + length > BLOCK || type < FULL || type > LAST) return null;
      if (HEADER + length > here.length) return end;
      if (!isIntact(here.subarray(0, HEADER + length))) return null;
      if ((type === FULL || type === FIRST) === isOpen) return null;
      isOpen = type === FIRST || type === MIDDLE;
      at += HEADER + length;
      if (!isOpen) end = start + at;
    }
  }
  // What is too short for a header is filled up at the end of a block.
  return isOpen ? end : size;
}

const CRC32C = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f6_3b78 : crc >>> 1;
  return crc >>> 0;
});

/** Over type and content, and masked, so that a log that holds logs is told from its contents. */
function isIntact(record: Uint8Array): boolean {
  let crc = 0xffff_ffff;
  for (let i = HEADER - 1; i < record.length; i++) crc = (crc >>> 8) ^ CRC32C[(crc ^ record[i]!) & 0xff]!;
  return maskOf(~crc >>> 0) === new DataView(record.buffer, record.byteOffset).getUint32(0, true);
}

function maskOf(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282_ead8) >>> 0;
}
