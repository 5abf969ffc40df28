import { FileFailure, LIMITS } from '../limits';
import { cellTooLong, TextStore } from './text-store';

/** The shared strings of a workbook, by index. */
export class StringTable {
  readonly store = new TextStore();
  private starts = new Uint32Array(1024);
  private lengths = new Uint16Array(1024);
  count = 0;

  /** Adds the text open in `store`. */
  add(): void {
    if (this.store.length > LIMITS.cellText) throw cellTooLong();
    if (this.count >= LIMITS.sharedStrings) throw new FileFailure('file.too_many_cells');
    if (this.store.totalBytes + this.store.used > LIMITS.sharedStringBytes) throw new FileFailure('file.too_large');
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = this.store.start;
    this.lengths[this.count] = this.store.length;
    this.count++;
  }

  finish(): void {
    this.store.flush(true);
  }

  isEmpty(index: number): boolean {
    if (!(index >= 0 && index < this.count)) throw new FileFailure('file.damaged');
    return this.lengths[index] === 0;
  }

  get(index: number): string {
    return this.store.get(this.starts[index]!, this.lengths[index]!);
  }

  private grow(): void {
    const starts = new Uint32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
    const lengths = new Uint16Array(this.lengths.length * 2);
    lengths.set(this.lengths);
    this.lengths = lengths;
  }
}
