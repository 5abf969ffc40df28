export interface Migration {
  /** File name without extension: `0001-what`. */
  name: string;
  /** Rows of one table in the old shape to rows in the new shape. New tables need no entry: they start empty. */
  tables: Record<string, (row: Record<string, unknown>) => Record<string, unknown>>;
}
