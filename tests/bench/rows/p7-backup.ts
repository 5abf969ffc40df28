import { round, type RowResult } from '../host/report';
import { mid, type BenchSession } from '../host/session';

/** A backup and its restore beside gzip alone; ten transactions for each merchant in a full run. */
export async function p7Backup(session: BenchSession): Promise<RowResult[]> {
  const { n } = session;
  const lines = session.times(n, 10 * n);
  let page = await session.openPage();
  try {
    await page.run({ job: 'backup.fill', n, repeats: lines });
    page = await page.again();
    const { measured, peakMb } = await page.runWatched({ job: 'backup.program', n });
    page = await page.again();
    const restored = await page.runWatched({ job: 'restore.program', n });
    const [backup, gzip, restore] = [mid(measured, 'backup'), mid(measured, 'gzip'), mid(restored.measured, 'restore')];
    const what = `${n} merchants and ${lines} transactions`;
    return [
      {
        name: 'P7.backup',
        what: `backup of ${what}, read back and proved`,
        value: backup,
        unit: 'ms',
        ratios: { naive: null, floor: backup / gzip },
        n,
        ok: backup / gzip <= 2 && (peakMb ?? 0) <= 300,
        goal: '<= 2x gzip alone over the same bytes, <= 300 MB above idle',
        detail: {
          gzipMs: round(gzip),
          megabytes: round(mid(measured, 'megabytes'), 1),
          peakMb: round(peakMb ?? 0),
        },
      },
      {
        name: 'P7.restore',
        what: `restore of ${what}, up to the report`,
        value: restore,
        unit: 'ms',
        ratios: { naive: null, floor: restore / backup },
        n,
        ok: restore / backup <= 4 && (restored.peakMb ?? 0) <= 300,
        goal: '<= 4x the backup, <= 300 MB above idle',
        detail: { peakMb: round(restored.peakMb ?? 0) },
      },
    ];
  } finally {
    await page.close();
  }
}
