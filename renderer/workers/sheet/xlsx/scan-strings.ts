import { ByteScanner, GT, NEED_MORE, NotPlain, PRESERVE, SLASH, toBytes } from './byte-scan';
import type { StringTable } from './string-table';

const START = toBytes('<si><t');
const END = toBytes('</t></si>');

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
    const isBare = this.prefix.length === 0;
    while (!this.done) {
      let next = isBare ? this.plainUnit(p) : NEED_MORE;
      if (next < 0) next = this.unit(p);
      if (next < 0) break;
      p = next;
    }
    return p;
  }

  /** `<si><t>text</t></si>`, as nearly all are. NEED_MORE: of another shape, or not all in the window; nothing was done. */
  private plainUnit(p: number): number {
    if (!this.matches(p, START)) return NEED_MORE;
    p += START.length;
    if (this.matches(p, PRESERVE)) p += PRESERVE.length;
    if (this.buf[p] !== GT) return NEED_MORE;
    const { table } = this;
    table.store.begin();
    const end = this.copyText(p + 1, table.store);
    if (end < 0 || !this.matches(end, END)) {
      table.store.rollback();
      return NEED_MORE;
    }
    table.add();
    return end + END.length;
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
