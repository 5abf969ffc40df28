import type { MerchantSort } from '@shared/contracts/core';
import { gatherColumn, type ColumnBatch } from '@shared/kernel/columns';
import type { Database } from './db';
import { MerchantBlock, SingleRow, readRow, type RowSource } from './merchant-block';
import { matchSlots, type MerchantScan } from './merchant-filter';
import { MerchantIndex, type PrintedName } from './merchant-index';
import { MerchantOrders } from './merchant-orders';
import type { MerchantOverlayRow, MerchantRow } from './merchant-rows';
import { MerchantSearch } from './merchant-search';
import { MerchantTwins } from './merchant-twins';

/** Where the sealed values of a merchant's current version lie. */
export type SealedPlace =
  { kind: 'block'; block: MerchantBlock; row: number } | { kind: 'row'; row: MerchantOverlayRow };

/** What a committed command changed, in the order it is applied. */
export interface MerchantChange {
  /** Blocks rewritten in place (a purge blanks rows): same id, same rows. */
  replace?: readonly MerchantBlock[];
  add?: readonly MerchantBlock[];
  put?: readonly MerchantOverlayRow[];
  /** Rows still resting in blocks of these batches disappear. */
  dropBatches?: readonly string[];
  nextNumber?: number;
}

export const SERIES_KEY = 'series.merchant';
const NO_SOURCE: RowSource = { cell: () => '', packed: () => null };
const KEPT_RESULTS = 6;

/**
 * All merchants in memory: the current version of each, wherever it is stored, and what filters, sorts and searches need.
 * Only the core's one process writes, so what memory says is what the next transaction may rely on.
 */
export class MerchantStore {
  private readonly blocks = new Map<string, MerchantBlock>();
  private readonly overlay = new Map<string, MerchantOverlayRow>();
  private slotOf = new Map<string, number>();
  private ids: string[] = [];
  private sources: RowSource[] = [];
  private rowAt = new Int32Array(0);
  private index = new MerchantIndex();
  private readonly search = new MerchantSearch(this);
  private orders = new MerchantOrders(this.index, this);
  private results = new Map<string, Int32Array>();
  private kept: { version: number; twins: MerchantTwins } | null = null;
  private commits = 1;
  private series = 1;

  static async of(db: Database): Promise<MerchantStore> {
    const store = new MerchantStore();
    await store.load(db);
    return store;
  }

  async load(db: Database): Promise<void> {
    const [blocks, overlay, series] = await Promise.all([
      db.table('merchantBlocks').toArray(),
      db.table('merchantRows').toArray(),
      db.table('meta').get(SERIES_KEY),
    ]);
    this.blocks.clear();
    this.overlay.clear();
    this.reset();
    this.series = Number(series?.value ?? 1);
    this.makeRoom(blocks.reduce((rows, { columns }) => rows + columns.rows, overlay.length));
    for (const { id, batchId, columns } of blocks) this.addBlock(new MerchantBlock(id, batchId, columns));
    for (const row of overlay) this.putRow(row);
  }

  /** Merchants, living and in the recycle bin. */
  get size(): number {
    return this.slotOf.size;
  }

  /** Moves with every commit that changed a merchant. */
  get version(): number {
    return this.commits;
  }

  /** Count the next merchant number is made from. */
  get nextNumber(): number {
    return this.series;
  }

  get(id: string): MerchantRow | undefined {
    const slot = this.slotOf.get(id);
    return slot === undefined ? undefined : this.rowOf(slot);
  }

  /** The merchant of a slot that `twins` gave. */
  at(slot: number): MerchantRow {
    return this.rowOf(slot);
  }

  /** For comparing many rows with the living at once; good until the next commit. */
  twins(): MerchantTwins {
    if (this.kept?.version !== this.commits) {
      this.kept = { version: this.commits, twins: new MerchantTwins(this.index, this, this.ids.length) };
    }
    return this.kept.twins;
  }

  sealedPlaceOf(id: string): SealedPlace | undefined {
    const slot = this.slotOf.get(id);
    if (slot === undefined) return undefined;
    const source = this.sources[slot]!;
    if (source instanceof MerchantBlock) return { kind: 'block', block: source, row: this.rowAt[slot]! };
    const row = this.overlay.get(id);
    return row && { kind: 'row', row };
  }

  /** Rows of the batch's blocks that are still the current version of their merchant. */
  currentIn(batchId: string): { id: string; block: MerchantBlock; row: number }[] {
    return this.blocksOf(batchId).flatMap((block) => {
      const found: { id: string; block: MerchantBlock; row: number }[] = [];
      for (let row = 0; row < block.rows; row++) {
        const id = block.idAt(row);
        const slot = id === '' ? undefined : this.slotOf.get(id);
        if (slot !== undefined && this.sources[slot] === block) found.push({ id, block, row });
      }
      return found;
    });
  }

