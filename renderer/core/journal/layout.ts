import { z } from 'zod/mini';
import { sealingFields, type SealedHeader } from '../backup/file/header';

/** As for backups: a high bit, CR LF and Ctrl-Z. */
export const JOURNAL_MAGIC = new Uint8Array([0x89, 0x4d, 0x4a, 0x4e, 0x4c, 0x0d, 0x0a, 0x1a]);
/** `"MJNL" | u32 number of the entry`, in the clear behind each entry: how far a file reaches is known without a key. */
export const FOOTER_BYTES = 8;
const FOOTER_MARK = 0x4c4e_4a4d;

/** Marks of records that are no rows. */
export const ENTRY_RECORD = 0xffff;
export const DELETE_RECORD = 0xfffe;

const count = z.int().check(z.gte(0));
const text = (max: number) => z.string().check(z.maxLength(max));

export const journalHeaderSchema = z.object({
  app: z.literal('merchant-desk'),
  what: z.literal('journal'),
  appVersion: text(64),
  schemaVersion: z.int().check(z.gte(1), z.lte(65_535)),
  createdAt: count,
  installId: text(64),
  epoch: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  /** Number of the first entry; the others follow without a gap. */
  firstSeq: count,
  /** A record names its table by its place here. */
  tables: z.array(text(64)).check(z.maxLength(500)),
  ...sealingFields,
});

export type JournalHeader = z.infer<typeof journalHeaderSchema> & SealedHeader;

export function footer(seq: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FOOTER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, FOOTER_MARK, true);
  view.setUint32(4, seq, true);
  return bytes;
}

/** Number of the entry that ends here, or null where none does. */
export function readFooter(bytes: Uint8Array): number | null {
  if (bytes.length !== FOOTER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, FOOTER_BYTES);
  return view.getUint32(0, true) === FOOTER_MARK ? view.getUint32(4, true) : null;
}
