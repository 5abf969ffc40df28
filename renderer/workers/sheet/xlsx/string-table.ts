import { FileFailure, LIMITS } from '../limits';
import { cellTooLong, TextStore } from './text-store';

const RECENT_MASK = 0xfff;

/** The shared strings of a workbook, by index. */
export class StringTable {
  readonly store = new TextStore();
  private starts = new Uint32Array(1024);
  private lengths = new Uint16Array(1024);
  count = 0;
  private hasEmpty = false;
  /** Texts asked for lately: a string that many cells share is cut out, and hashed by whoever looks it up, once. */
  private readonly recent = new Array<string>(RECENT_MASK + 1).fill('');
  private readonly recentIndex = new Int32Array(RECENT_MASK + 1).fill(-1);

  /** Adds the text open in `store`. */
  add(): void {
    if (this.store.length > LIMITS.cellText) throw cellTooLong();
    if (this.count >= LIMITS.sharedStrings) throw new FileFailure('file.too_many_cells');
    if (this.store.totalBytes + this.store.used > LIMITS.sharedStringBytes) throw new FileFailure('file.too_large');
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = this.store.start;
    this.lengths[this.count] = this.store.length;
    if (this.store.length === 0) this.hasEmpty = true;
    this.count++;
  }

  finish(): void {
    this.store.flush(true);
  }

  isEmpty(index: number): boolean {
    if (!(index >= 0 && index < this.count)) throw new FileFailure('file.damaged');
    // Asked of every cell: where no text is empty, none has to be fetched from megabytes of lengths.
    return this.hasEmpty && this.lengths[index] === 0;
  }

  get(index: number): string {
    const slot = index & RECENT_MASK;
    if (this.recentIndex[slot] === index) return this.recent[slot]!;
    const text = this.store.get(this.starts[index]!, this.lengths[index]!);
    this.recentIndex[slot] = index;
    this.recent[slot] = text;
    return text;
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
