import type { RawSheet } from '@shared/imports/define';
import { inflateEntry, inflateWhole, type InflateBudget } from '../inflate';
import { FileFailure, LIMITS, type ReadOptions } from '../limits';
import { parseXml, XmlEvents } from '../xml-events';
import type { ZipDirectory } from '../zip';
import { OdsSheets } from './ods-sheets';

/** All sheets of an OpenDocument spreadsheet, in order. Throws `FileFailure`. */
export async function readOds(zip: ZipDirectory, options: ReadOptions): Promise<RawSheet[]> {
  const budget: InflateBudget = { total: 0 };
  const manifest = zip.get('meta-inf/manifest.xml');
  if (manifest && isEncrypted(await inflateWhole(manifest, budget, options))) throw new FileFailure('file.encrypted');
  const content = zip.get('content.xml');
  if (!content) throw new FileFailure('file.damaged');
  const sheets = new OdsSheets();
  const events = new XmlEvents(sheets);
  let done = 0;
  for await (const piece of inflateEntry(content, budget, options, LIMITS.otherInflatedBytes)) {
    events.feed(piece);
    done += piece.length;
    options.onProgress?.(done, content.size);
  }
  events.finish();
  return sheets.finish();
}

/** The same document as one XML file (.fods). */
export function readFlatOds(bytes: Uint8Array): RawSheet[] {
  const sheets = new OdsSheets();
  parseXml(bytes, sheets);
  return sheets.finish();
}

/** Not parsed: old programs open it with a DOCTYPE. */
function isEncrypted(manifest: Uint8Array): boolean {
  return new TextDecoder().decode(manifest).includes(':encryption-data');
}