  blocksOf(batchId: string): MerchantBlock[] {
    return [...this.blocks.values()].filter((block) => block.batchId === batchId);
  }

  allBlocks(): Iterable<MerchantBlock> {
    return this.blocks.values();
  }

  allIds(where: (slot: number, index: MerchantIndex) => boolean = () => true): string[] {
    return [...this.slotOf].filter(([, slot]) => where(slot, this.index)).map(([id]) => id);
  }

  /** Living merchants that are not closed, by USCC; of several the first. For checks over many rows at once. */
  activeUsccs(): Map<string, string> {
    const closed = this.index.coded.status.find('CLOSED');
    const found = new Map<string, string>();
    for (const [id, slot] of this.slotOf) {
      if (this.index.numbers.$deletedAt[slot]! > 0 || this.index.coded.status.codes[slot] === closed) continue;
      const uscc = this.cell(slot, 'uscc');
      if (uscc !== '' && !found.has(uscc)) found.set(uscc, id);
    }
    return found;
  }

  /** Living merchants whose column holds exactly this text. */
  findExact(name: PrintedName, text: string): MerchantRow[] {
    return this.index
      .findPrint(name, text, this.ids.length)
      .filter((slot) => this.index.numbers.$deletedAt[slot] === 0 && this.cell(slot, name) === text)
      .map((slot) => this.rowOf(slot));
  }

  /** How many rows a scan selects, and one page of them in order. */
  query(scan: MerchantScan, sort: MerchantSort, offset: number, limit: number): { total: number; rows: MerchantRow[] } {
    const slots = this.ordered(scan, sort);
    const page = slots.subarray(offset, offset + limit);
    return { total: slots.length, rows: Array.from(page, (slot) => this.rowOf(slot)) };
  }

  /** Columns of all rows a scan selects, in order. */
  columnsOf(scan: MerchantScan, sort: MerchantSort, columns: readonly string[]): ColumnBatch {
    const slots = this.ordered(scan, sort);
    const gather = (column: string) => gatherColumn(slots.length, (row) => this.cell(slots[row]!, column));
    return { rows: slots.length, columns: Object.fromEntries(columns.map((column) => [column, gather(column)])) };
  }

  /** Ids of the same rows, in the same order. */
  idsOf(scan: MerchantScan, sort: MerchantSort): string[] {
    return Array.from(this.ordered(scan, sort), (slot) => this.ids[slot]!);
  }

  /** Selected rows per status, and how many lie in the recycle bin altogether. */
  countByStatus(scan: MerchantScan): { byStatus: Record<string, number>; deleted: number } {
    const match = this.match(scan);
    const { status } = this.index.coded;
    const counts = new Uint32Array(status.words.length);
    const inBin = this.match({ filter: { deleted: true }, scope: scan.scope, words: [], blind: [] });
    const deleted = inBin.reduce((sum, one) => sum + one, 0);
    for (let slot = 0; slot < match.length; slot++) {
      if (match[slot] === 1) counts[status.codes[slot]!]!++;
    }
    const byStatus: Record<string, number> = {};
    status.words.forEach((word, code) => {
      if (word !== '') byStatus[word] = counts[code]!;
    });
    return { byStatus, deleted };
  }

  /** Builds the search text now instead of at the first search. */
  warm(): void {
    this.search.warm(this.ids.length);
  }

  /** Brings memory up to date with a commit that is durable. Never throws halfway: it only rearranges what it is given. */
  apply(change: MerchantChange): void {
    const touched: number[] = [];
    for (const block of change.replace ?? []) this.replaceBlock(block);
    this.makeRoom((change.add ?? []).reduce((rows, block) => rows + block.rows, 0));
    for (const block of change.add ?? []) this.addBlock(block, touched);
    for (const row of change.put ?? []) {
      const slot = this.putRow(row);
      if (slot >= 0) touched.push(slot);
    }
    for (const batchId of change.dropBatches ?? []) for (const slot of this.dropBatch(batchId)) touched.push(slot);
    if (change.nextNumber !== undefined) this.series = Math.max(this.series, change.nextNumber);
    for (const slot of touched) this.search.touch(slot);
    this.commits += 1;
    this.results.clear();
    if (this.ids.length > 1_000 && this.slotOf.size * 2 < this.ids.length) this.rebuild();
    else this.orders.update(touched);
  }

  sourceOf(slot: number): { source: RowSource; row: number } {
    return { source: this.sources[slot]!, row: this.rowAt[slot]! };
  }

