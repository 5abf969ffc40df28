import { addTotals, mainReadings } from '@shared/imports/bills/combine';
import { readBillBook } from '@shared/imports/bills/bill-book';
import type { BillLine, BillReading } from '@shared/imports/bills/define';
import { unwrap } from '@shared/kernel/result';
import { readBillFiles } from '@renderer/workers/sheet/bill-files';

export interface Read {
  readings: BillReading[];
  lines: BillLine[];
  first: BillReading;
  totals: NonNullable<ReturnType<typeof addTotals>>;
}

/** A file read to its end, as the program and `check-file` do. */
export async function readAs(content: string | Uint8Array, as?: 'bill' | 'bank', name = 'bill.csv'): Promise<Read> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { files } = unwrap(await readBillFiles(bytes, name));
  const lines: BillLine[] = [];
  const readings = files.flatMap(({ book }) =>
    book ? readBillBook(book.sheets, { ...(as && { as }), onLine: (line) => lines.push(line) }) : [],
  );
  const main = mainReadings(readings);
  return { readings, lines, first: main[0]!, totals: addTotals(main.map((r) => r.totals))! };
}
