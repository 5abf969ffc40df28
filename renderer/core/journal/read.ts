import { parseJournalName, type JournalBridge, type JournalFile } from '@shared/contracts/journal';
import { SCHEMA_VERSION } from '@renderer/data/db';
import type { TableName } from '@renderer/data/tables';
import { BackupError, damaged, orRefuse } from '../backup/backup-error';
import { Refusal } from '../define';
import { gunzip } from '../backup/file/compress';
import type { BackupHeader } from '../backup/file/header';
import { openFileKey } from '../backup/file/keys';
import { CHUNK_HEAD_BYTES, DATA_CHUNK, LAST_CHUNK, type ChunkKind } from '../backup/file/layout';
import { openCipher, readOpening, take, type ByteSource, type Opened } from '../backup/file/opening';
import { RecordReader } from '../backup/file/records';
import { migrateRow } from '../backup/restore/load';
import { buffered } from '../backup/source';
import type { KeyRing } from '../vault/keyring';
import { startEntry, type JournalEntry } from './entry';
import { FOOTER_BYTES, JOURNAL_MAGIC, journalHeaderSchema, readFooter, type JournalHeader } from './layout';
import { PACKED } from './segment';

/** Deflate makes of a piece at most this; a longer row lies in a piece of its own. */
const MOST_PLAIN_BYTES = 256 * 1024 * 1024;

/** Files of one course of the data, in the order in which they were begun. */
export async function listSegments(outside: JournalBridge, epoch: string): Promise<JournalFile[]> {
  const files = orRefuse(await outside.list());
  return files
    .filter(({ name }) => parseJournalName(name)?.epoch === epoch)
    .sort((a, b) => firstSeqOf(a) - firstSeqOf(b) || a.modifiedAt - b.modifiedAt);
}

export function firstSeqOf({ name }: Pick<JournalFile, 'name'>): number {
  return parseJournalName(name)?.firstSeq ?? 0;
}

/** Number of the last entry that is whole in any file; null where no file can be read. */
export async function lastSeq(outside: JournalBridge, epoch: string): Promise<number | null> {
  let last: number | null = null;
  let from = 0;
  for (const file of (await listSegments(outside, epoch)).reverse()) {
    // Files of the same beginning: all but one are empty, and no clock says which. What began earlier reaches no further.
    if (last !== null && firstSeqOf(file) < from) break;
    const reach = await reachOf(outside, file).catch(() => null);
    if (reach === null) continue;
    last = Math.max(last ?? 0, reach);
    from = firstSeqOf(file);
  }
  return last;
}

/** One before its beginning where it has no entry yet. @throws where it cannot be read: the power went while it was begun */
async function reachOf(outside: JournalBridge, file: JournalFile): Promise<number> {
  const source = sourceOf(outside, file);
  const opened = await openSegment(source);
  const atEnd =
    source.size >= opened.end + FOOTER_BYTES && (await source.read(source.size - FOOTER_BYTES, FOOTER_BYTES));
  const whole = atEnd ? readFooter(atEnd) : null;
  return whole ?? (await walk(source, opened.end)) ?? opened.header.firstSeq - 1;
}

/** The newest lock on the journal: it knows passwords that were changed after the backup. */
export async function newestHeader(outside: JournalBridge, epoch: string): Promise<JournalHeader | null> {
  for (const file of (await listSegments(outside, epoch).catch(() => [])).reverse()) {
    const opened = await openSegment(sourceOf(outside, file)).catch(() => null);
    if (opened) return opened.header;
  }
  return null;
}

/**
 * What was stored after a backup, entry by entry without a gap, up to where files end or are damaged.
 * @returns whether everything from the backup to the end of the journal was read; no files, or none that reach back to the
 * backup, are not everything
 */
