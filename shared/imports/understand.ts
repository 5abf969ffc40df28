import type { MerchantField } from '../entities/merchant';
import { fail, ok, type Result } from '../kernel/result';
import type { FileSummary, RawSheet } from './define';
import { countDataRows, detectKind, detectSheet, headerWorth } from './detect-kind';
import { findHeader, readHeader, type Header } from './find-header';
import { mapColumns } from './map-columns';

export interface UnderstandOptions {
  /** What the user says the file is; content decides otherwise. */
  as?: 'merchants' | 'bill' | 'bank';
  /** Name of the sheet to look at; the one that says most otherwise. */
  sheet?: string;
  /** 1-based row the user points at as the header. */
  headerRow?: number;
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
  const detected = chosen ? { ...detectSheet(chosen), sheet: 0 } : detectKind(sheets);
  const sheet = chosen ?? sheets[detected.sheet]!;
  if (options.as === 'merchants') {
    const header = options.headerRow
      ? { ...readHeader(sheet, options.headerRow - 1), sheet }
      : bestMerchantHeader(sheets, chosen);
    return header.sheet ? understandMerchants(header.sheet, header) : fail('file.no_header');
  }
  if (detected.kind === 'personal_bill') return fail('file.personal_bill');
  const kind = options.as ?? detected.kind;
  const header = options.headerRow ? readHeader(sheet, options.headerRow - 1) : detected.header;
  if (kind === 'merchants') return understandMerchants(sheet, header);
  return ok({
    kind,
    sheet,
    headerRow: header.row + 1,
    headers: header.labels,
    mapping: {},
    doubtful: [],
    missingRequired: [],
    dataRows: countDataRows(sheet, header.row),
  });
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

function understandMerchants(sheet: RawSheet, header: Header): Result<Understood> {
  if (header.row < 0) return fail('file.no_header');
  if (sheet.rowCount <= header.row + 1) return fail('file.no_data');
  return ok({
    kind: 'merchants',
    sheet,
    headerRow: header.row + 1,
    headers: header.labels,
    ...mapColumns(sheet, header),
    dataRows: Math.max(0, sheet.rowCount - header.row - 1),
  });
}
