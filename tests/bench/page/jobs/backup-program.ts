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
import { BENCH_SETUP, memoryHost } from '../memory-host';
import { atRest, expectEqual, timed, type Job } from '../job';
import { commitMerchants, openBenchCore, startBenchCore, type CorePlace } from './bench-core';

const DAYS = 10;

/** The same for both jobs: they run in workers of their own, so that what filling it took is not in the memory of the backup. */
function placeOf(n: number): CorePlace {
  return { databaseName: `bench-backup-${n}`, host: { ...memoryHost(), backups: createBrowserBackups() } };
}

/** What P7 backs up: merchants, and as many transactions as asked. */
export const backupFill: Job = async (input) => {
  const core = await openBenchCore(placeOf(input.n));
  await commitMerchants(core, input.n);
  const lines = input.repeats ?? input.n;
  const files = Array.from({ length: DAYS }, (_, k) =>
    billFile(wechatDay(lines / DAYS, `2025-06-${String(k + 1).padStart(2, '0')}`)),
  );
  const session = new BillSession(core);
  unwrap(await session.open(files));
  expectEqual('lines', unwrap(await session.commit(files.map((_, k) => k))).added, lines);
  await core.close();
  return {};
};

/** P7: a verified backup of it, and gzip alone over the same rows. */
export const backupProgram: Job = async (input) => {
  const core = await openFilled(input.n);
  const [backupMs, record] = await timed(async () => unwrap(await core.execute('backup.create', { note: '' })));
  const gzipMs = await gzipAlone(core);
  await core.close();
  return { backup: [backupMs], gzip: [gzipMs], megabytes: [record.bytes / 1024 ** 2] };
};

/** P7: what `backup.program` wrote, up to the report of what a restore would change. */
export const restoreProgram: Job = async (input) => {
  const core = await openFilled(input.n);
  const { backups } = unwrap(await core.ask('backup.overview', {}));
  const secret = { kind: 'password', loginName: BENCH_SETUP.loginName, secret: BENCH_SETUP.password } as const;
  const ref = { kind: 'folder', name: backups[0]!.name } as const;
  const [restoreMs, report] = await timed(async () => unwrap(await core.execute('backup.stage', { ref, secret })));
  expectEqual('merchants', report.merchants.backup, input.n);
  await core.close();
  return { restore: [restoreMs] };
};

/** Signed in, at rest: the memory from here on is what the work takes. */
async function openFilled(n: number): Promise<Core> {
  const core = await startBenchCore(placeOf(n));
  const { loginName, password } = BENCH_SETUP;
  unwrap(await core.execute('session.signIn', { loginName, password }));
  unwrap(await core.ask('merchant.counts', { filter: {} }));
  await atRest();
  return core;
}

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
