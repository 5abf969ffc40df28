import type { PackedColumn } from '@shared/kernel/columns';

/** One merchant with everything but its secrets, which stay sealed. All values are text as in columns; see MerchantStore. */
export interface MerchantRow {
  id: string;
  rev: number;
  createdAt: number;
  createdBy: string;
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
  /** The sensitive values of this row, sealed with AAD `merchants|id|keyId|v`. */
  sealed: Uint8Array;
  /** A purged merchant leaves its id and number behind, nothing else. */
  purged: boolean;
}

/** A block of rows as packed columns, and their sensitive values sealed together with AAD `merchantBlocks|blockId|keyId|v`. */
export interface BlobColumns {
  rows: number;
  columns: Record<string, PackedColumn>;
  sealed: Uint8Array;
}
