import { shallowRef, type ShallowRef } from 'vue';
import type { FetchRange } from './data-table';

export const PAGE_SIZE = 100;
const KEPT_PAGES = 40;

export interface RowPages<Row> {
  /** Grows whenever rows arrive or go: read it to follow. */
  version: ShallowRef<number>;
  rowAt: (index: number) => Row | undefined;
  /** Fetches what is missing of rows `from` to `to` (exclusive). */
  need: (from: number, to: number) => Promise<void>;
  /**
   * Everything may have changed: rows stay on screen until their page has been fetched again. `first` is the first page,
   * where whoever knows of the change has it already.
   */
  refresh: (first?: Row[]) => void;
  /** Rows of a range, fetched when needed; null when the fetch failed. */
  collect: (from: number, to: number) => Promise<Row[] | null>;
}

interface Page<Row> {
  rows: Row[];
  fresh: boolean;
  usedAt: number;
}

/** Pages of rows fetched on demand, the last forty kept. A slow answer to an old question never overwrites a newer one. */
export function useRowPages<Row>(fetchRange: () => FetchRange<Row>): RowPages<Row> {
  const version = shallowRef(0);
  const pages = new Map<number, Page<Row>>();
  const underWay = new Map<number, Promise<void>>();
  let generation = 0;
  let clock = 0;

  async function load(page: number): Promise<void> {
    const asked = generation;
    const rows = await fetchRange()(page * PAGE_SIZE, PAGE_SIZE);
    if (asked === generation && rows) keep(page, rows);
  }

  function keep(page: number, rows: Row[]): void {
    pages.set(page, { rows, fresh: true, usedAt: ++clock });
    dropOldest();
    version.value++;
  }

  function dropOldest(): void {
    while (pages.size > KEPT_PAGES) {
      let oldest = -1;
      let usedAt = Infinity;
      for (const [page, held] of pages) {
        if (held.usedAt < usedAt) [oldest, usedAt] = [page, held.usedAt];
      }
      pages.delete(oldest);
    }
  }

  function need(from: number, to: number): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (let page = Math.floor(from / PAGE_SIZE); page * PAGE_SIZE < to; page++) {
      const held = pages.get(page);
      if (held) held.usedAt = ++clock;
      if (held?.fresh) continue;
      let loading = underWay.get(page);
      if (!loading) {
        const mine: Promise<void> = load(page).finally(() => {
          if (underWay.get(page) === mine) underWay.delete(page);
        });
        underWay.set(page, mine);
        loading = mine;
      }
      waiting.push(loading);
    }
    return Promise.all(waiting).then(() => undefined);
  }

  function rowAt(index: number): Row | undefined {
    return pages.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE];
  }

  function refresh(first?: Row[]): void {
    generation++;
    underWay.clear();
    for (const page of pages.values()) page.fresh = false;
    if (first) keep(0, first);
    else version.value++;
  }

  async function collect(from: number, to: number): Promise<Row[] | null> {
    const rows: Row[] = [];
    // Page by page, so that a long range does not push its own beginning out of the cache.
    for (let start = from; start < to; start = (Math.floor(start / PAGE_SIZE) + 1) * PAGE_SIZE) {
      const end = Math.min(to, (Math.floor(start / PAGE_SIZE) + 1) * PAGE_SIZE);
      await need(start, end);
      for (let i = start; i < end; i++) {
        const row = rowAt(i);
        if (row === undefined) return null;
        rows.push(row);
      }
    }
    return rows;
  }

  return { version, rowAt, need, refresh, collect };
}
