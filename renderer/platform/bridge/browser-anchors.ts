import { type AuditAnchor, MAX_ANCHORS } from '@shared/contracts/bridge';
import { fail, ok, type Result } from '@shared/kernel/result';

const FOLDER = 'outside-database';
const FILE = 'audit-anchors.jsonl';
const KEY = 'merchant-desk:audit-anchors';
/** Local storage is small: there the newest must do. */
const KEPT_IN_LOCAL_STORAGE = 1_000;

export interface AnchorStore {
  append(anchor: AuditAnchor): Promise<Result<void>>;
  read(): Promise<Result<AuditAnchor[]>>;
}

/**
 * Anchors in web mode: a file of the origin's private storage that is only appended to, and the newest in local storage.
 * A page cannot ask for fsync; the browser swaps the file in when the stream is closed. Weaker than the desktop program:
 * whoever may write the one store of the browser may write the others.
 */
export function createAnchorStore(): AnchorStore {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    append(anchor) {
      const appended = queue.then(() => appendBoth(JSON.stringify(anchor)));
      queue = appended;
      return appended;
    },
    async read() {
      await queue;
      const lines = [...(await readFile().catch(() => [])), ...readLocal()];
      return ok([...new Set(lines)].flatMap(parseAnchor).slice(-MAX_ANCHORS));
    },
  };
}

async function appendBoth(line: string): Promise<Result<void>> {
  const inFile = await appendToFile(line).then(
    () => true,
    () => false,
  );
  const inLocal = appendLocal(line);
  return inFile || inLocal ? ok() : fail('storage.unavailable');
}

async function openFile(): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  return folder.getFileHandle(FILE, { create: true });
}

async function appendToFile(line: string): Promise<void> {
  const handle = await openFile();
  const { size } = await handle.getFile();
  const stream = await handle.createWritable({ keepExistingData: true });
  await stream.seek(size);
  await stream.write(`${line}\n`);
  await stream.close();
}

async function readFile(): Promise<string[]> {
  return toLines(await (await (await openFile()).getFile()).text());
}

function appendLocal(line: string): boolean {
  try {
    localStorage.setItem(KEY, [...readLocal(), line].slice(-KEPT_IN_LOCAL_STORAGE).join('\n'));
    return true;
  } catch {
    return false;
  }
}

function readLocal(): string[] {
  try {
    return toLines(localStorage.getItem(KEY) ?? '');
  } catch {
    return [];
  }
}

function toLines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function parseAnchor(line: string): AuditAnchor[] {
  try {
    const value = JSON.parse(line) as Partial<AuditAnchor>;
    const { installId, seq, head, at, why } = value;
    const isOne = typeof installId === 'string' && typeof seq === 'number' && typeof head === 'string';
    return isOne && typeof at === 'number' && why ? [{ installId, seq, head, at, why }] : [];
  } catch {
    return [];
  }
}