  private ordered(scan: MerchantScan, sort: MerchantSort): Int32Array {
    const key = JSON.stringify([scan, sort]);
    const found = this.results.get(key);
    if (found) return found;
    const match = this.match(scan);
    const order = this.orders.by(sort.field, this.ids.length);
    const out = new Int32Array(order.length);
    let count = 0;
    if (sort.descending) {
      for (let i = order.length - 1; i >= 0; i--) if (match[order[i]!] === 1) out[count++] = order[i]!;
    } else {
      for (const slot of order) if (match[slot] === 1) out[count++] = slot;
    }
    const result = out.slice(0, count);
    if (this.results.size >= KEPT_RESULTS) this.results.delete(this.results.keys().next().value!);
    this.results.set(key, result);
    return result;
  }

  private match(scan: MerchantScan): Uint8Array {
    return matchSlots(
      this.index,
      this.search,
      scan,
      this.ids.length,
      (slot, name, text) => this.cell(slot, name) === text,
      (id) => this.slotOf.get(id),
    );
  }

  private cell(slot: number, column: string): string {
    return this.sources[slot]!.cell(column, this.rowAt[slot]!);
  }

  private rowOf(slot: number): MerchantRow {
    return readRow(this.sources[slot]!, this.rowAt[slot]!, this.ids[slot]!);
  }

  /** Appends the slots it wrote to `touched`. */
  private addBlock(block: MerchantBlock, touched: number[] = []): void {
    this.blocks.set(block.id, block);
    const slots = new Int32Array(block.rows).fill(-1);
    for (let row = 0; row < block.rows; row++) {
      const id = block.idAt(row);
      if (id === '' || (this.overlay.size > 0 && this.overlay.get(id)?.purged)) continue;
      const known = this.slotOf.get(id);
      if (known !== undefined && this.index.numbers.$rev[known]! >= Number(block.cell('$rev', row))) continue;
      const slot = known ?? this.newSlot(id);
      this.sources[slot] = block;
      this.rowAt[slot] = row;
      slots[row] = slot;
      touched.push(slot);
    }
    this.index.writeBlock(block, slots);
  }

  /** The slot it took, or -1 when the row is purged or an older version. */
  private putRow(row: MerchantOverlayRow): number {
    const known = this.slotOf.get(row.id);
    if (known !== undefined && this.index.numbers.$rev[known]! >= row.rev) return -1;
    this.overlay.set(row.id, row);
    if (row.purged) {
      if (known === undefined) return -1;
      this.kill(known);
      return known;
    }
    const slot = known ?? this.newSlot(row.id);
    this.sources[slot] = new SingleRow(row);
    this.rowAt[slot] = 0;
    this.index.write(slot, this.sources[slot], 0);
    return slot;
  }

  private replaceBlock(block: MerchantBlock): void {
    const old = this.blocks.get(block.id);
    this.blocks.set(block.id, block);
    for (let slot = 0; slot < this.sources.length; slot++) if (this.sources[slot] === old) this.sources[slot] = block;
  }

  private dropBatch(batchId: string): number[] {
    const dropped = new Set<RowSource>(this.blocksOf(batchId));
    for (const block of this.blocksOf(batchId)) this.blocks.delete(block.id);
    const killed: number[] = [];
    for (let slot = 0; slot < this.sources.length; slot++) {
      if (!dropped.has(this.sources[slot]!)) continue;
      this.kill(slot);
      killed.push(slot);
    }
    return killed;
  }

  private newSlot(id: string): number {
    const slot = this.ids.length;
    this.ids.push(id);
    this.slotOf.set(id, slot);
    if (slot >= this.rowAt.length) this.makeRoom(1);
    return slot;
  }

  /** Grows what is addressed by slot once for many rows. */
  private makeRoom(rows: number): void {
    this.index.ensure(this.ids.length + rows);
    if (this.rowAt.length >= this.index.alive.length) return;
    const grown = new Int32Array(this.index.alive.length);
    grown.set(this.rowAt);
    this.rowAt = grown;
  }

  private kill(slot: number): void {
    this.slotOf.delete(this.ids[slot]!);
    this.sources[slot] = NO_SOURCE;
    this.index.alive[slot] = 0;
  }

  private reset(): void {
    this.slotOf = new Map();
    this.ids = [];
    this.sources = [];
    this.rowAt = new Int32Array(0);
    this.index = new MerchantIndex();
    this.orders = new MerchantOrders(this.index, this);
    this.search.clear();
    this.results.clear();
  }

  /** Gives the room of dead slots back after a large undo. */
  private rebuild(): void {
    const blocks = [...this.blocks.values()];
    const overlay = [...this.overlay.values()];
    this.reset();
    for (const block of blocks) this.addBlock(block);
    for (const row of overlay) this.putRow(row);
  }
}

/** `M00000001`: unique, never reused, sorts by age. */
export function merchantNumber(count: number): string {
  return `M${String(count).padStart(8, '0')}`;
}
