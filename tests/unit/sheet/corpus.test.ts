import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { read, utils, type CellObject } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import type { RawSheet } from '@shared/imports/define';
import { unwrap } from '@shared/kernel/result';

/** The open test files lie beside the repository, not in it. */
const CORPUS = fileURLToPath(new URL('../../../../shared/data/open', import.meta.url));
const MANIFEST = `${CORPUS}/manifest.json`;
const present = existsSync(MANIFEST);

interface TruthSheet {
  name: string;
  state: string;
  last_row: number;
  last_col: number;
  nonempty_rows: number;
  nonempty_cells: number;
}
interface Entry {
  file: string;
  format: string;
  expected: string;
  sheets?: TruthSheet[];
  samples?: { sheet: string; cells: Record<string, string | number | boolean> };
}
interface Manifest {
  xlsx: Entry[];
  thirdparty: {
    file: string;
    truth: { records?: number; columns?: number; header?: string[]; header_line?: number };
  }[];
}

const manifest: Manifest = present
  ? (JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest)
  : { xlsx: [], thirdparty: [] };
const load = (file: string) => new Uint8Array(readFileSync(`${CORPUS}/${file}`));
const REFUSED: Record<string, string> = {
  O031: 'file.encrypted',
  O032: 'file.damaged',
  O033: 'file.damaged',
  O034: 'file.forbidden_xml',
  O040: 'file.cell_too_long',
  O044: 'file.empty',
};

describe.skipIf(!present)(`the open corpus${present ? '' : ` (skipped: ${MANIFEST} is not there)`}`, () => {
  for (const entry of manifest.xlsx) {
    const id = /O\d+/.exec(entry.file)![0];
    it(`${REFUSED[id] ? 'refuses' : 'reads'} ${entry.file}`, async () => {
      const result = await readSpreadsheet(load(entry.file), entry.file);
      if (REFUSED[id]) {
        expect(result).toMatchObject({ ok: false, error: { code: REFUSED[id] } });
        return;
      }
      const { sheets } = unwrap(result);
      if (entry.sheets) expect(sheets.map(shapeOf)).toEqual(entry.sheets.map(truthOf));
      const sample = sheets.find((s) => s.name === entry.samples?.sheet);
      for (const [ref, truth] of Object.entries(entry.samples?.cells ?? {})) {
        const { r, c } = utils.decode_cell(ref);
        expect(agrees(sample!.cell(r, c), truth), `${ref}: ${sample!.cell(r, c)} for ${String(truth)}`).toBe(true);
      }
    });
  }

  it.each(manifest.xlsx.filter((e) => e.expected === 'read'))(
    'agrees with SheetJS on every cell of $file',
    async (entry) => {
      const bytes = load(entry.file);
      const { sheets } = unwrap(await readSpreadsheet(bytes, entry.file));
      const book = read(bytes, { dense: true, cellFormula: false });
      const wrong: string[] = [];
      for (const sheet of sheets) {
        const rows = (book.Sheets[sheet.name]!['!data'] ?? []) as (CellObject | undefined)[][];
        for (let r = 0; r < Math.max(sheet.rowCount, rows.length); r++) {
          for (let c = 0; c < Math.max(sheet.columnCount, rows[r]?.length ?? 0); c++) {
            const cell = rows[r]?.[c];
            const mine = sheet.cell(r, c);
            if (!sameAsSheetJs(mine, sheet.kind(r, c), cell))
              wrong.push(`${sheet.name}!${r}:${c} ${mine} ${String(cell?.v)}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(manifest.thirdparty)('reads $file', async ({ file, truth }) => {
    const sheet = unwrap(await readSpreadsheet(load(file), file)).sheets[0]!;
    if (truth.records) expect(sheet.rowCount).toBe(truth.records);
    if (truth.columns) expect(sheet.columnCount).toBe(truth.columns);
    truth.header?.forEach((text, c) => expect(sheet.cell(0, c)).toBe(text));
    if (truth.header_line) expect(sheet.cell(truth.header_line - 1, 0).trim()).toMatch(/^交易/);
    expect(sheet.columnCount).toBeGreaterThan(1);
  });
});

function shapeOf(sheet: RawSheet) {
  const rows = new Set<number>();
  let cells = 0;
  for (let r = 0; r < sheet.rowCount; r++) {
    for (let c = 0; c < sheet.columnCount; c++) {
      if (sheet.cell(r, c) === '') continue;
      rows.add(r);
      cells++;
    }
  }
  const { name, hidden, rowCount, columnCount } = sheet;
  return { name, hidden, rowCount, columnCount, rows: rows.size, cells };
}

function truthOf(sheet: TruthSheet) {
  return {
    name: sheet.name,
    hidden: sheet.state !== 'visible',
    rowCount: sheet.last_row,
    columnCount: sheet.last_col,
    rows: sheet.nonempty_rows,
    cells: sheet.nonempty_cells,
  };
}

/** The manifest's tolerances: a day before 1900-03-01, hundredths of a second, and long texts cut with an ellipsis. */
function agrees(mine: string, truth: string | number | boolean): boolean {
  if (typeof truth === 'boolean') return mine === String(truth).toUpperCase();
  if (typeof truth === 'number') return valueOf(mine) === truth;
  if (truth.endsWith('…')) return mine.startsWith(truth.slice(0, -1));
  if (mine === truth) return true;
  if (!/^\d{4}-\d{2}-\d{2}/.test(truth)) return false;
  const apart = Math.abs(Date.parse(mine) - Date.parse(truth));
  return apart <= (truth < '1900-03-01' ? 86_400_000 : 10);
}

function valueOf(text: string): number {
  return text.endsWith('%') ? Number((Number(text.slice(0, -1)) / 100).toPrecision(15)) : Number(text);
}

function sameAsSheetJs(mine: string, kind: string, cell: CellObject | undefined): boolean {
  if (!cell || cell.t === 'z' || cell.v === undefined || cell.v === '') return mine === '';
  if (cell.t === 's') return mine === cell.v;
  if (cell.t === 'b') return mine === String(cell.v).toUpperCase();
  if (cell.t === 'e') return mine === cell.w;
  if (kind === 'date') return /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{3})?)?$|^\d+:\d\d:\d\d(\.\d{3})?$/.test(mine);
  return valueOf(mine) === Number((cell.v as number).toPrecision(15));
}
