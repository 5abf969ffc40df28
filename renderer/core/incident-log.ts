import type { ErrorCode } from '@shared/kernel/errors';
import type { Database } from '@renderer/data/db';
import type { IncidentRow } from '@renderer/data/tables';
import type { CoreContext } from './context';
import { describeError } from './describe-error';

/** What is older goes: an error that comes every second must not fill the disk. */
const MOST_KEPT = 1_000;

/** An incident as it is first written down: where and what, never a message or anybody's data. */
export function makeIncident(
  ctx: CoreContext,
  id: string,
  code: ErrorCode,
  place: string,
  error: unknown,
): IncidentRow {
  const { actor } = ctx.session;
  return {
    id,
    at: ctx.now(),
    code,
    place,
    ...describeError(error),
    appVersion: ctx.appVersion,
    by: actor?.adminId ?? '',
    byName: actor?.name ?? '',
    state: 'open',
    note: '',
    settledAt: 0,
    settledBy: '',
  };
}

export async function writeIncident(db: Database, row: IncidentRow): Promise<void> {
  await db.write(['incidents'], async () => {
    const table = db.table('incidents');
    await table.put(row);
    const surplus = (await table.count()) - MOST_KEPT;
    if (surplus > 0) await table.bulkDelete(await table.orderBy('at').limit(surplus).primaryKeys());
  });
}
