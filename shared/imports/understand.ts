import { merchant, type MerchantField } from '../entities/merchant';
import { fail, ok, type AppError, type Result } from '../kernel/result';
import type { FileSummary, RawSheet } from './define';
import { countDataRows, detectKind, detectSheet, headerWorth } from './detect-kind';
import type { FileMark, MarkedColumns } from './file-mark';
import { findHeader, readHeader, type Header } from './find-header';
import type { PersonalProvider } from './kind-words';
import { headerFingerprint, listMissingRequired, mapColumns, type ColumnMapping } from './map-columns';
import { hasRecords, rowShape } from './row-kinds';
import { IMPORT_TEMPLATES } from './templates';

export interface UnderstandOptions {
  /** What the user says the file is; content decides otherwise. */
  as?: 'merchants' | 'bill' | 'bank';
  /** Name of the sheet to look at; the one that says most otherwise. */
  sheet?: string;
  /** 1-based row the user points at as the header. */
  headerRow?: number;
  /** What the workbook says about itself, if it is one of ours. */
  mark?: FileMark | undefined;
}

/** A file understood so far: which sheet, what it is, where its header stands and what its columns mean. */
export interface Understood {
  kind: FileSummary['kind'];
  sheet: RawSheet;
  /** 1-based; 0 when none was found. */
  headerRow: number;
  headers: string[];
  /** Empty unless the file holds merchants. */
  mapping: Partial<Record<MerchantField, number>>;
  doubtful: MerchantField[];
  missingRequired: MerchantField[];
  /** The workbook itself said what its columns mean: nothing was guessed. */
  isMarked: boolean;
  warnings: FileSummary['warnings'];
  /** Bills and statements are recognised and counted; reading them is the business of their own sources. */
  dataRows: number;
}

/**
 * Decides what to make of the sheets of a file. A personal payment record is refused; a file of merchants without a header
 * is refused when somebody insists that it is one.
 */
export function understandSheets(sheets: readonly RawSheet[], options: UnderstandOptions = {}): Result<Understood> {
  const chosen = options.sheet === undefined ? undefined : sheets.find((s) => s.name === options.sheet);
  if (sheets.length === 0 || (options.sheet !== undefined && !chosen)) return fail('file.no_sheets');
  if (sheets.every((sheet) => sheet.rowCount === 0)) return fail('file.no_data');
  if (options.mark && options.mark.source !== merchant.name) return fail('file.template_other');
  const marked = (options.as ?? 'merchants') === 'merchants' ? findMarked(chosen ?? sheets[0]!, options) : undefined;
  if (marked) return understandMerchants(marked.sheet, marked, options.mark);
  const detected = chosen ? { ...detectSheet(chosen), sheet: 0 } : detectKind(sheets);
  const sheet = chosen ?? sheets[detected.sheet]!;
  if (options.as === 'merchants') {
    const header = options.headerRow
      ? { ...readHeader(sheet, options.headerRow - 1), sheet }
      : bestMerchantHeader(sheets, chosen);
    return header.sheet ? understandMerchants(header.sheet, header, options.mark) : fail('file.no_header');
  }
  if (detected.kind === 'personal_bill') return refusePersonal(detected.provider);
  const kind = options.as ?? detected.kind;
  const header = options.headerRow ? readHeader(sheet, options.headerRow - 1) : detected.header;
  if (kind === 'merchants') return understandMerchants(sheet, header, options.mark);
  return ok({
    kind,
    sheet,
    headerRow: header.row + 1,
    headers: header.labels,
    mapping: {},
    doubtful: [],
    missingRequired: [],
    isMarked: false,
    warnings: [],
    dataRows: countDataRows(sheet, header.row),
  });
}

/** Why a file of somebody's own payments is none of a merchant's; `undefined` for every other. */
export function personalBillError(sheets: readonly RawSheet[]): AppError | undefined {
  if (sheets.every((sheet) => sheet.rowCount === 0)) return undefined;
  const { kind, provider } = detectKind(sheets);
  const refused = kind === 'personal_bill' ? refusePersonal(provider) : undefined;
  return refused && !refused.ok ? refused.error : undefined;
}

/** The empty param picks the words that name the provider. */
function refusePersonal(provider: PersonalProvider = 'alipay'): Result<Understood> {
  return fail('file.personal_bill', { params: { [provider]: '' } });
}

/** The header that names the most merchant fields, in one sheet or in any visible one. */
function bestMerchantHeader(sheets: readonly RawSheet[], chosen: RawSheet | undefined): Header & { sheet?: RawSheet } {
  const visible = sheets.filter((s) => !s.hidden);
  const pool = chosen ? [chosen] : visible.length > 0 ? visible : sheets;
  let best: Header & { sheet?: RawSheet } = { row: -1, labels: [], groups: [], hits: 0 };
  let bestWorth = 0;
  for (const sheet of pool) {
    const header = findHeader(sheet);
    const worth = header.row < 0 ? 0 : headerWorth(sheet, header);
    if (worth <= bestWorth) continue;
    best = { ...header, sheet };
    bestWorth = worth;
  }
  return best;
}

/** The header a workbook of left-over rows points at, if it still stands there. */
function findMarked(
  sheet: RawSheet,
  { mark, headerRow }: UnderstandOptions,
): (Header & { sheet: RawSheet }) | undefined {
  const columns = mark?.columns;
  if (!columns || (headerRow !== undefined && headerRow !== columns.headerRow)) return undefined;
  const header = readHeader(sheet, columns.headerRow - 1);
  return headerFingerprint(header.labels) === columns.fingerprint ? { ...header, sheet } : undefined;
}

function understandMerchants(sheet: RawSheet, header: Header, mark?: FileMark): Result<Understood> {
  if (header.row < 0) return fail('file.no_header');
  if (sheet.rowCount <= header.row + 1) return fail(noDataCode(mark));
  const columns = mark?.columns;
  const isMarked = columns !== undefined && headerFingerprint(header.labels) === columns.fingerprint;
  const mapped = isMarked ? markedColumns(columns) : mapColumns(sheet, header);
  if (!hasRecords(rowShape(sheet, header.row, header.labels, mapped.mapping))) return fail(noDataCode(mark));
  return ok({
    kind: 'merchants',
    sheet,
    headerRow: header.row + 1,
    headers: header.labels,
    ...mapped,
    isMarked,
    warnings: versionWarnings(mark),
    dataRows: Math.max(0, sheet.rowCount - header.row - 1),
  });
}

function markedColumns({ mapping }: MarkedColumns): ColumnMapping {
  return { mapping, doubtful: [], missingRequired: listMissingRequired(mapping) };
}

function noDataCode(mark: FileMark | undefined): 'file.template_empty' | 'file.no_data' {
  return mark?.kind === 'template' ? 'file.template_empty' : 'file.no_data';
}

/** Columns are found by their headers, so another version still imports: but the clerk should know. */
function versionWarnings(mark: FileMark | undefined): FileSummary['warnings'] {
  const current = IMPORT_TEMPLATES.merchant.version;
  if (mark?.kind !== 'template' || mark.version === current) return [];
  const code = mark.version < current ? 'file.template_older' : 'file.template_newer';
  return [{ code, params: { found: mark.version, current } }];
}
