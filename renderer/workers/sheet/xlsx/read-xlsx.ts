import type { RawSheet } from '@shared/imports/define';
import { inflateEntry, inflateWhole, type InflateBudget } from '../inflate';
import { FileFailure, LIMITS, type ReadOptions } from '../limits';
import type { ReadWarning } from '../port';
import type { ZipDirectory, ZipEntry } from '../zip';
import { NotPlain } from './byte-scan';
import { carefulSheet, carefulStrings } from './careful';
import { CellSink, type WorkbookContext } from './cell-sink';
import { openWorkbook } from './package';
import { SheetScanner } from './scan-sheet';
import { StringScanner } from './scan-strings';
import { StringTable } from './string-table';
import { readStyles } from './styles';

interface PartScanner {
  feed(bytes: Uint8Array): void;
  finish(): void;
}

/** All sheets of an .xlsx or .xlsm, in workbook order. Throws `FileFailure`. */
export async function readXlsx(
  zip: ZipDirectory,
  options: ReadOptions,
): Promise<{ sheets: RawSheet[]; warnings: ReadWarning[] }> {
  const budget: InflateBudget = { total: 0 };
  const parts = await openWorkbook(zip, budget, options);
  const styles = readStyles(parts.styles ? await inflateWhole(parts.styles, budget, options) : undefined);
  const total = [...parts.sheets.map((s) => s.entry), parts.strings].reduce((sum, e) => sum + (e?.size ?? 0), 0);
  const pass: Pass = { budget, options, progress: { done: 0, total } };
  const strings = await readStrings(parts.strings, pass);
  const context: WorkbookContext = { strings, styles, date1904: parts.date1904 };
  const sheets: RawSheet[] = [];
  let formulasWithoutValue = 0;
  for (const sheet of parts.sheets) {
    const sink = sheet.entry ? await readSheet(sheet.entry, context, pass) : new CellSink(context, 0);
    formulasWithoutValue += sink.formulasWithoutValue;
    sheets.push(sink.cells.finish(sheet.name, sheet.hidden, strings, sink.merges));
  }
  const warnings: ReadWarning[] = [];
  if (parts.macros) warnings.push({ code: 'file.macros_ignored' });
  if (parts.externalLinks) warnings.push({ code: 'file.external_links_ignored' });
  if (formulasWithoutValue > 0) {
    warnings.push({ code: 'file.formulas_without_value', params: { count: formulasWithoutValue } });
  }
  return { sheets, warnings };
}

interface Pass {
  budget: InflateBudget;
  options: ReadOptions;
  progress: { done: number; total: number };
}

async function readStrings(entry: ZipEntry | undefined, pass: Pass): Promise<StringTable> {
  if (!entry) return new StringTable();
  const table = await scanPart(entry, pass, () => {
    const made = new StringTable();
    return { made, fast: () => new StringScanner(made), careful: () => carefulStrings(made) };
  });
  table.finish();
  return table;
}

function readSheet(entry: ZipEntry, context: WorkbookContext, pass: Pass): Promise<CellSink> {
  return scanPart(entry, pass, () => {
    const made = new CellSink(context, expectedCells(entry.size));
    return { made, fast: () => new SheetScanner(made), careful: () => carefulSheet(made) };
  });
}

/** A cell with a value takes 30 to 100 bytes of XML. The size is only a claim, so it is not trusted far. */
function expectedCells(bytes: number): number {
  return Math.min(4_000_000, Math.max(1_024, Math.ceil(bytes / 64)));
}

interface Attempt<T> {
  made: T;
  fast: () => PartScanner;
  careful: () => PartScanner;
}

/** The byte scanner first; when the part is not of its plain shape, from the beginning with the general parser. */
async function scanPart<T>(entry: ZipEntry, pass: Pass, attempt: () => Attempt<T>): Promise<T> {
  const before = { total: pass.budget.total, done: pass.progress.done };
  try {
    const { made, fast } = attempt();
    await pump(entry, fast(), pass, LIMITS.entryBytes);
    return made;
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
  }
  pass.budget.total = before.total;
  pass.progress.done = before.done;
  const { made, careful } = attempt();
  try {
    await pump(entry, careful(), pass, LIMITS.carefulBytes);
  } catch (error) {
    if (error instanceof FileFailure && error.code === 'file.bomb') throw new FileFailure('file.too_large');
    throw error;
  }
  return made;
}

async function pump(entry: ZipEntry, scanner: PartScanner, pass: Pass, maxBytes: number): Promise<void> {
  for await (const piece of inflateEntry(entry, pass.budget, pass.options, maxBytes)) {
    scanner.feed(piece);
    pass.progress.done += piece.length;
    pass.options.onProgress?.(pass.progress.done, pass.progress.total);
  }
  scanner.finish();
}
