import { XmlEvents } from '../xml-events';
import { columnIndex, type CellSink, type CellType } from './cell-sink';
import type { StringTable } from './string-table';
import { FileFailure } from '../limits';
import { KIND } from './cell-store';

/** `_x000D_` is how OOXML writes characters that XML cannot (ECMA-376 part 1, 22.9.2.19). */
function undoEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** The general parser's way through `sharedStrings.xml`: any legal XML, at a tenth of the speed. */
export function carefulStrings(table: StringTable): XmlEvents {
  let text = '';
  let inText = false;
  let phonetic = 0;
  return new XmlEvents({
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    text(value) {
      if (inText) text += value;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') {
        table.store.begin();
        table.store.appendString(undoEscapes(text));
        table.add();
      }
    },
  });
}

/** The same for a worksheet. */
export function carefulSheet(sink: CellSink): XmlEvents {
  const cells = new CarefulCells(sink);
  return new XmlEvents({
    open: (name, attribute) => cells.open(name, attribute),
    text: (value) => cells.take(value),
    close: (name) => cells.close(name),
  });
}

class CarefulCells {
  private row = -1;
  private column = -1;
  private type: CellType = 'n';
  private style = 0;
  private text = '';
  private value: string | null = null;
  /** The text of `<is>`: some programs write a `<v>` beside it. */
  private inline: string | null = null;
  private hasFormula = false;
  private inData = false;
  private listening = false;
  private phonetic = 0;

  constructor(private readonly sink: CellSink) {}

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'sheetData') this.inData = true;
    else if (name === 'mergeCell') this.sink.merge(attribute('ref') ?? '');
    else if (!this.inData) return;
    else if (name === 'row') this.openRow(attribute('r'));
    else if (name === 'c') this.openCell(attribute);
    else if (name === 'f') this.hasFormula = true;
    else if (name === 'rPh') this.phonetic++;
    else if (name === 'v' || name === 'is') this.text = '';
    if (name === 'v' || (name === 't' && this.phonetic === 0)) this.listening = true;
  }

  take(value: string): void {
    if (this.listening) this.text += value;
  }

  close(name: string): void {
    if (name === 'sheetData') this.inData = false;
    else if (name === 'rPh') this.phonetic--;
    else if (name === 't' || name === 'v') this.listening = false;
    if (name === 'v') this.value = this.text;
    else if (name === 'is') this.inline = this.text;
    else if (name === 'c' && this.inData) this.closeCell();
  }

  private openRow(r: string | undefined): void {
    this.row = r === undefined ? this.row + 1 : Number(r) - 1;
    this.column = -1;
    if (!(this.row >= 0 && this.row < 1_048_576)) throw new FileFailure('file.damaged');
  }

  private openCell(attribute: (name: string) => string | undefined): void {
    const ref = /^([A-Z]{1,3})(\d{1,7})$/.exec(attribute('r') ?? '');
    this.column = ref ? columnIndex(ref[1]!) : this.column + 1;
    if (ref) this.row = Number(ref[2]) - 1;
    if (this.column >= 16_384 || !(this.row >= 0 && this.row < 1_048_576)) throw new FileFailure('file.damaged');
    this.type = (attribute('t') ?? 'n') as CellType;
    this.style = Number(attribute('s') ?? 0);
    this.text = '';
    this.value = null;
    this.inline = null;
    this.hasFormula = false;
  }

  private closeCell(): void {
    const { sink, row, column, type } = this;
    const isInline = this.inline !== null && (type === 'inlineStr' || this.value === null);
    const value = isInline ? this.inline : this.value;
    if (value === null) {
      if (this.hasFormula) sink.formulasWithoutValue++;
    } else if (type === 's' && !isInline) {
      if (value.trim() !== '') sink.shared(row, column, Number(value));
    } else if (type === 'str' || type === 'inlineStr' || isInline) {
      sink.cells.store.begin();
      sink.cells.store.appendString(undoEscapes(value));
      sink.cells.addText(row, column, KIND.text);
    } else sink.value(row, column, type, value, this.style);
  }
}
