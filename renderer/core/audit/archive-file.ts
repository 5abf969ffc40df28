import { z } from 'zod/mini';
import type { AuditEntryRow, AuditRowsRow } from '@renderer/data/tables';
import type { AuditChain, Sign } from './chain';
import { hashRowChanges, packRowChanges, unpackRowChanges, auditRowsId, type RowChange } from './bulk-rows';

/**
 * A file of archived entries: gzip of lines of JSON. The first line is the head, then one line per entry and per bulk deed
 * the rows it kept, the last line the SHA-256 of all lines before it and its signature. Frozen: see README.md.
 */
export interface ArchiveHead {
  format: 'merchant-desk-audit-archive';
  version: 1;
  installId: string;
  company: string;
  fromSeq: number;
  toSeq: number;
  fromAt: number;
  toAt: number;
  /** Hash before the first and of the last entry. */
  prevHash: string;
  head: string;
  madeAt: number;
  madeBy: string;
  appVersion: string;
}

export interface ArchiveContent {
  head: ArchiveHead;
  entries: AuditEntryRow[];
  rows: AuditRowsRow[];
}

/** Why a file cannot be believed; `damaged`: it is no whole archive at all. */
export type ArchiveFault = '' | 'damaged' | 'altered' | 'signature';

const FORMAT = 'merchant-desk-audit-archive';
/** Inflated; a hundred thousand entries are some 60 MB. */
const MOST_BYTES = 1_000_000_000;

const count = z.int();
const headSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  installId: z.string(),
  company: z.string(),
  fromSeq: count,
  toSeq: count,
  fromAt: count,
  toAt: count,
  prevHash: z.string(),
  head: z.string(),
  madeAt: count,
  madeBy: z.string(),
  appVersion: z.string(),
});
const endSchema = z.strictObject({ sha256: z.string(), mac: z.string() });
const rowsSchema = z.strictObject({
  rowsOf: count,
  changes: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.string(), z.string()]))])),
});

export async function writeArchive(
  content: ArchiveContent,
  chain: AuditChain,
  sign: Sign,
): Promise<Uint8Array<ArrayBuffer>> {
  const rowsBySeq = groupBySeq(content.rows);
  const lines = [JSON.stringify(content.head)];
  for (const entry of content.entries) {
    lines.push(JSON.stringify(entry));
    const kept = rowsBySeq.get(entry.seq);
    if (kept) lines.push(JSON.stringify({ rowsOf: entry.seq, changes: unpackRowChanges(kept).map(toTuples) }));
  }
  const sha256 = chain.sha256(lines.join('\n'));
  lines.push(JSON.stringify({ sha256, mac: sign(`archive|${sha256}`) }));
  return pipe(new TextEncoder().encode(`${lines.join('\n')}\n`), new CompressionStream('gzip'));
}

/**
 * Reads a file and checks it from within: its hash and signature, and every entry, link and bulk deed in it. Whether it is
 * the file that was archived, the record of the archiving tells.
 *
 * @param sign null: the signature is not looked at
 */
export async function readArchive(
  bytes: Uint8Array<ArrayBuffer>,
  chain: AuditChain,
  sign: Sign | null,
): Promise<{ content: ArchiveContent | null; fault: ArchiveFault; brokenSeq: number }> {
  const lines = await readLines(bytes);
  const parsed = lines && parse(lines);
  if (!lines || !parsed) return { content: null, fault: 'damaged', brokenSeq: 0 };
  const { content, end } = parsed;
  const brokenSeq = findBroken(content, chain);
  if (brokenSeq > 0) return { content, fault: 'altered', brokenSeq };
  if (chain.sha256(lines.slice(0, -1).join('\n')) !== end.sha256) return { content, fault: 'altered', brokenSeq: 0 };
  const forged = sign !== null && sign(`archive|${end.sha256}`) !== end.mac;
  return { content, fault: forged ? 'signature' : '', brokenSeq: 0 };
}

function findBroken({ head, entries, rows }: ArchiveContent, chain: AuditChain): number {
  const rowsBySeq = groupBySeq(rows);
  let [seq, hash] = [head.fromSeq - 1, head.prevHash];
  for (const entry of entries) {
    const fits = entry.seq === seq + 1 && entry.prevHash === hash && chain.hashOf(entry) === entry.hash;
    const kept = entry.rows ? hashRowChanges(rowsBySeq.get(entry.seq) ?? [], (text) => chain.sha256(text)) : null;
    if (!fits || (kept !== null && kept !== entry.rowsHash)) return seq + 1;
    seq = entry.seq;
    hash = entry.hash;
  }
  return seq === head.toSeq && hash === head.head ? 0 : seq + 1;
}

function parse(lines: readonly string[]): { content: ArchiveContent; end: z.infer<typeof endSchema> } | null {
  try {
    const [first, ...rest] = lines.map((line) => JSON.parse(line) as unknown);
    const head = headSchema.safeParse(first);
    const end = endSchema.safeParse(rest.pop());
    if (!head.success || !end.success) return null;
    const entries: AuditEntryRow[] = [];
    const rows: AuditRowsRow[] = [];
    for (const value of rest) {
      const kept = rowsSchema.safeParse(value);
      if (kept.success) rows.push(...toBlocks(kept.data.rowsOf, kept.data.changes.map(toChange)));
      else if (isEntry(value)) entries.push(value);
      else return null;
    }
    return { content: { head: head.data, entries, rows }, end: end.data };
  } catch {
    return null;
  }
}

/** Whether it is the entry it says is for its hash to tell; here only what reading it relies on. */
function isEntry(value: unknown): value is AuditEntryRow {
  const entry = value as Partial<AuditEntryRow> | null;
  return typeof entry?.seq === 'number' && Array.isArray(entry.diff) && typeof entry.counts === 'object';
}

function groupBySeq(rows: readonly AuditRowsRow[]): Map<number, AuditRowsRow[]> {
  const groups = new Map<number, AuditRowsRow[]>();
  for (const row of rows) groups.set(row.seq, [...(groups.get(row.seq) ?? []), row]);
  return groups;
}

function toBlocks(seq: number, changes: RowChange[]): AuditRowsRow[] {
  const { blocks } = packRowChanges(changes, () => '');
  return blocks.map(({ firstId, columns }) => ({ id: auditRowsId(seq, firstId), seq, columns }));
}

function toTuples({ id, diff }: RowChange): [string, [string, string, string][]] {
  return [id, diff.map((d) => [d.field, d.before, d.after])];
}

function toChange([id, diff]: readonly [string, readonly (readonly [string, string, string])[]]): RowChange {
  return { id, diff: diff.map(([field, before, after]) => ({ field, before, after })) };
}

async function readLines(bytes: Uint8Array<ArrayBuffer>): Promise<string[] | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await pipe(bytes, new DecompressionStream('gzip')));
    // A whole file ends with a line feed.
    return text.endsWith('\n') ? text.slice(0, -1).split('\n') : null;
  } catch {
    return null;
  }
}

/** Counted while inflating: what a header promises proves nothing. */
async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let total = 0; ;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.byteLength;
    if (total > MOST_BYTES) throw new Error('too large');
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
