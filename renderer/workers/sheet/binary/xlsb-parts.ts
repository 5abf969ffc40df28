import { inflateEntry, type InflateBudget } from '../inflate';
import { FileFailure, LIMITS, type ReadOptions } from '../limits';
import { checkMarkup } from '../markup';
import type { ZipDirectory } from '../zip';
import { disarmBiff12 } from './biff12';

/** As SheetJS finds unpacked parts. */
export type PartFiles = Record<string, { name: string; type: number; content: Uint8Array }>;

/** The lists of parts and relations; an honest one of a thousand sheets is below a tenth of this. */
const MARKUP_BYTES = 4 * 1024 * 1024;

/**
 * The parts of an .xlsb that its cells come from, inflated under guard and disarmed. A part that is not made of records (printer
 * settings, macros) or is damaged is left out: the sheet that needs it then cannot be read.
 */
export async function disarmParts(zip: ZipDirectory, options: ReadOptions): Promise<PartFiles> {
  const files: PartFiles = {};
  const budget: InflateBudget = { total: 0 };
  let cells = 0;
  for (const entry of zip.values()) {
    const isMarkup = /\.(xml|rels)$/i.test(entry.name);
    const isWanted =
      /\.bin$/i.test(entry.name) || /(^|\/)(\[Content_Types\]\.xml|workbook\.bin\.rels)$/i.test(entry.name);
    const pieces: Uint8Array[] = [];
    for await (const piece of inflateEntry(entry, budget, options, LIMITS.otherInflatedBytes)) {
      if (isMarkup || isWanted) pieces.push(piece);
    }
    const content = new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
    if (isMarkup) checkMarkup(new TextDecoder().decode(content));
    if (!isWanted) continue;
    if (isMarkup && content.length > MARKUP_BYTES) throw new FileFailure('file.damaged');
    const kept = isMarkup ? { bytes: content, cells: 0 } : disarmBiff12(content);
    if (!kept) continue;
    cells += kept.cells;
    if (cells > LIMITS.otherCells) throw new FileFailure('file.too_many_cells', { limit: LIMITS.otherCells });
    files[entry.name] = { name: entry.name, type: 2, content: kept.bytes };
  }
  return files;
}
