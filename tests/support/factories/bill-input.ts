import { createHash } from 'node:crypto';
import type { BillCommandIo } from '@shared/contracts/bills';
import { readBillBook } from '@shared/imports/bills/bill-book';
import { LineCollector } from '@shared/imports/bills/collect-groups';
import { findBill } from '@shared/imports/bills/read-bill';
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
        if (!findBill(sheet)) continue;
        const account = readBillBook([sheet])[0]!.account;
        const lines = new LineCollector(account);
        const [reading] = readBillBook([sheet], { onLine: lines.add });
        const { kind, source, rows, totals } = reading!;
        const groups = kind.endsWith('summary') ? [] : lines.finish();
        input.bills.push({ fileName, sha256, kind, channel: source.channel, rows, totals, groups });
      }
    }
  }
  return input;
}
