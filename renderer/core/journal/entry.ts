import { TABLE_NAMES, type TableName } from '@renderer/data/tables';
import type { Mutation } from '@renderer/data/write-journal';
import { damaged } from '../backup/backup-error';
import { encodeRecord, holdRecord, type DecodedRecord } from '../backup/file/records';
import { DELETE_RECORD, ENTRY_RECORD } from './layout';

type Encoded = Uint8Array<ArrayBuffer>;

/**
 * What one write did, as records: first its number and time, then rows and deletions in their order. They are encoded when they are
 * written, for those of an import of 100,000 merchants would be sixty megabytes beside the rows.
 */
export class EntryRecords {
  private readonly records: ReturnType<typeof holdRecord>[] = [];
  /** Who can open the files has changed: the next entry needs locks of its own. */
  changesLocks = false;

  note(mutation: Mutation): void {
    if (mutation.table === 'admins') this.changesLocks = true;
    if ('rows' in mutation) {
      const table = TABLE_NAMES.indexOf(mutation.table);
      for (const row of mutation.rows) this.records.push(holdRecord(table, row));
      return;
    }
    const { table, ...what } = mutation;
    this.records.push(holdRecord(DELETE_RECORD, { table, ...what }));
  }

  /** Complete, in pieces of about `most` bytes that are to be sealed one by one. */
  async *pieces(seq: number, at: number, most: number): AsyncGenerator<{ plain: Encoded[]; isLast: boolean }> {
    let plain: Encoded[] = [await encodeRecord(ENTRY_RECORD, { seq, at })];
    let size = 0;
    for (const record of this.records) {
      const encoded = record();
      const bytes = encoded instanceof Promise ? await encoded : encoded;
      if (size > 0 && size + bytes.length > most) {
        yield { plain, isLast: false };
        plain = [];
        size = 0;
      }
      plain.push(bytes);
      size += bytes.length;
    }
    yield { plain, isLast: true };
  }
}

export interface JournalEntry {
  seq: number;
  /** Epoch ms. */
  at: number;
  mutations: Mutation[];
}

/** @param migrate brings a row of the file's shape to today's */
export function startEntry(
  { table, row }: DecodedRecord,
  tables: readonly string[],
  migrate: (name: TableName, row: unknown) => unknown,
) {
  const { seq, at } = row as { seq: number; at: number };
  if (table !== ENTRY_RECORD || !Number.isSafeInteger(seq) || !Number.isSafeInteger(at)) throw damaged('rows');
  const mutations: Mutation[] = [];
  return {
    entry: { seq, at, mutations } satisfies JournalEntry,
    take(record: DecodedRecord): void {
      if (record.table === DELETE_RECORD) {
        const { table: name, ...what } = record.row as Mutation;
        mutations.push({ table: known(name), ...what });
        return;
      }
      const name = known(tables[record.table] ?? '');
      const migrated = migrate(name, record.row);
      const before = mutations.at(-1);
      // Neighbours in one go, as they were written.
      if (before?.table === name && 'rows' in before) (before.rows as unknown[]).push(migrated);
      else mutations.push({ table: name, rows: [migrated] });
    },
  };
}

function known(name: string): TableName {
  return TABLE_NAMES.find((table) => table === name) ?? fail();
}

function fail(): never {
  throw damaged('rows');
}
