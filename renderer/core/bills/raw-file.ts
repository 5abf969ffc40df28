import type { RecordedChange } from '@renderer/data/unit-of-work';
import { gunzip } from '../backup/file/compress';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { accountsById, isBillWithinReach } from './accounts';

export interface RawFile {
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
  change: RecordedChange;
}

/** The file a bill was read from, as it came. @throws Refusal `bill.batch_not_found`, `merchant.out_of_reach` */
export async function openRawFile(ctx: CoreContext, billId: string): Promise<RawFile> {
  const bill = await ctx.db.table('bills').get(billId);
  if (!bill) refuse('bill.batch_not_found');
  // An archive holds the other bills of its batch as well.
  const siblings = await ctx.db.table('bills').where('batchId').equals(bill.batchId).toArray();
  const known = await accountsById(ctx);
  const inFile = siblings.filter(({ sha256 }) => sha256 === bill.sha256);
  if (!inFile.every((one) => isBillWithinReach(ctx, known, one))) refuse('merchant.out_of_reach');
  const file = await ctx.db.table('billFiles').get(`${bill.batchId}|${bill.sha256}`);
  if (!file) refuse('bill.batch_not_found');
  const content = await ctx.vault.unsealBytes(`billFiles|${file.id}`, file.box);
  const bytes = file.packed === 'gzip' ? await gunzip(content, file.bytes) : content;
  const { fileName } = file;
  const diff = [{ field: 'fileName', before: fileName, after: fileName }];
  return { fileName, bytes, change: { targetType: 'billBatch', targetId: bill.batchId, targetLabel: fileName, diff } };
}
