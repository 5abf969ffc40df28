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

describe('the hash of a table', () => {
  it.each([
    ['pieces', byPieces],
    [undefined, (bytes: Buffer) => sha256(bytes).toString('hex')],
  ] as const)('is what the format says, by %s', async (tableHash, expected) => {
    const made = await makeBackup(TABLES, { chunkBytes: 300_000, ...(tableHash && { tableHash }) });
    for (const [index, [name, rows]] of Object.entries(TABLES).entries())
      expect(made.tables[name], name).toEqual({ rows: rows.length, sha256: expected(await recordsOf(index, rows)) });
    const source = sourceOf(made.file);
    const read = await readBackup(source, await readHeader(source), made.fileKey, null);
    expect(read.tables).toEqual(made.tables);
  });
});
