/**
 * Steps from one stored shape to the next, in order: step n leads from version n to n + 1. Pure, consecutive, frozen once
 * shipped; database upgrade and restore both run them. Version 1 is the first released shape, so there is none yet.
 */
export interface Migration {
  /** File name without extension: `0001-what`. */
  name: string;
  /** Rows of one table in the old shape to rows in the new shape. */
  tables: Record<string, (row: Record<string, unknown>) => Record<string, unknown>>;
}

export const MIGRATIONS: readonly Migration[] = [];
