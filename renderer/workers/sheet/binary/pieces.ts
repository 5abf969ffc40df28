const CONTINUE = 0x003c;

/** A .xls record and the ones that continue it ([MS-XLS] 2.4.58), read forward as one; never beyond their end. */
export class Pieces {
  private at: number;

  /** The record's data stands from `at` to `end`. */
  constructor(
    private readonly view: DataView,
    at: number,
    private end: number,
  ) {
    this.at = at;
  }

  /** Bytes left in the record itself. */
  get left(): number {
    return this.end - this.at;
  }

  get isAtEnd(): boolean {
    return this.left === 0 && !this.goOn();
  }

  u8(): number | undefined {
    if (this.isAtEnd) return undefined;
    return this.view.getUint8(this.at++);
  }

  u16(): number | undefined {
    const low = this.u8();
    const high = this.u8();
    return low === undefined || high === undefined ? undefined : low + high * 0x100;
  }

  u32(): number | undefined {
    const low = this.u16();
    const high = this.u16();
    return low === undefined || high === undefined ? undefined : low + high * 0x1_0000;
  }

  /** Whether there are so many bytes to pass over. */
  skip(bytes: number): boolean {
    let left = bytes;
    while (left > this.left) {
      left -= this.left;
      this.at = this.end;
      if (!this.goOn()) return false;
    }
    this.at += left;
    return true;
  }

  /** Characters of one or two bytes. A record that continues a string says anew how wide they are. */
  skipText(characters: number, isWide: boolean): boolean {
    let left = characters;
    let width = isWide ? 2 : 1;
    for (;;) {
      const here = Math.min(left, Math.floor(this.left / width));
      this.at += here * width;
      left -= here;
      if (left === 0) return true;
      // Half a character at the end of a record is no text.
      if (this.left > 0 || this.isAtEnd) return false;
      width = (this.u8()! & 1) === 1 ? 2 : 1;
    }
  }

  private goOn(): boolean {
    const { view } = this;
    while (this.end + 4 <= view.byteLength && view.getUint16(this.end, true) === CONTINUE) {
      const from = this.end + 4;
      const end = from + view.getUint16(this.end + 2, true);
      if (end > view.byteLength) return false;
      this.at = from;
      this.end = end;
      if (end > from) return true;
    }
    return false;
  }
}
