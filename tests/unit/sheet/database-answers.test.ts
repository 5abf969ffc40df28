import { describe, expect, it, vi } from 'vitest';
import type { CoreClient } from '@shared/contracts/core';
import type { ImportPlan } from '@shared/imports/plan';
import { fail, ok, type Result } from '@shared/kernel/result';
import { askDatabase } from '@renderer/workers/sheet/database-answers';

const NO_HITS = { rows: 0, columns: {} };

function fakePlan(similarRows: number) {
  return {
    lookupBatch: vi.fn(() => []),
    setExisting: vi.fn(),
    clearExisting: vi.fn(),
    similarBatch: vi.fn(() => ({ rows: similarRows, columns: {} })),
    setSimilar: vi.fn(),
  };
}

const asked = (plan: object, version: number, answers: Result<unknown>[]) => {
  const ask = vi.fn(() => Promise.resolve(answers.shift()));
  const core = { ask } as unknown as CoreClient;
  return { ask, answer: askDatabase(core, plan as unknown as ImportPlan, version) };
};
const codes = (tableVersion: number, merchants = 5) => ok({ tableVersion, merchants, hits: NO_HITS });
const similar = (tableVersion: number) => ok({ tableVersion, hits: NO_HITS });

describe('what the database has of the rows of an import', () => {
  it('is asked once by code and once by likeness', async () => {
    const plan = fakePlan(3);
    const { ask, answer } = asked(plan, 0, [codes(7), similar(7)]);
    expect(await answer).toEqual(ok(7));
    expect(ask.mock.calls.map((call: unknown[]) => call[0])).toEqual(['import.lookup', 'import.similar']);
    expect(plan.clearExisting).not.toHaveBeenCalled();
    expect(plan.setSimilar).toHaveBeenCalledTimes(1);
  });

  it('is nothing at all while there are no merchants', async () => {
    const plan = fakePlan(3);
    const { ask, answer } = asked(plan, 0, [codes(1, 0)]);
    expect(await answer).toEqual(ok(1));
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('is asked anew, all of it, when somebody changed merchants meanwhile', async () => {
    const plan = fakePlan(3);
    const { answer } = asked(plan, 7, [codes(8), codes(8), similar(9), codes(9), similar(9)]);
    expect(await answer).toEqual(ok(9));
    expect(plan.clearExisting).toHaveBeenCalledTimes(2);
    expect(plan.setSimilar).toHaveBeenCalledTimes(1);
  });

  it('is given up when merchants change all the time', async () => {
    const plan = fakePlan(3);
    const { answer } = asked(plan, 1, [codes(2), codes(3), codes(4), codes(5)]);
    expect(await answer).toEqual(fail('import.table_moved_on'));
  });

  it('hands an error on', async () => {
    expect(await asked(fakePlan(3), 0, [fail('access.denied')]).answer).toEqual(fail('access.denied'));
    expect(await asked(fakePlan(3), 0, [codes(1), fail('access.locked')]).answer).toEqual(fail('access.locked'));
  });
});
