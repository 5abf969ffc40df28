import { gzip } from '@renderer/core/backup/file/compress';
import { CHUNK_PLAIN_BYTES, join } from '@renderer/core/backup/file/layout';
import { encodeRecord } from '@renderer/core/backup/file/records';
import type { Core } from '@renderer/core/core';
import { readTable } from '@renderer/data/table-pages';
import { TABLE_NAMES } from '@renderer/data/tables';
import { createBrowserBackups } from '@renderer/platform/bridge/browser-backups';
import { BillSession } from '@renderer/workers/sheet/bill-session';
import { unwrap } from '@shared/kernel/result';
import { wechatDay } from '../../../support/factories/bills';
import { billFile } from '../../data/bill-source';
import { BENCH_SETUP } from '../memory-host';
import { expectEqual, timed, type Job } from '../job';
import { commitMerchants, newPlace, openBenchCore } from './bench-core';

const DAYS = 10;

/** P7: a verified backup of merchants and as many transactions as asked, its restore up to the report, and gzip alone over the same rows. */
export const backupProgram: Job = async (input) => {
  const place = newPlace();
  const core = await openBenchCore({ ...place, host: { ...place.host, backups: createBrowserBackups() } });
  await commitMerchants(core, input.n);
  const lines = input.repeats ?? input.n;
  const files = Array.from({ length: DAYS }, (_, k) =>
    billFile(wechatDay(lines / DAYS, `2025-06-${String(k + 1).padStart(2, '0')}`)),
  );
  const session = new BillSession(core);
  unwrap(await session.open(files));
  expectEqual('lines', unwrap(await session.commit(files.map((_, k) => k))).added, lines);
  const [backupMs, record] = await timed(async () => unwrap(await core.execute('backup.create', { note: '' })));
  const gzipMs = await gzipAlone(core);
  const secret = { kind: 'password', loginName: BENCH_SETUP.loginName, secret: BENCH_SETUP.password } as const;
  const ref = { kind: 'folder', name: record.name } as const;
  const [restoreMs, report] = await timed(async () => unwrap(await core.execute('backup.stage', { ref, secret })));
  expectEqual('merchants', report.merchants.backup, input.n);
  await core.close();
  return { backup: [backupMs], gzip: [gzipMs], restore: [restoreMs], megabytes: [record.bytes / 1024 ** 2] };
};

/** Milliseconds in the compressor alone, over chunks of the backup's size. */
async function gzipAlone(core: Core): Promise<number> {
  let sum = 0;
  let waiting: Uint8Array[] = [];
  let size = 0;
  const pack = async (): Promise<void> => {
    const plain = join(waiting);
    const [ms] = await timed(() => gzip(plain));
    sum += ms;
    waiting = [];
    size = 0;
  };
  for (const [index, name] of TABLE_NAMES.entries()) {
    for await (const rows of readTable(core.context.db, name)) {
      for (const row of rows) {
        const record = await encodeRecord(index, row);
        waiting.push(record);
        size += record.length;
        if (size >= CHUNK_PLAIN_BYTES) await pack();
      }
    }
  }
  if (size > 0) await pack();
  return sum;
}
