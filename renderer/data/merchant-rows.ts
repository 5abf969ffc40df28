import type { PackedColumn } from '@shared/kernel/columns';

/** One merchant with everything but its secrets, which stay sealed. */
export interface MerchantRow {
  id: string;
  /** 1 when created; the version with the highest one wins. */
  rev: number;
  createdAt: number;
  createdBy: string;
  /** Who looks after it; '' or absent as long as that is who entered it. */
  ownerId?: string;
  updatedAt: number;
  updatedBy: string;
  /** 0 while alive; epoch ms since it lies in the recycle bin. */
  deletedAt: number;
  importBatchId: string;
  isSample: boolean;
  /** Entity fields by name as normalised text; for a sensitive field the masked form. Plus regionCode, py, pyInitials. */
  values: Record<string, string>;
  /** Blind index of each sensitive field, base64; '' where the field is empty. */
  blind: Record<string, string>;
}

/** The state of a merchant that was changed one at a time: wins over its row in a block by a higher `rev`. */
export interface MerchantOverlayRow extends MerchantRow {
  /** The sensitive values of this row, sealed with AAD `merchants|id`. */
  sealed: Uint8Array;
  /** A purged merchant leaves its id and number behind, nothing else. */
  purged: boolean;
}

/**
 * A block of row versions as packed columns, and their sensitive values sealed together (AAD `merchantBlocks|id`, or
 * `importBefore|id`). Column names: an entity or derived field as it is, `$name` for a system field, `#field` for a blind
 * index, `>field` (in `importBefore` only) for what an import wrote over it, `>` for which fields those are.
 */
export interface BlobColumns {
  rows: number;
  columns: Record<string, PackedColumn>;
  /** Columns with one value for all rows; a column that is in neither is empty. */
  same: Record<string, string>;
  sealed: Uint8Array;
}

/** Rows per block: bigger ones are slower to change, smaller ones slower to write (performance.md). */
export const BLOCK_ROWS = 1_000;

/** Fields the program derives from others on every write. */
export const DERIVED_FIELDS = ['regionCode', 'py', 'pyInitials'] as const;
