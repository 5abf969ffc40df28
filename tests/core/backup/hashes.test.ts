import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from '@renderer/core/backup/file/records';
import { readBackup, readHeader } from '@renderer/core/backup/file/read';
import { makeBackup, sourceOf } from '../../support/factories/backup-file';

const MIB = 1024 * 1024;
/** Longer than a piece, shorter than one, and nothing. */
const TABLES = {
  large: Array.from({ length: 3 }, (_, id) => ({ id, text: String(id).repeat(MIB * 1.4) })),
  small: [{ id: 1, text: '青禾' }],
  empty: [],
};

async function recordsOf(index: number, rows: readonly unknown[]): Promise<Buffer> {
  const records: Uint8Array[] = [];
  for (const row of rows) records.push(await encodeRecord(index, row));
  return Buffer.concat(records);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

function byPieces(bytes: Buffer): string {
  const hashes: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += MIB) hashes.push(sha256(bytes.subarray(at, at + MIB)));
  return sha256(Buffer.concat(hashes)).toString('hex');
}

/** What stands before the end mark, worked out as the format says. */
async function wholeOf(file: Uint8Array, isByPieces: boolean): Promise<string> {
  const body = file.subarray(0, -40);
  if (!isByPieces) return sha256(body).toString('hex');
  const { end } = await readHeader(sourceOf(file));
  const parts: Uint8Array[] = [body.subarray(0, end)];
  const view = new DataView(body.buffer, body.byteOffset);
  for (let at = end; at < body.length;) {
    const next = at + 5 + view.getUint32(at, true);
    parts.push(sha256(body.subarray(at, next)));
    at = next;
  }
  return sha256(Buffer.concat(parts)).toString('hex');
}

describe('the hash of a table, and of the file', () => {
  it.each([
    ['pieces', byPieces],
    [undefined, (bytes: Buffer) => sha256(bytes).toString('hex')],
  ] as const)('is what the format says, by %s', async (hashing, expected) => {
    const made = await makeBackup(TABLES, { chunkBytes: 300_000, hashing });
    for (const [index, [name, rows]] of Object.entries(TABLES).entries())
      expect(made.tables[name], name).toEqual({ rows: rows.length, sha256: expected(await recordsOf(index, rows)) });
    const source = sourceOf(made.file);
    const read = await readBackup(source, await readHeader(source), made.fileKey, null);
    expect(read.tables).toEqual(made.tables);
    expect(made.sha256).toBe(await wholeOf(made.file, hashing === 'pieces'));
  });
});