export async function* readJournal(
  outside: JournalBridge,
  { installId, journal }: Pick<BackupHeader, 'installId' | 'journal'>,
  ring: KeyRing,
): AsyncGenerator<JournalEntry, boolean> {
  if (!journal) return true;
  let next = journal.seq + 1;
  let reached = 0;
  /** Entry that could not be read, and in which file: it is missed unless another file has it, or begins behind it. */
  let broken: { seq: number; first: number } | null = null;
  const files = await listSegments(outside, journal.epoch).catch(() => []);
  for (const file of files) {
    const first = firstSeqOf(file);
    if (first > next) return false;
    if (files.some((other) => firstSeqOf(other) > first && firstSeqOf(other) <= next)) continue;
    let seq = first - 1;
    try {
      const source = sourceOf(outside, file);
      const opened = await openSegment(source);
      if (opened.header.installId !== installId) return false;
      if (broken && broken.first < first) broken = null;
      for await (const entry of entriesOf(source, opened, ring)) {
        seq = entry.seq;
        if (seq < next) continue;
        if (seq > next) return false;
        yield entry;
        next++;
      }
      reached = Math.max(reached, seq);
    } catch (error) {
      // Damaged, or on a part of the disk that cannot be read: what is before it is still good.
      if (!(error instanceof Refusal)) throw error;
      broken = { seq: seq + 1, first };
      reached = Math.max(reached, seq);
    }
  }
  return reached >= next - 1 && (broken === null || broken.seq < next);
}

async function* entriesOf(
  source: ByteSource,
  opened: Opened<JournalHeader>,
  ring: KeyRing,
): AsyncGenerator<JournalEntry> {
  const { header } = opened;
  if (header.schemaVersion > SCHEMA_VERSION)
    throw new BackupError('backup.newer_version', { version: header.appVersion });
  const { fileKey } = await openFileKey(header, { kind: 'ring', ring });
  const cipher = await openCipher(opened, fileKey);
  const migrate = (name: TableName, row: unknown): unknown => migrateRow(header.schemaVersion, name, row);
  let at = opened.end;
  let reader = new RecordReader();
  let current: ReturnType<typeof startEntry> | null = null;
  for (let index = 0; at < source.size; index++) {
    const { kind, length } = await readHead(source, at);
    const sealed = await take(source, at + CHUNK_HEAD_BYTES, length);
    at += CHUNK_HEAD_BYTES + length;
    const content = await cipher.open(index, kind, sealed);
    const body = content.subarray(1);
    const plain = content[0] === PACKED ? await gunzip(new Uint8Array(body), MOST_PLAIN_BYTES) : body;
    for (const record of reader.push(plain)) {
      if (current) current.take(record);
      else current = startEntry(record, header.tables, migrate);
    }
    if (kind === DATA_CHUNK) continue;
    const promised = readFooter(await take(source, at, FOOTER_BYTES));
    at += FOOTER_BYTES;
    if (!current || !reader.isEmpty || promised !== current.entry.seq) throw damaged('rows');
    yield current.entry;
    current = null;
    reader = new RecordReader();
  }
  if (current) throw new BackupError('backup.unreadable');
}

/** The last footer that is in its place, from frame to frame. */
async function walk(source: ByteSource, from: number): Promise<number | null> {
  let last: number | null = null;
  for (let at = from; at < source.size;) {
    const head = await readHead(source, at).catch(() => null);
    if (!head) break;
    at += CHUNK_HEAD_BYTES + head.length;
    if (head.kind === DATA_CHUNK) continue;
    const seq = readFooter(await source.read(at, Math.min(FOOTER_BYTES, Math.max(0, source.size - at))));
    if (seq === null) break;
    last = seq;
    at += FOOTER_BYTES;
  }
  return last;
}

async function readHead(source: ByteSource, at: number): Promise<{ kind: ChunkKind; length: number }> {
  const head = await take(source, at, Math.min(CHUNK_HEAD_BYTES, source.size - at));
  if (head.length < CHUNK_HEAD_BYTES) throw new BackupError('backup.unreadable');
  const length = new DataView(head.buffer).getUint32(0, true);
  const kind = head[4];
  if (kind !== DATA_CHUNK && kind !== LAST_CHUNK) throw damaged('chunk');
  if (at + CHUNK_HEAD_BYTES + length > source.size) throw new BackupError('backup.unreadable');
  return { kind, length };
}

function openSegment(source: ByteSource): Promise<Opened<JournalHeader>> {
  return readOpening(source, journalHeaderSchema, JOURNAL_MAGIC);
}

function sourceOf(outside: JournalBridge, { name, bytes }: JournalFile): ByteSource {
  return buffered(bytes, (offset, length) => outside.read(name, offset, length));
}
