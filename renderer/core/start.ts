import type { Sentinel } from '@shared/contracts/bridge';
import type { ErrorCode } from '@shared/kernel/errors';
import { SCHEMA_VERSION, type Database, type StorageEngine } from '@renderer/data/db';
import { probeDatabase } from '@renderer/data/probe';
import type { Startup } from './context';

/** What the start decided, before any table was read by anybody else. */
export type StartDecision = { ok: true; startup: Startup } | { ok: false; code: ErrorCode };

/** `unreadable`: something is remembered outside, but no copy of it can be read any more. */
export type Remembered = Sentinel | 'unreadable' | null;

/**
 * Decides between first run, work and recovery. The first-run wizard appears only if the database AND the sentinel outside
 * it are virgin: an empty database where there was one means data was lost, and a wizard would hand it to anybody (R3).
 */
export async function decideStart(
  engine: StorageEngine,
  db: Database,
  name: string,
  sentinel: Remembered,
  lostByEngine = false,
  /** False keeps the stored shape as it is. */
  beforeUpgrade: (version: number) => Promise<boolean> = () => Promise.resolve(true),
): Promise<StartDecision> {
  const probed = await probeDatabase(engine, name);
  // The engine says once what it threw away, and somebody looked before us.
  const probe = probed.state === 'absent' && lostByEngine ? { ...probed, state: 'damaged' as const } : probed;
  if (probe.state === 'refused') return { ok: false, code: 'storage.unavailable' };
  if (probe.version > SCHEMA_VERSION) return { ok: false, code: 'storage.newer_version' };
  if (probe.state !== 'present') {
    if (sentinel) return recovery(sentinel, probe.state === 'damaged' ? 'damaged' : 'missing');
    if (probe.state === 'damaged')
      return { ok: true, startup: { state: 'recovery', lost: { lastOpenOk: 0, counts: {}, reason: 'damaged' } } };
  }
  if (probe.state === 'present' && probe.version < SCHEMA_VERSION && !(await beforeUpgrade(probe.version)))
    return { ok: false, code: 'storage.not_upgraded' };
  await db.open();
  const install = await db.table('meta').get('install');
  const counts = await db.counts();
  if (install && counts.admins > 0) return { ok: true, startup: { state: 'ready' } };
  const isEmpty = Object.values(counts).every((n) => n === 0);
  if (isEmpty && !sentinel) return { ok: true, startup: { state: 'virgin' } };
  // Rows without administrators, or none where there were some: nobody may become their owner by a wizard.
  db.close();
  return recovery(sentinel, isEmpty ? 'missing' : 'damaged');
}

function recovery(sentinel: Remembered, reason: LostReason): StartDecision {
  return { ok: true, startup: lostWhat(sentinel, reason) };
}

type LostReason = NonNullable<Startup['lost']>['reason'];

/** @param reason `behind`: the database is there, and older than the journal outside */
export function lostWhat(sentinel: Remembered, reason: LostReason): Startup {
  const known = sentinel === 'unreadable' ? null : sentinel;
  return { state: 'recovery', lost: { lastOpenOk: known?.lastOpenOk ?? 0, counts: known?.counts ?? {}, reason } };
}
