import { copyFile, lstat, mkdir, readdir, realpath, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ColdCopy, Sentinel } from '@shared/contracts/bridge';
import { readJson, writeJson } from './state-file';

const KEPT = 3;
/** Not copied above this, nor for longer than this: the window waits meanwhile. */
const MOST_BYTES = 400 * 1024 ** 2;
const LONGEST_MS = 3_000;
const SPARE_BYTES = 1024 ** 3;

const cleanSchema = z.object({ startedAt: z.number(), endedAt: z.number() });
const copySchema = z.object({ at: z.number(), bytes: z.number(), merchants: z.number() });

export interface ColdCopies {
  /** Before the first window: puts the copy in place that was asked for, else makes one of what the last session left. */
  begin(): Promise<'used' | 'copied' | 'skipped'>;
  newest(): Promise<ColdCopy | null>;
  /** At the next start the newest copy becomes the data. False where data was opened in this start: it is not lost. */
  askFor(): Promise<boolean>;
  /** The program ends as it should. */
  noteClean(): Promise<void>;
}

export interface ColdPlaces {
  /** Chromium's folder of databases; nothing of ours may have it open while this runs. */
  data: string;
  snapshots: string;
  /** Files that say how the last session ended, and which copy was asked for. */
  clean: string;
  request: string;
}

/**
 * Copies of the database's own files, for where it is lost with no backup at hand (trust.md R4). Only of a session that opened
 * its data and ended as it should: what a loss left behind never takes the place of a good copy.
 *
 * @param readSentinel what is remembered of the data outside of it
 */
export function createColdCopies(
  places: ColdPlaces,
  readSentinel: () => Promise<Sentinel | null>,
  now: () => number = Date.now,
): ColdCopies {
  const startedAt = now();
  const slot = (n: number): string => join(places.snapshots, `cold-${n}`);
  const describe = (n: number): Promise<ColdCopy | null> => readJson(join(slot(n), 'copy.json'), copySchema);

  async function use(): Promise<boolean> {
    const asked = await readJson(places.request, z.object({ at: z.number() }));
    await rm(places.request, { force: true });
    const copy = asked && (await describe(1));
    if (!copy || copy.at !== asked.at) return false;
    const data = await realpath(places.data).catch(() => places.data);
    const fresh = `${data}.new`;
    await rm(fresh, { recursive: true, force: true });
    await copyFolder(join(slot(1), 'IndexedDB'), fresh, Infinity);
    // What is left of the lost data stays, for whoever can make something of it.
    const damaged = join(places.snapshots, 'damaged');
    await rm(damaged, { recursive: true, force: true });
    const hadData = await rename(data, damaged).then(
      () => true,
      () => false,
    );
    try {
      await rename(fresh, data);
    } catch (error) {
      if (hadData) await rename(damaged, data);
      throw error;
    }
    return true;
  }

  async function copy(): Promise<boolean> {
    const clean = await readJson(places.clean, cleanSchema);
    await rm(places.clean, { force: true });
    const sentinel = clean && (await readSentinel().catch(() => null));
    if (!sentinel || sentinel.lastOpenOk < clean.startedAt) return false;
    const data = await realpath(places.data).catch(() => null);
    const bytes = data === null ? 0 : await sizeOf(data);
    if (data === null || bytes === 0 || bytes > MOST_BYTES) return false;
    await mkdir(places.snapshots, { recursive: true });
    const { bavail, bsize } = await statfs(places.snapshots);
    if (bavail * bsize < 2 * bytes + SPARE_BYTES) return false;
    const part = join(places.snapshots, '.cold-part');
    await rm(part, { recursive: true, force: true });
    try {
      await copyFolder(data, join(part, 'IndexedDB'), now() + LONGEST_MS);
      if ((await sizeOf(join(part, 'IndexedDB'))) !== bytes) return false;
      const described: ColdCopy = { at: clean.endedAt, bytes, merchants: sentinel.counts['merchants'] ?? 0 };
      await writeJson(join(part, 'copy.json'), described);
      await rm(slot(KEPT), { recursive: true, force: true });
      for (let n = KEPT - 1; n >= 1; n--) await rename(slot(n), slot(n + 1)).catch(() => undefined);
      await rename(part, slot(1));
      return true;
    } finally {
      await rm(part, { recursive: true, force: true });
    }
  }

  async function copyFolder(from: string, to: string, until: number): Promise<void> {
    await mkdir(to, { recursive: true });
    for (const entry of await readdir(from, { withFileTypes: true })) {
      if (now() > until) throw new Error('copying takes too long');
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) await copyFolder(source, target, until);
      else if (entry.isFile()) await copyFile(source, target);
    }
  }

  return {
    async begin() {
      if (await use()) return 'used';
      return (await copy()) ? 'copied' : 'skipped';
    },
    newest: () => describe(1),
    async askFor() {
      const sentinel = await readSentinel().catch(() => null);
      const newest = await describe(1);
      if (!newest || (sentinel && sentinel.lastOpenOk >= startedAt)) return false;
      await writeJson(places.request, { at: newest.at });
      return true;
    },
    noteClean: () => writeJson(places.clean, { startedAt, endedAt: now() }),
  };
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? await sizeOf(path) : entry.isFile() ? (await lstat(path)).size : 0;
  }
  return bytes;
}
