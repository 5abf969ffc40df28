import type { FileKind } from './bridge';

/** The extensions a kind may have; the first is the one a new file gets. */
export const FILE_EXTENSIONS: Readonly<Record<FileKind, readonly string[]>> = {
  spreadsheet: ['xlsx', 'xlsm', 'xls', 'xlsb', 'ods', 'csv', 'tsv', 'txt', 'zip', 'gz'],
  xlsx: ['xlsx'],
  csv: ['csv'],
  text: ['txt', 'json'],
  image: ['png'],
  pdf: ['pdf'],
  backup: ['mbak'],
  auditArchive: ['mdaudit'],
};

const MAX_NAME_CHARS = 120;
const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
/** Control, format (bidi overrides, zero width), surrogate and private-use characters hide what a name really is. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;
const SEPARATORS_AND_WILDCARDS = /[<>:"/\\|?*]/g;

/**
 * A file name every system accepts and that names nothing but a file of that kind, whatever was asked for: no folder,
 * drive, stream, device or hidden file, at most 120 characters, with an extension of the kind.
 */
export function toSafeFileName(suggested: string, kind: FileKind): string {
  const plain = suggested.normalize('NFC').replace(INVISIBLE, '').replace(SEPARATORS_AND_WILDCARDS, '_');
  const extension = extensionOf(plain, kind);
  const stem = trimEdges(withoutExtension(plain, kind));
  const named = stem === '' ? 'untitled' : stem;
  const safe = RESERVED_ON_WINDOWS.test(named.split('.')[0]?.trim() ?? '') ? `_${named}` : named;
  return `${trimEdges(cut(safe, MAX_NAME_CHARS - extension.length - 1))}.${extension}`;
}

function extensionOf(name: string, kind: FileKind): string {
  const given = /\.([^.]*)$/.exec(name.trimEnd())?.[1]?.toLowerCase();
  const allowed = FILE_EXTENSIONS[kind];
  return allowed.find((extension) => extension === given) ?? allowed[0] ?? 'txt';
}

function withoutExtension(name: string, kind: FileKind): string {
  const pattern = new RegExp(`\\.(?:${FILE_EXTENSIONS[kind].join('|')})\\s*$`, 'i');
  return name.replace(pattern, '');
}

/** Leading dots hide a file, trailing dots and spaces vanish on Windows. */
function trimEdges(stem: string): string {
  return stem.replace(/^[.\s]+|[.\s]+$/gu, '');
}

/** Cuts between characters, never through one. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  let kept = '';
  for (const character of characters) {
    if (kept.length + character.length > length) break;
    kept += character;
  }
  return kept;
}
