import { beforeAll, describe, expect, it } from 'vitest';
import { BackupError } from '@renderer/core/backup/backup-error';
import { gzip } from '@renderer/core/backup/file/compress';
import { readBackup, readHeader } from '@renderer/core/backup/file/read';
import { makeBackup, sourceOf, type MadeBackup } from '../../support/factories/backup-file';

/** trust.md B1 and B2: every byte and every length, and a large file, with `npm run torture`. */
const ALL = process.env['TORTURE'] === '1';
const STEP = ALL ? 1 : 11;
const TABLES = {
  meta: [{ key: 'install', value: { installId: 'install-1', createdAt: 5 } }],
  merchants: Array.from({ length: 16 }, (_, i) => ({
    id: `m-${i}`,
    name: `商户${i} ${'甲乙丙丁'.repeat(i % 7)}`,
    sealed: crypto.getRandomValues(new Uint8Array(90)),
  })),
  empty: [],
};

type Rows = Record<string, unknown[]>;

async function readAll(file: Uint8Array, key: Uint8Array<ArrayBuffer> | null): Promise<Rows> {
  const source = sourceOf(file);
  const rows: Rows = {};
  await readBackup(source, await readHeader(source), key, (table, row) => void (rows[table] ??= []).push(row));
  return rows;
}

/** Code and part of the error, '' where it was read as if nothing were wrong. */
async function faultOf(file: Uint8Array, key: Uint8Array<ArrayBuffer> | null): Promise<string> {
  try {
    await readAll(file, key);
    return '';
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return [error.code, error.params['part']].filter(Boolean).join(' ');
  }
}

/** Offsets of the chunks: heads, contents and all. */
async function chunksOf(file: Uint8Array): Promise<{ start: number; end: number }[]> {
  const { end } = await readHeader(sourceOf(file));
  const view = new DataView(file.buffer, file.byteOffset);
  const found = [];
  for (let at = end; at < file.length - 40;) {
    const next = at + 5 + view.getUint32(at, true);
    found.push({ start: at, end: next });
    at = next;
  }
  return found;
}

const splice = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe.each([
  ['encrypted', 'A256GCM'],
  ['not encrypted', 'none'],
] as const)('a backup file, %s', (_name, cipher) => {
  let made: MadeBackup;
  beforeAll(async () => {
    made = await makeBackup(TABLES, { cipher });
  });

  it('gives back every row of every table, and says how many there are', async () => {
    const { meta, merchants } = TABLES;
    expect(await readAll(made.file, made.fileKey)).toStrictEqual({ meta, merchants });
    const source = sourceOf(made.file);
    const summary = await readBackup(source, await readHeader(source), made.fileKey, () => undefined);
    expect(summary).toEqual({ sha256: made.sha256, tables: made.tables });
    expect(made.tables['merchants']).toMatchObject({ rows: 16 });
    expect(made.bytes).toBe(made.file.length);
  });

  it('hides what it holds only when encrypted', async () => {
    const { file } = await makeBackup({ t: [{ secret: 'kestrel' }] }, { cipher, chunkBytes: 4096 });
    const packed = await gzip(new Uint8Array(0));
    // The gzip magic stands at the beginning of a chunk that is not encrypted.
    const at = (await chunksOf(file))[0]!.start + 5;
    expect(file[at] === packed[0] && file[at + 1] === packed[1]).toBe(cipher === 'none');
  });

  it('detects one flipped bit anywhere in it', async () => {
    const undetected: number[] = [];
    for (let at = 0; at < made.file.length; at += STEP) {
      const file = made.file.slice();
      file[at]! ^= 1 << ((at * 5) % 8);
      if ((await faultOf(file, made.fileKey)) === '') undetected.push(at);
    }
    expect(made.file.length).toBeGreaterThan(2_500);
    expect(undetected).toEqual([]);
  }, 120_000);

  it('detects every length it may be cut to, and what is appended', async () => {
    const undetected: number[] = [];
    for (let length = 0; length < made.file.length; length += STEP) {
      if ((await faultOf(made.file.slice(0, length), made.fileKey)) === '') undetected.push(length);
    }
    expect(undetected).toEqual([]);
    expect(await faultOf(splice(made.file, new Uint8Array(1)), made.fileKey)).toMatch(/^backup.damaged/);
    expect(await faultOf(splice(made.file, made.file), made.fileKey)).toMatch(/^backup.damaged/);
  }, 120_000);

  it('detects chunks that were swapped, doubled, left out, or taken from another backup', async () => {
    const other = await makeBackup(TABLES, { cipher });
    const chunks = await chunksOf(made.file);
    const bytes = chunks.map(({ start, end }) => made.file.slice(start, end));
    const foreign = (await chunksOf(other.file)).map(({ start, end }) => other.file.slice(start, end));
    const head = made.file.slice(0, chunks[0]!.start);
    const trailer = made.file.slice(chunks.at(-1)!.end);
    const fault = (list: Uint8Array[]) => faultOf(splice(head, ...list, trailer), made.fileKey);
    expect(await fault(bytes)).toBe('');
    expect(bytes.length).toBeGreaterThan(3);
    for (let i = 0; i < bytes.length; i++) {
      expect(await fault(bytes.filter((_, n) => n !== i)), `without ${i}`).toMatch(/^backup.damaged/);
      expect(await fault([...bytes.slice(0, i), bytes[i]!, ...bytes.slice(i)]), `twice ${i}`).toMatch(
        /^backup.damaged/,
      );
      expect(await fault(bytes.with(i, foreign[i]!)), `foreign ${i}`).toMatch(/^backup.damaged/);
      for (let j = 0; j < i; j++)
        expect(await fault(bytes.with(i, bytes[j]!).with(j, bytes[i]!)), `${i} and ${j}`).toMatch(/^backup.damaged/);
    }
  });

  it('says where the damage is', async () => {
    const chunks = await chunksOf(made.file);
    const flip = (at: number): Uint8Array => made.file.with(at, made.file[at]! ^ 1);
    expect(await faultOf(flip(0), made.fileKey)).toBe('backup.not_a_backup');
    expect(await faultOf(flip(40), made.fileKey)).toBe('backup.damaged header');
    expect(await faultOf(flip(chunks[1]!.start + 20), made.fileKey)).toBe('backup.damaged chunk');
    expect(await faultOf(flip(chunks.at(-1)!.start + 20), made.fileKey)).toBe('backup.damaged manifest');
    expect(await faultOf(flip(made.file.length - 1), made.fileKey)).toBe('backup.damaged end');
  });
});

