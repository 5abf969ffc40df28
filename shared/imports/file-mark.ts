import { merchant, MERCHANT_INPUT_FIELDS } from '../entities/merchant';
import type { RawSheet } from './define';

/** The very hidden sheet on which a workbook of ours says what it is. Never offered as a sheet to import from. */
export const MARK_SHEET = '_template';
/** Tells our sheet from one that only has the same name. */
const OWNER = 'merchant-desk';
/** The first templates had no owner on their mark. */
const UNSIGNED_VERSION = 1;

/** What a workbook written here says about itself. It survives Excel, WPS and LibreOffice, and their other formats but .csv. */
export interface FileMark {
  kind: 'template' | 'leftover';
  /** Which import it is for: the name of the entity. */
  source: string;
  /** Of the template's columns. */
  version: number;
  columns?: MarkedColumns;
}

/** In the workbook of rows left over: what each column meant when the rows were judged. */
export interface MarkedColumns {
  /** 1-based. */
  headerRow: number;
  fingerprint: string;
  mapping: Record<string, number>;
}

/** Takes the mark sheet out of a workbook's sheets. */
export function takeMark(all: readonly RawSheet[]): { sheets: RawSheet[]; mark: FileMark | undefined } {
  const sheets: RawSheet[] = [];
  let mark: FileMark | undefined;
  for (const sheet of all) {
    const found = sheet.name === MARK_SHEET ? readMark(sheet) : undefined;
    if (found) mark = found;
    else sheets.push(sheet);
  }
  return { sheets, mark };
}

/** The cells of the mark sheet, from A1; text, every one of them. */
export function markRows({ kind, source, version, columns }: FileMark): string[][] {
  const rows = [[source, String(version), OWNER, kind]];
  if (!columns) return rows;
  rows.push([String(columns.headerRow), columns.fingerprint]);
  for (const [field, column] of Object.entries(columns.mapping)) rows.push([field, String(column)]);
  return rows;
}

function readMark(sheet: RawSheet): FileMark | undefined {
  const [source, number, owner, kind] = [0, 1, 2, 3].map((column) => sheet.cell(0, column)) as [
    string,
    string,
    string,
    string,
  ];
  const version = readWhole(number);
  if (version === undefined) return undefined;
  const isUnsigned = owner === '' && version === UNSIGNED_VERSION && source === merchant.name;
  if (owner !== OWNER && !isUnsigned) return undefined;
  if (kind !== 'leftover') return { kind: 'template', source, version };
  const columns = readColumns(sheet);
  return { kind, source, version, ...(columns && { columns }) };
}

/** Somebody may have been at it: what is not well-formed does not count. */
function readColumns(sheet: RawSheet): MarkedColumns | undefined {
  const headerRow = readWhole(sheet.cell(1, 0));
  const fingerprint = sheet.cell(1, 1);
  if (!headerRow || fingerprint === '') return undefined;
  const mapping: Record<string, number> = {};
  for (let row = 2; row < Math.min(sheet.rowCount, MERCHANT_INPUT_FIELDS.length + 2); row++) {
    const field = MERCHANT_INPUT_FIELDS.find((name) => name === sheet.cell(row, 0));
    const column = readWhole(sheet.cell(row, 1));
    if (field && column !== undefined && !Object.values(mapping).includes(column)) mapping[field] = column;
  }
  return { headerRow, fingerprint, mapping };
}

function readWhole(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
