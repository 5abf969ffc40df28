import { detectFormat, readSpreadsheet } from '@renderer/workers/sheet/reader';
import type { RawSheet } from '@shared/imports/define';
import { understandSheets } from '@shared/imports/understand';
import type { FuzzCase } from './make-case';

export interface Verdict {
  /** `ok`, or the code of the error it was refused with. */
  outcome: string;
  /** What should never happen, if it did. */
  problem?: string;
}

/** Codes a file may be refused with; anything else (`internal.*`) is a mistake of ours. */
const ALLOWED = /^file\.[a-z_]+$/;
const MAX_CELLS_WALKED = 200_000;

/** Reads a case the way the program does and looks for what no file may bring about. */
export async function tryCase({ bytes, name }: FuzzCase): Promise<Verdict> {
  try {
    const result = await readSpreadsheet(bytes, name);
    if (!result.ok) {
      const { code } = result.error;
      await detectFormat(bytes);
      return ALLOWED.test(code) ? { outcome: code } : { outcome: code, problem: `refused with ${code}` };
    }
    const { sheets } = result.value;
    const problem = sheets.length === 0 ? 'read, and no sheet' : sheets.map(checkSheet).find((found) => found !== '');
    const understood = understandSheets(sheets);
    const outcome = understood.ok ? 'ok' : understood.error.code;
    return problem ? { outcome, problem } : { outcome };
  } catch (error) {
    return { outcome: 'threw', problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The sheet must be what it says it is: the last row and column are filled, every cell can be asked for. */
function checkSheet(sheet: RawSheet): string {
  if (typeof sheet.name !== 'string') return 'a sheet without a name';
  let lastRow = 0;
  let lastColumn = 0;
  let budget = MAX_CELLS_WALKED;
  for (let row = 0; row < sheet.rowCount; row++) {
    const width = sheet.width?.(row) ?? sheet.columnCount;
    for (let column = 0; column < width; column++) {
      if (--budget < 0) return '';
      const text = sheet.cell(row, column);
      if ((sheet.kind(row, column) === 'empty') !== (text === '')) return `kind and text disagree at ${row},${column}`;
      if (text === '') continue;
      lastRow = row + 1;
      lastColumn = Math.max(lastColumn, column + 1);
    }
  }
  return lastRow === sheet.rowCount && lastColumn === sheet.columnCount ? '' : 'the last row or column is empty';
}
