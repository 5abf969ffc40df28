import type { FileFormat } from '@shared/imports/define';
import { readOleNames } from './binary/ole';
import { inflateWhole } from './inflate';
import { recognise, recogniseOle, recogniseXml, recogniseZip } from './known-formats';
import { FileFailure } from './limits';
import { parseXml } from './xml-events';
import { readZipDirectory, type ZipDirectory } from './zip';

/** What is read, by the engine that reads it: `xls` is any BIFF, .et included, `ods` the flat .fods too. */
export type SourceFormat = 'xlsx' | 'xlsm' | 'xlsb' | 'xls' | 'ods' | 'spreadsheetml' | 'html' | 'text';

/** What the bytes are. A name's extension is never asked: people rename files, and web systems lie. */
type Detected =
  { kind: 'empty' | 'encrypted' } | { kind: 'spreadsheet'; format: SourceFormat; zip?: ZipDirectory } | Foreign;

/** Something that is not read: its name where it has one, and a spreadsheet found inside an archive. */
interface Foreign {
  kind: 'foreign';
  name?: string;
  isArchive: boolean;
  inside?: string;
}

/** Throws `FileFailure` for a zip that cannot be opened or is not allowed. */
export async function detectContent(bytes: Uint8Array): Promise<Detected> {
  if (bytes.length === 0) return { kind: 'empty' };
  const head = latin1(bytes, 0, 64);
  if (/^PK(\x03\x04|\x05\x06)/.test(head)) return openZip(bytes);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return openOle(bytes);
  // A BIFF stream without its container: old programs, and some web systems, write it bare.
  if (/^\x09[\x00\x02\x04\x08][\x04-\x10]\x00/.test(head)) return { kind: 'spreadsheet', format: 'xls' };
  const known = recognise(head);
  if (known) return { kind: 'foreign', ...known };
  // A web page's blank lines or a stray header before the archive: the directory at its end still says where all is.
  if (isZipWithPreface(bytes)) return openZip(bytes);
  return markup(bytes) ?? { kind: 'spreadsheet', format: 'text' };
}

/** The format as `check-file` prints it, also of a file that is then refused. */
export async function detectFormat(bytes: Uint8Array): Promise<FileFormat> {
  const isZip = latin1(bytes, 0, 2) === 'PK';
  try {
    const found = await detectContent(bytes);
    if (found.kind === 'encrypted') return 'encrypted';
    return found.kind === 'spreadsheet' ? PRINTED[found.format] : isZip ? 'zip' : 'unknown';
  } catch (error) {
    if (error instanceof FileFailure) return error.code === 'file.encrypted' ? 'encrypted' : 'zip';
    throw error;
  }
}

const PRINTED: Record<SourceFormat, FileFormat> = {
  xlsx: 'xlsx',
  xlsm: 'xlsm',
  xlsb: 'xlsb',
  xls: 'xls',
  ods: 'ods',
  spreadsheetml: 'xls',
  html: 'unknown',
  text: 'csv',
};

async function openZip(bytes: Uint8Array): Promise<Detected> {
  const zip = readZipDirectory(bytes);
  const entry = zip.get('mimetype');
  const mimetype = entry ? latin1(await inflateWhole(entry, { total: 0 }), 0, 100) : '';
  const format = await workbookFormat(zip, mimetype);
  if (format) return { kind: 'spreadsheet', format, zip };
  const { name, inside } = recogniseZip(zip, mimetype);
  return { kind: 'foreign', name, isArchive: name === 'ZIP', ...(inside ? { inside } : {}) };
}

const ODS = 'application/vnd.oasis.opendocument.spreadsheet';

/** What the manifest of an OpenDocument says of the whole, where the `mimetype` part was left out. */
async function manifestType(zip: ZipDirectory): Promise<string | undefined> {
  const manifest = zip.get('meta-inf/manifest.xml');
  if (!manifest || !zip.has('content.xml')) return undefined;
  const text = new TextDecoder().decode(await inflateWhole(manifest, { total: 0 }));
  const whole = /<[^<>]*full-path="\/"[^<>]*>/.exec(text)?.[0] ?? '';
  return /media-type="([^"]*)"/.exec(whole)?.[1];
}

async function workbookFormat(zip: ZipDirectory, mimetype: string): Promise<SourceFormat | undefined> {
  if (mimetype.startsWith(ODS) || (mimetype === '' && (await manifestType(zip)) === ODS)) return 'ods';
  const types = zip.get('[content_types].xml');
  if (types) {
    const main = mainContentType(await inflateWhole(types, { total: 0 }));
    if (main.includes('sheet.binary.')) return 'xlsb';
    if (/\.(sheet|template)\.macroEnabled\.main/i.test(main)) return 'xlsm';
    if (/\.(sheet|template)\.main/.test(main)) return 'xlsx';
  }
  if (zip.has('xl/workbook.xml')) return 'xlsx';
  return zip.has('xl/workbook.bin') ? 'xlsb' : undefined;
}

function isZipWithPreface(bytes: Uint8Array): boolean {
  if (!latin1(bytes, 0, 65_536).includes('PK\x03\x04')) return false;
  try {
    return readZipDirectory(bytes).size > 0;
  } catch (error) {
    if (error instanceof FileFailure) return false;
    throw error;
  }
}

/** The workbook part's own type; a default by extension counts only where no part is named (many files carry a stray one). */
function mainContentType(bytes: Uint8Array): string {
  let named = '';
  let byExtension = '';
  parseXml(bytes, {
    open(name, attribute) {
      const type = attribute('ContentType') ?? '';
      if (!/(sheet|template)(\.\w+)*\.main\b/i.test(type)) return;
      if (name === 'Override') named ||= type;
      else if (name === 'Default') byExtension ||= type;
    },
  });
  return named || byExtension;
}

function openOle(bytes: Uint8Array): Detected {
  const streams = readOleNames(bytes);
  if (streams.includes('encryptedpackage')) return { kind: 'encrypted' };
  if (streams.includes('workbook') || streams.includes('book')) return { kind: 'spreadsheet', format: 'xls' };
  const name = recogniseOle(streams);
  return { kind: 'foreign', isArchive: false, ...(name ? { name } : {}) };
}

function markup(bytes: Uint8Array): Detected | undefined {
  const head = latin1(bytes, 0, 4096)
    .replace(/\0/g, '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
  if (!head.startsWith('<')) return undefined;
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(head) && /<(\w+:)?Workbook/.test(head)) {
    return { kind: 'spreadsheet', format: 'spreadsheetml' };
  }
  if (/urn:oasis:names:tc:opendocument/.test(head) && /opendocument\.spreadsheet/.test(head)) {
    return { kind: 'spreadsheet', format: 'ods' };
  }
  if (/<(!doctype html|html|table|head|body|meta|div|style)\b/i.test(head))
    return { kind: 'spreadsheet', format: 'html' };
  if (/^<(\?xml|!doctype|!--|[a-z][\w:-]*[\s>/])/i.test(head))
    return { kind: 'foreign', name: recogniseXml(head), isArchive: false };
  return undefined;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  const end = Math.min(to, bytes.length);
  for (let at = from; at < end; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 8_192, end)));
  }
  return text;
}
