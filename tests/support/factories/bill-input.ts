import { createHash } from 'node:crypto';
import type { BillCommandIo } from '@shared/contracts/bills';
import { LineCollector } from '@shared/imports/bills/collect-groups';
import { readBill } from '@shared/imports/bills/read-bill';
import { unwrap } from '@shared/kernel/result';
import { readBillFiles } from '@renderer/workers/sheet/bill-files';

type Input = BillCommandIo['bill.commit']['input'];

/** Files of text as `bill.commit` is given them: read, proved and gathered as the sheet worker does. */
export async function billInput(files: Record<string, string>): Promise<Input> {
  const input: Input = { bills: [], files: [] };
  for (const [fileName, text] of Object.entries(files)) {
    const bytes = new Uint8Array(Buffer.from(text));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    input.files.push({ sha256, fileName, bytes });
    for (const { book } of unwrap(await readBillFiles(bytes, fileName)).files) {
      for (const sheet of book?.sheets ?? []) {
        const lines = new LineCollector();
        const reading = readBill(sheet, { onLine: lines.add });
        if (!reading) continue;
        const { kind, source, rows, totals } = reading;
        const groups = kind.endsWith('summary') ? [] : lines.finish(reading.account);
        input.bills.push({ fileName, sha256, kind, channel: source.channel, rows, totals, groups });
      }
    }
  }
  return input;
}
