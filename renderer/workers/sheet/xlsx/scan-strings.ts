import { ByteScanner, NotPlain, SLASH } from './byte-scan';
import type { StringTable } from './string-table';

/** Plain `sharedStrings.xml`: a list of `<si>`. */
export class StringScanner extends ByteScanner {
  protected readonly root = 'sst';

  constructor(
    private readonly table: StringTable,
    windowBytes?: number,
  ) {
    super(windowBytes);
  }

  protected scan(p: number): number {
    while (!this.done) {
      const next = this.unit(p);
      if (next < 0) break;
      p = next;
    }
    return p;
  }

  private unit(p: number): number {
    const { buf, table } = this;
    let at = this.nextTag(p);
    if (at < 0) return at;
    const closing = buf[at] === SLASH;
    if (closing) at++;
    at = this.skipPrefix(at);
    if (at < 0) return at;
    const tagClose = this.tagEnd(at);
    if (tagClose < 0) return tagClose;
    const name = /^[A-Za-z]+/.exec(this.ascii(at, Math.min(tagClose, at + 16)))?.[0];
    if (closing) {
      if (name !== 'sst') throw new NotPlain();
      this.done = true;
    } else if (name === 'si') {
      table.store.begin();
      if (buf[tagClose - 1] !== SLASH) {
        const end = this.collectRuns(tagClose + 1, 'si', table.store);
        if (end < 0) {
          table.store.rollback();
          return end;
        }
        table.add();
        return end;
      }
      table.add();
    } else throw new NotPlain();
    return tagClose + 1;
  }
}
