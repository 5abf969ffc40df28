import type { DBCoreKeyRange, DBCoreMutateRequest, Table } from 'dexie';
import type { TableName } from './tables';

/** Row of `meta` that says which start of the program may write. */
export const HOLDER_KEY = 'holder';
/** Row of `meta` that says up to where the journal outside must reach. */
export const JOURNAL_KEY = 'journal';
/** About this computer's start and journal, not about the data: another one has its own. */
const OWN_KEYS: ReadonlySet<unknown> = new Set([HOLDER_KEY, JOURNAL_KEY]);

export interface JournalPlace {
  /** A course of the data of its own: a restore begins another one. 16 hex digits. */
  epoch: string;
  /** Number of the last write, from 1. */
  seq: number;
}

/** What a write did to one table, in the order in which it did it. */
export type Mutation = { table: TableName } & (
  { rows: readonly unknown[] } | { keys: readonly (string | number)[] } | { range: KeyRange }
);

export interface KeyRange {
  lower?: string | number;
  upper?: string | number;
  lowerOpen: boolean;
  upperOpen: boolean;
}

/** Writes down outside the database what `Database.write` stored in it. */
export interface WriteJournal {
  begin(): WriteEntry;
}

export interface WriteEntry {
  /** Inside the transaction and at once: rows may be changed after they were handed over, though not the bytes that they hold. */
  note(mutation: Mutation): void;
  /** After the commit, before whoever wrote is answered. Never throws: what is stored is stored. */
  committed(place: JournalPlace): Promise<void>;
}

/** What a request changes, as it can be told and repeated; null for nothing. */
export function toMutation(table: TableName, request: DBCoreMutateRequest): Mutation | null {
  if (request.type === 'deleteRange') {
    const range = toKeyRange(request.range);
    return range && { table, range };
  }
  if (request.type === 'delete') return { table, keys: request.keys as (string | number)[] };
  const rows = request.values as readonly unknown[];
  const told = table === 'meta' ? rows.filter((row) => !OWN_KEYS.has((row as { key: unknown }).key)) : rows;
  return told.length > 0 ? { table, rows: told } : null;
}

export function newEpoch(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}

/** Dexie's kinds of range: 3 is every key, with bounds of its own kind, 4 is none. */
function toKeyRange({ type, lower, upper, lowerOpen = false, upperOpen = false }: DBCoreKeyRange): KeyRange | null {
  if ((type as number) === 4) return null;
  if ((type as number) === 3) return { lowerOpen: false, upperOpen: false };
  const [from, to] = [lower, upper] as (string | number | undefined)[];
  return { ...(from !== undefined && { lower: from }), ...(to !== undefined && { upper: to }), lowerOpen, upperOpen };
}

export function inRange(table: Table<unknown, string | number>, { lower, upper, lowerOpen, upperOpen }: KeyRange) {
  if (lower === undefined && upper === undefined) return table.toCollection();
  const key = table.where(':id');
  if (lower === undefined) return upperOpen ? key.below(upper) : key.belowOrEqual(upper);
  if (upper === undefined) return lowerOpen ? key.above(lower) : key.aboveOrEqual(lower);
  return key.between(lower, upper, !lowerOpen, !upperOpen);
}
