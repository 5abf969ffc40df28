import type { Database } from './db';
import { MerchantBlock, SingleRow } from './merchant-block';
import { MerchantIndex } from './merchant-index';
import { readTable } from './table-pages';
import type { TableRows } from './tables';

/** What tells versions of a merchant apart, and who looks after it. */
export interface MerchantHead {
  rev: number;
  updatedAt: number;
  createdBy: string;
  ownerId: string;
}

/** Merchants as the comparison of two databases needs them; a `MerchantStore` is one, too. */
export interface MerchantsKnown {
  allIds(): string[];
  get(id: string): { rev: number; updatedAt: number; createdBy: string; ownerId?: string } | undefined;
}

/**
 * The current version of every merchant of a database, by the rules of `MerchantStore` and in a tenth of its memory: blocks are read one
 * after the other and let go of.
 */
export class MerchantHeads implements MerchantsKnown {
  private readonly heads = new Map<string, MerchantHead>();
  /** The same few people entered all of them, and a piece of a column's text would keep the whole of it. */
  private readonly people = new Map<string, string>();

  /** Read into again and again: what it comes to is not kept. */
  private readonly index = new MerchantIndex();

  private constructor() {
    this.index.ensure(1);
  }

  /** @throws where a merchant cannot be read */
  static async of(db: Database): Promise<MerchantHeads> {
    const known = new MerchantHeads();
    for await (const rows of readTable(db, 'merchantBlocks')) {
      for (const { id, batchId, columns } of rows as unknown as TableRows['merchantBlocks'][])
        known.addBlock(new MerchantBlock(id, batchId, columns));
    }
    for await (const rows of readTable(db, 'merchantRows')) {
      for (const row of rows as unknown as TableRows['merchantRows'][]) known.putRow(row);
    }
    return known;
  }

  allIds(): string[] {
    return [...this.heads.keys()];
  }

  get(id: string): MerchantHead | undefined {
    return this.heads.get(id);
  }

  private addBlock(block: MerchantBlock): void {
    this.requireReadable(block);
    for (let row = 0; row < block.rows; row++) {
      const id = block.idAt(row);
      if (id === '') continue;
      const rev = Number(block.cell('$rev', row));
      if ((this.heads.get(id)?.rev ?? -1) >= rev) continue;
      this.heads.set(id, {
        rev,
        updatedAt: Number(block.cell('$updatedAt', row)),
        createdBy: this.person(block.cell('$createdBy', row)),
        ownerId: this.person(block.cell('$ownerId', row)),
      });
    }
  }

  private putRow(row: TableRows['merchantRows']): void {
    if ((this.heads.get(row.id)?.rev ?? -1) >= row.rev) return;
    if (row.purged) return void this.heads.delete(row.id);
    this.requireReadable(new SingleRow(row));
    const { id, rev, updatedAt, createdBy, ownerId = '' } = row;
    this.heads.set(id, { rev, updatedAt, createdBy, ownerId });
  }

  private person(id: string): string {
    const known = this.people.get(id);
    if (known === undefined) this.people.set(id, id);
    return known ?? id;
  }

  /** What lists are made of is read as the program will read it. @throws where it cannot be */
  private requireReadable(source: MerchantBlock | SingleRow): void {
    if (source instanceof SingleRow) return this.index.write(0, source, 0);
    this.index.ensure(source.rows);
    this.index.writeBlock(
      source,
      Int32Array.from({ length: source.rows }, (_, row) => row),
    );
  }
}
