import type { RowResult } from '../host/report';
import type { BenchSession } from '../host/session';
import { p1Read } from './p1-read';
import { p11Start } from './p11-start';
import { p12Export } from './p12-export';
import { p2Commit } from './p2-commit';
import { p3Import } from './p3-import';
import { p4p10Txns } from './p4-p10-txns';
import { p5Bills } from './p5-bills';
import { p6Pixels } from './p6-pixels';
import { p6Queries } from './p6-queries';
import { p7Backup } from './p7-backup';
import { p8Update } from './p8-update';
import { p9Window } from './p9-window';

/** The rows of performance.md that exist so far. */
export const ROWS: Readonly<Record<string, (session: BenchSession) => Promise<RowResult[]>>> = {
  P1: p1Read,
  P2: p2Commit,
  P3: p3Import,
  P4: p4p10Txns,
  P5: p5Bills,
  P6: async (session) => [...(await p6Queries(session)), ...(await p6Pixels(session))],
  P7: p7Backup,
  P8: p8Update,
  P9: p9Window,
  P11: p11Start,
  P12: p12Export,
};
