import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type AuditAnchor, MAX_ANCHORS } from '@shared/contracts/bridge';
import { fail, ok, type Result } from '@shared/kernel/result';
import { anchorSchema } from './ipc/contract';

export interface AnchorFile {
  append(anchor: AuditAnchor): Promise<Result<void>>;
  /** Every line either copy has. A line that is cut short or foreign is passed over: the others still speak. */
  read(): Promise<Result<AuditAnchor[]>>;
}

/** Lines of JSON in two files in two folders, opened for appending only and flushed to the disk line by line. */
export function createAnchorFile(path: string, copyPath: string): AnchorFile {
  let queue: Promise<unknown> = Promise.resolve();

  async function appendBoth(line: string): Promise<Result<void>> {
    const done = await Promise.allSettled([appendLine(path, line), appendLine(copyPath, line)]);
    return done.some((one) => one.status === 'fulfilled') ? ok() : fail('storage.unavailable');
  }

  return {
    append(anchor) {
      const appended = queue.then(() => appendBoth(JSON.stringify(anchor)));
      queue = appended;
      return appended;
    },
    async read() {
      await queue;
      const [first, second] = await Promise.all([readLines(path), readLines(copyPath)]);
      // Of two equal lines one: a copy says the same again.
      const anchors = [...new Set([...first, ...second])].flatMap(parseAnchor);
      return ok(anchors.slice(-MAX_ANCHORS));
    },
  };
}

async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'a', 0o600);
  try {
    // Begins a line as well as ending one: what a power cut left unfinished must not swallow it.
    await handle.writeFile(`\n${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readLines(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

function parseAnchor(line: string): AuditAnchor[] {
  try {
    const parsed = anchorSchema.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
