import type { RawSheet } from '@shared/imports/define';
import { FileFailure, LIMITS } from '../limits';
import { CellStore, type Merge } from '../xlsx/cell-store';
import { StringTable } from '../xlsx/string-table';
import type { XmlHandler } from '../xml-events';
import { OdsStyles } from './ods-styles';
import { OdsText } from './ods-text';
import { readOdsValue, type OdsValue } from './ods-value';

const MAX_ROW = 1_048_576;
const ROW_GROUPS = ['table-rows', 'table-header-rows', 'table-row-group'];

interface OdsTable {
  name: string;
  hidden: boolean;
  cells: CellStore;
  merges: Merge[];
}

interface OdsCell {
  column: number;
  repeat: number;
  value: OdsValue;
}

type Attribute = (name: string) => string | undefined;

/**
 * Listens to an OpenDocument spreadsheet and gathers its sheets (OpenDocument 1.3 part 3, chapter 9). Knows where tables, rows
 * and cells may stand and skips everything else, so that a chart's own table or a comment is never taken for the sheet's.
 */
export class OdsSheets implements XmlHandler {
  private readonly strings = new StringTable();
  private readonly tables: OdsTable[] = [];
  private readonly styles = new OdsStyles();
  private readonly words = new OdsText();
  /** Open elements that were understood, innermost last. */
  private readonly path: string[] = [];
  private skipped = 0;
  private isDocument = false;
  private row = 0;
  private rowRepeat = 1;
  private column = 0;
  private columnRepeat = 1;
  private rowCells: OdsCell[] = [];
  private cell: Attribute | undefined;

  open(name: string, attribute: Attribute): void {
    if (this.skipped > 0 || !this.enter(name, attribute)) this.skipped++;
    else this.path.push(name);
  }

  close(name: string): void {
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    this.path.pop();
    if (name === 'p' && this.cell) this.words.endParagraph();
    else if (name === 'table-cell' || name === 'covered-table-cell') this.endCell();
    else if (name === 'table-row') this.endRow();
    // Gives the buffer back: a workbook may have thousands of sheets.
    else if (name === 'table') this.tables.at(-1)?.cells.store.flush(true);
  }

  text(value: string): void {
    if (this.skipped === 0 && this.words.isOpen) this.words.add(value);
  }

  finish(): RawSheet[] {
    if (!this.isDocument) throw new FileFailure('file.damaged');
    if (this.tables.length === 0) throw new FileFailure('file.no_sheets');
    this.strings.finish();
    return this.tables.map(({ name, hidden, cells, merges }) => cells.finish(name, hidden, this.strings, merges));
  }

  /** Whether the element is one whose content counts. */
  private enter(name: string, attribute: Attribute): boolean {
    const parent = this.path.at(-1);
    switch (parent) {
      case undefined:
        return name === 'document-content' || name === 'document';
      case 'document-content':
      case 'document':
        return name === 'automatic-styles' || name === 'body';
      case 'automatic-styles':
        return this.styles.enter(name, attribute);
      case 'style':
        this.styles.readTable(attribute);
        return false;
      case 'body':
        return (this.isDocument = name === 'spreadsheet');
      case 'spreadsheet':
        return name === 'table' && this.openTable(attribute);
      case 'table':
      case 'table-rows':
      case 'table-header-rows':
      case 'table-row-group':
        return ROW_GROUPS.includes(name) || this.enterRow(name, attribute);
      case 'table-row':
        return (name === 'table-cell' || name === 'covered-table-cell') && this.openCell(attribute);
      case 'external':
        return false;
      case 'table-cell':
      case 'covered-table-cell':
        if (name !== 'p') return false;
        this.words.beginParagraph();
        return true;
      default:
        return this.words.enter(name, attribute);
    }
  }

  private openTable(attribute: Attribute): boolean {
    if (this.tables.length >= LIMITS.sheets) throw new FileFailure('file.too_many_cells', { limit: LIMITS.sheets });
    this.tables.push({
      name: attribute('table:name') ?? `Sheet${this.tables.length + 1}`,
      hidden: this.styles.isHidden(attribute('table:style-name')),
      cells: new CellStore(),
      merges: [],
    });
    this.row = 0;
    return true;
  }

  private enterRow(name: string, attribute: Attribute): boolean {
    // What another file held when this one was saved: a copy, and no sheet of this workbook.
    if (name === 'table-source') {
      this.tables.pop();
      this.path.pop();
      this.path.push('external');
    }
    if (name !== 'table-row') return false;
    this.rowRepeat = repeated(attribute('table:number-rows-repeated'));
    this.column = 0;
    this.rowCells = [];
    return true;
  }

  private openCell(attribute: Attribute): boolean {
    this.cell = attribute;
    this.columnRepeat = repeated(attribute('table:number-columns-repeated'));
    this.words.begin();
    const columns = repeated(attribute('table:number-columns-spanned'));
    const rows = repeated(attribute('table:number-rows-spanned'));
    if (columns > 1 || rows > 1) {
      const [top, left] = [this.row, this.column];
      this.tables.at(-1)?.merges.push({ top, left, bottom: top + rows - 1, right: left + columns - 1 });
    }
    return true;
  }

  private endCell(): void {
    if (this.cell) {
      const type = this.styles.numberType(this.cell('table:style-name'));
      const value = readOdsValue(this.cell, this.words.take(), type);
      if (value.text !== '') this.rowCells.push({ column: this.column, repeat: this.columnRepeat, value });
    }
    this.cell = undefined;
    this.column += this.columnRepeat;
  }

  private endRow(): void {
    const table = this.tables.at(-1);
    if (table && this.rowCells.length > 0) {
      if (this.row + this.rowRepeat > MAX_ROW) throw new FileFailure('file.too_many_rows', { limit: LIMITS.rows });
      const shared = this.rowCells.map(({ value, repeat }) => repeat * this.rowRepeat > 1 && this.share(value));
      for (let r = this.row; r < this.row + this.rowRepeat; r++) {
        this.rowCells.forEach((cell, i) => placeCell(table.cells, r, cell, shared[i]!));
      }
    }
    this.row += this.rowRepeat;
    this.rowCells = [];
  }

  /** A text that stands in many cells is kept once, however often the file says it is repeated. */
  private share(value: OdsValue): number | false {
    if (!value.isText) return false;
    this.strings.store.begin();
    this.strings.store.appendString(value.text);
    this.strings.add();
    return this.strings.count - 1;
  }
}

function placeCell(cells: CellStore, row: number, { column, repeat, value }: OdsCell, shared: number | false): void {
  if (column + repeat > LIMITS.columns) throw new FileFailure('file.too_many_columns', { limit: LIMITS.columns });
  for (let c = column; c < column + repeat; c++) {
    if (shared !== false) cells.addShared(row, c, shared);
    else {
      cells.store.begin();
      cells.store.appendString(value.text);
      cells.addText(row, c, value.kind);
    }
  }
}

function repeated(count: string | undefined): number {
  const n = Number(count ?? 1);
  return Number.isSafeInteger(n) && n > 0 ? n : 1;
}
