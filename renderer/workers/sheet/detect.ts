import type { FileFormat } from '@shared/imports/define';
import { inflateWhole } from './inflate';
import { FileFailure } from './limits';
import { parseXml } from './xml-events';
import { readZipDirectory, type ZipDirectory } from './zip';

/** What the bytes are. A name's extension is never asked: people rename files, and web systems lie. */
type Detected =
  | { kind: 'empty' }
  | { kind: 'zip'; format: 'xlsx' | 'xlsm' | 'xlsb' | 'ods' | 'zip'; zip: ZipDirectory }
  | { kind: 'ole'; format: 'xls' | 'encrypted' | 'unknown' }
  | { kind: 'markup'; flavour: 'html' | 'spreadsheetml' | 'other' }
  | { kind: 'binary' }
  | { kind: 'text' };

const MAGIC_BINARY = [
  '%PDF',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  'SQLite format 3',
  '{\\rtf',
];
/** Text that is a format of its own, which read as delimited text would be a table of nonsense: SYLK, DIF, MHTML, JSON. */
const OTHER_TEXT = /^(?:\xef\xbb\xbf)?(?:ID;P|TABLE\r?\n0,1|MIME-Version:|\s*\{\s*"|\s*\[\s*\{)/;

/** Throws `FileFailure` for a zip that cannot be opened or is not allowed. */
export async function detectContent(bytes: Uint8Array): Promise<Detected> {
  if (bytes.length === 0) return { kind: 'empty' };
  const head = latin1(bytes, 0, 16);
  if (/^PK(\x03\x04|\x05\x06)/.test(head)) {
    const zip = readZipDirectory(bytes);
    return { kind: 'zip', format: await zipFormat(zip), zip };
  }
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return { kind: 'ole', format: oleFormat(bytes) };
  // A BIFF stream without its container: old programs, and some web systems, write it bare.
  if (/^\x09[\x00\x02\x04\x08][\x04-\x10]\x00/.test(head)) return { kind: 'ole', format: 'xls' };
  if (MAGIC_BINARY.some((magic) => head.startsWith(magic)) || OTHER_TEXT.test(head)) return { kind: 'binary' };
  return markup(bytes) ?? { kind: 'text' };
}

/** The format as `check-file` prints it, also of a file that is then refused. */
export async function detectFormat(bytes: Uint8Array): Promise<FileFormat> {
  try {
    const found = await detectContent(bytes);
    if (found.kind === 'zip' || found.kind === 'ole') return found.format;
    if (found.kind === 'text') return 'csv';
    return found.kind === 'markup' && found.flavour === 'spreadsheetml' ? 'xls' : 'unknown';
  } catch (error) {
    if (error instanceof FileFailure) return error.code === 'file.encrypted' ? 'encrypted' : 'zip';
    throw error;
  }
}

async function zipFormat(zip: ZipDirectory): Promise<'xlsx' | 'xlsm' | 'xlsb' | 'ods' | 'zip'> {
  const mimetype = zip.get('mimetype');
  if (mimetype) {
    const type = latin1(await inflateWhole(mimetype, { total: 0 }), 0, 100);
    if (type.startsWith('application/vnd.oasis.opendocument.spreadsheet')) return 'ods';
  }
  const types = zip.get('[content_types].xml');
  if (types) {
    const main = mainContentType(await inflateWhole(types, { total: 0 }));
    if (main.includes('sheet.binary.')) return 'xlsb';
    if (/\.(sheet|template)\.macroEnabled\.main/i.test(main)) return 'xlsm';
    if (/\.(sheet|template)\.main/.test(main)) return 'xlsx';
  }
  if (zip.has('xl/workbook.xml')) return 'xlsx';
  return zip.has('xl/workbook.bin') ? 'xlsb' : 'zip';
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

/** Directory entries of a compound file are 128 bytes long and begin with their name in UTF-16. */
function oleFormat(bytes: Uint8Array): 'xls' | 'encrypted' | 'unknown' {
  let workbook = false;
  for (let at = 512; at + 128 <= bytes.length; at += 128) {
    const first = bytes[at]!;
    if (bytes[at + 1] !== 0 || (first !== 0x45 && first !== 0x57 && first !== 0x42)) continue;
    const name = new TextDecoder('utf-16le').decode(bytes.subarray(at, at + 64)).replace(/\0.*$/s, '');
    if (name === 'EncryptedPackage') return 'encrypted';
    if (name === 'Workbook' || name === 'Book') workbook = true;
  }
  return workbook ? 'xls' : 'unknown';
}

function markup(bytes: Uint8Array): Detected | undefined {
  const head = latin1(bytes, 0, 4096)
    .replace(/\0/g, '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
  if (!head.startsWith('<')) return undefined;
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(head) && /<(\w+:)?Workbook/.test(head)) {
    return { kind: 'markup', flavour: 'spreadsheetml' };
  }
  if (/<(!doctype html|html|table|head|body|meta|div|style)\b/i.test(head)) return { kind: 'markup', flavour: 'html' };
  if (/^<(\?xml|!doctype|!--|[a-z][\w:-]*[\s>/])/i.test(head)) return { kind: 'markup', flavour: 'other' };
  return undefined;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));
}
