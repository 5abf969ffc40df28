import { FileFailure, LIMITS } from '../limits';

const BLOCK_BITS = 18;
const BLOCK_UNITS = 1 << BLOCK_BITS;
const BLOCK_MASK = BLOCK_UNITS - 1;

/**
 * Many short texts, gathered as UTF-8 bytes and decoded a block at a time: one decoder call for ten thousand cells.
 * A text is known by where it starts (block number and UTF-16 offset packed in one number) and its length, and becomes a
 * string only when asked for. Scanners write straight into `bytes`; `used` and `units` are theirs to advance.
 */
export class TextStore {
  bytes = new Uint8Array(BLOCK_UNITS * 3);
  /** Bytes and UTF-16 units of the open block. */
  used = 0;
  units = 0;
  totalBytes = 0;
  private readonly blocks: string[] = [];
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private readonly encoder = new TextEncoder();
  private startUsed = 0;
  private startUnits = 0;

  /** Begins a text and makes sure that the longest one allowed fits; the buffer itself never moves while one is open. */
  begin(): void {
    if (this.units > BLOCK_UNITS - LIMITS.cellText - 2) this.flush();
    this.startUsed = this.used;
    this.startUnits = this.units;
  }

  /** Takes back what was written since `begin`. */
  rollback(): void {
    this.used = this.startUsed;
    this.units = this.startUnits;
  }

  /** The open text's length so far, in UTF-16 units. */
  get length(): number {
    return this.units - this.startUnits;
  }

  /** Where the open text starts, for `get`. */
  get start(): number {
    return this.blocks.length * BLOCK_UNITS + this.startUnits;
  }

  appendString(text: string): void {
    if (this.length + text.length > LIMITS.cellText) throw cellTooLong();
    this.used += this.encoder.encodeInto(text, this.bytes.subarray(this.used)).written;
    this.units += text.length;
  }

  appendAscii(text: string): void {
    for (let i = 0; i < text.length; i++) this.bytes[this.used++] = text.charCodeAt(i);
    this.units += text.length;
  }

  get(start: number, length: number): string {
    const at = start & BLOCK_MASK;
    return this.blocks[start >>> BLOCK_BITS]!.slice(at, at + length);
  }

  /** Decodes the open block; after the last text, also gives the buffer back. */
  flush(last = false): void {
    if (this.used > 0) {
      try {
        this.blocks.push(this.decoder.decode(this.bytes.subarray(0, this.used)));
      } catch {
        throw new FileFailure('file.damaged');
      }
      this.totalBytes += this.used;
    }
    this.used = this.units = this.startUsed = this.startUnits = 0;
    if (last) this.bytes = new Uint8Array(0);
  }
}

export function cellTooLong(): FileFailure {
  return new FileFailure('file.cell_too_long', { limit: LIMITS.cellText });
}
