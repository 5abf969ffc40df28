import { fail, type AppError, type Result } from '@shared/kernel/result';
import { detectContent } from './detect';
import { inflateEntry, type InflateBudget } from './inflate';
import { FileFailure, LIMITS, toResult, type ReadOptions } from './limits';
import { sha256Hex } from './open-file';
import { readSpreadsheet, type Spreadsheet } from './reader';
import { readZipDirectory } from './zip';

/** One file of those that a download holds. */
export interface BillFile {
  name: string;
  /** `null` when the provider answers that there was nothing on that day. */
  book: Spreadsheet | null;
  /** Of its own bytes, taken out of whatever it was packed in. */
  sha256: string;
}

export interface BillFiles {
  /** The file itself was an archive of several. */
  isArchive: boolean;
  files: BillFile[];
  /** Members that could not be read, each with its reason. */
  failed: { name: string; error: AppError }[];
}

/** Archives within archives: Alipay and mail programs pack twice. */
const MOST_NESTED = 3;
const MOST_MEMBERS = 2_000;
/** What systems put beside the files of a user. */
const SYSTEM = /^__MACOSX\/|(?:^|\/)(?:\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;
/** The answer of the providers' interfaces for a day without transactions, saved as if it were the bill. */
const NO_BILL = /No Bill Exist|NO_STATEMENT_EXIST|NoStatementExist|账单文件不存在/;

/** Opens a download as it came: a bill, a gzip of one, or a zip of many with names in any encoding. */
export function readBillFiles(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<Result<BillFiles>> {
  return toResult(async () => {
    const found: BillFiles = { isArchive: false, files: [], failed: [] };
    await collect(bytes, name, options, found, { total: 0 }, 0);
    const only = found.failed[0];
    if (found.files.length === 0 && only) throw new FileFailure(only.error.code, only.error.params);
    return found;
  });
}

async function collect(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
  into: BillFiles,
  budget: InflateBudget,
  depth: number,
): Promise<void> {
  if (isNoBill(bytes)) {
    into.files.push({ name, book: null, sha256: await sha256Hex(bytes) });
    return;
  }
  if (depth < MOST_NESTED && bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return collect(await gunzip(bytes, budget), name.replace(/\.gz$/i, ''), options, into, budget, depth + 1);
  }
  if (depth < MOST_NESTED && (await isPlainZip(bytes))) return collectZip(bytes, options, into, budget, depth);
  const read = await readSpreadsheet(bytes, name, options);
  if (read.ok) into.files.push({ name, book: read.value, sha256: await sha256Hex(bytes) });
  else if (read.error.code === 'operation.cancelled') throw new FileFailure('operation.cancelled');
  else into.failed.push({ name, error: read.error });
}

async function collectZip(
  bytes: Uint8Array,
  options: ReadOptions,
  into: BillFiles,
  budget: InflateBudget,
  depth: number,
): Promise<void> {
  const entries = [...readZipDirectory(bytes).values()].filter(({ name }) => !SYSTEM.test(name));
  if (entries.length > MOST_MEMBERS) throw new FileFailure('file.bomb', { entries: entries.length });
  into.isArchive = true;
  for (const entry of entries) {
    const member = await toResult(() => inflateAll(inflateEntry(entry, budget, options)));
    if (member.ok) await collect(member.value, entry.name, options, into, budget, depth + 1);
    else if (member.error.code === 'file.bomb') throw new FileFailure('file.bomb');
    else into.failed.push({ name: entry.name, error: member.error });
  }
  if (entries.length === 0) into.failed.push({ name: '', ...fail('file.no_data') });
}

async function isPlainZip(bytes: Uint8Array): Promise<boolean> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  const found = await detectContent(bytes);
  return found.kind === 'foreign' && found.isArchive;
}

/** A few hundred bytes of XML or JSON that say so, or the bare words. */
export function isNoBill(bytes: Uint8Array): boolean {
  if (bytes.length > 4_096) return false;
  const text = new TextDecoder().decode(bytes);
  return (/^\ufeff?\s*[<{]/.test(text) && NO_BILL.test(text)) || /^\ufeff?\s*No Bill Exist\s*$/i.test(text);
}

async function gunzip(bytes: Uint8Array, budget: InflateBudget): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return await inflateAll(counted(stream, bytes.length, budget));
  } catch (error) {
    if (error instanceof FileFailure) throw error;
    // The platform's word for a checksum that fails, and for an end that comes too soon.
    throw new FileFailure('file.truncated');
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, packed: number, budget: InflateBudget) {
  let inflated = 0;
  for await (const piece of pieces) {
    inflated += piece.length;
    budget.total += piece.length;
    const isBomb = inflated > LIMITS.ratioGraceBytes && inflated > packed * LIMITS.ratio;
    if (isBomb || inflated > LIMITS.entryBytes || budget.total > LIMITS.totalBytes) throw new FileFailure('file.bomb');
    yield piece;
  }
}

async function inflateAll(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