describe.runIf(ALL)('a backup of twenty megabytes', () => {
  const FLIPS = 2_000;
  const CUTS = 500;
  let made: MadeBackup;
  beforeAll(async () => {
    const noise = Array.from({ length: 320 }, (_, i) => {
      const bytes = new Uint8Array(65_536);
      crypto.getRandomValues(bytes);
      return { id: i, bytes };
    });
    made = await makeBackup({ noise }, { chunkBytes: 1024 * 1024 });
  }, 120_000);

  it(`detects ${FLIPS} flipped bits all over it, and ${CUTS} lengths it may be cut to`, async () => {
    const size = made.file.length;
    expect(size).toBeGreaterThan(20 * 1024 * 1024);
    const undetected: number[] = [];
    const file = made.file.slice();
    for (let n = 0; n < FLIPS; n++) {
      const at = Math.floor((n * size) / FLIPS) + (n % 97);
      file[at]! ^= 1 << (n % 8);
      if ((await faultOf(file, made.fileKey)) === '') undetected.push(at);
      file[at]! ^= 1 << (n % 8);
    }
    for (let n = 0; n < CUTS; n++) {
      const length = Math.floor((n * size) / CUTS) + (n % 89);
      if ((await faultOf(file.subarray(0, length), made.fileKey)) === '') undetected.push(-length);
    }
    expect(undetected).toEqual([]);
    expect(await faultOf(file, made.fileKey)).toBe('');
  }, 3_000_000);
});

describe('what a file says of itself', () => {
  it('is not believed: a chunk that inflates to more than it may stops the reading', async () => {
    const { file } = await makeBackup(
      { t: [{ text: 'a'.repeat(300_000) }] },
      { cipher: 'none', chunkBytes: 1024 * 1024 },
    );
    const honest = await makeBackup({ t: [{ text: 'b' }] }, { cipher: 'none', chunkBytes: 1024 });
    const [bomb] = await chunksOf(file);
    const chunks = await chunksOf(honest.file);
    const forged = splice(
      honest.file.slice(0, chunks[0]!.start),
      file.slice(bomb!.start, bomb!.end),
      honest.file.slice(chunks[0]!.end),
    );
    expect(await faultOf(forged, null)).toMatch(/^backup.damaged/);
  });

  it('is refused by name when a newer program made it, whatever else has changed in it', async () => {
    const { file } = await makeBackup(TABLES, { appVersion: '9.1.0' });
    const newer = file.slice();
    new DataView(newer.buffer).setUint16(10, 2, true);
    const length = new DataView(newer.buffer).getUint32(12, true);
    newer.set(new Uint8Array(await crypto.subtle.digest('SHA-256', newer.slice(0, 16 + length))), 16 + length);
    await expect(readHeader(sourceOf(newer))).rejects.toMatchObject({
      code: 'backup.newer_version',
      params: { version: '9.1.0' },
    });
  });

  it('is refused when a table moved while it was written', async () => {
    await expect(makeBackup({ t: [1, 2] }, { tables: [{ name: 't', rows: 3 }] })).rejects.toThrow(/changed/);
  });
});
