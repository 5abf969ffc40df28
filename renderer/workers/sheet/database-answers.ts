import type { CoreClient } from '@shared/contracts/core';
import type { MatchKey } from '@shared/imports/define';
import type { ImportPlan, SimilarHit } from '@shared/imports/plan';
import { unpackRows, type ColumnBatch } from '@shared/kernel/columns';
import { fail, ok, type Result } from '@shared/kernel/result';

/** Somebody else's work between two questions: after so many times the clerk is told. */
const MAX_ROUNDS = 4;

/**
 * Asks the core about codes and rows it was not asked about yet; about all of them again if the merchants changed since
 * `version`. Returns the version at which everything the plan knows holds.
 */
export async function askDatabase(core: CoreClient, plan: ImportPlan, version: number): Promise<Result<number>> {
  let known = version;
  const movedOn = (to: number): boolean => {
    if (known === to) return false;
    const wasAsked = known !== 0;
    known = to;
    if (wasAsked) plan.clearExisting();
    return wasAsked;
  };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const codes = await core.ask('import.lookup', { uscc: plan.lookupBatch() });
    if (!codes.ok) return codes;
    if (movedOn(codes.value.tableVersion)) continue;
    plan.setExisting(codes.value.hits);
    if (codes.value.merchants === 0) return ok(known);
    const rows = plan.similarBatch();
    if (rows.rows === 0) return ok(known);
    const similar = await core.ask('import.similar', { rows });
    if (!similar.ok) return similar;
    if (movedOn(similar.value.tableVersion)) continue;
    plan.setSimilar(toHits(similar.value.hits));
    return ok(known);
  }
  return fail('import.table_moved_on');
}

function toHits(columns: ColumnBatch): SimilarHit[] {
  return unpackRows(columns).map(({ row, id = '', rev, merchantNo = '', name = '', by = '' }) => ({
    row: Number(row),
    id,
    rev: Number(rev),
    merchantNo,
    name,
    by: by.split(',') as MatchKey[],
  }));
}
