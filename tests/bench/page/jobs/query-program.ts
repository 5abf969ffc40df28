import type { MerchantFilter, MerchantSort } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { expectEqual, timed, type Job, type Measured } from '../job';
import { commitMerchants, openBenchCore } from './bench-core';
import { includesLoop, plainRows } from './includes-loop';

const BY_NUMBER: MerchantSort = { field: 'merchantNo', descending: false };
const SORT_FIELDS = ['name', 'onboardedOn', 'ratePpm', 'status', 'updatedAt', 'merchantNo', 'contactName', 'mcc'];

/**
 * P6: first pages of 100,000 merchants in the core, by kind of question; beside each search the same term through a plain
 * `includes` loop over the same rows. `*.cold` is the first time a sort is asked for.
 */
export const queryProgram: Job = async (input) => {
  const repeats = input.repeats ?? 40;
  const core = await openBenchCore();
  const commit = await commitMerchants(core, input.n);
  const rows = await plainRows(core, input.n);
  const out: Measured = { commit: [commit] };
  const ask = async (kind: string, filter: MerchantFilter, sort = BY_NUMBER): Promise<number> => {
    const [ms, total] = await timed(async () => {
      const page = unwrap(await core.ask('merchant.list', { filter, sort, offset: 0, limit: 50 }));
      return page.total;
    });
    (out[kind] ??= []).push(ms);
    return total;
  };
  for (let k = 0; k < repeats; k++) expectEqual('all rows', await ask(k ? 'page' : 'page.cold', {}), input.n);
  await sorts(repeats, ask);
  for (let k = 0; k < repeats; k++) {
    const row = rows[(k * 7_919 + 13) % rows.length]!;
    await ask('filter', { province: row.province, merchantType: [row.merchantType] });
    await ask('filter.date', { onboardedFrom: '2021-01-01', onboardedTo: `202${1 + (k % 4)}-06-30` });
  }
  await searches(repeats, rows, ask, out);
  await core.close();
  return out;
};

async function sorts(
  repeats: number,
  ask: (kind: string, filter: MerchantFilter, sort?: MerchantSort) => Promise<number>,
): Promise<void> {
  for (let k = 0; k < repeats; k++) {
    const field = SORT_FIELDS[k % SORT_FIELDS.length]!;
    const descending = Math.floor(k / SORT_FIELDS.length) % 2 === 1;
    await ask(k < SORT_FIELDS.length ? 'sort.cold' : 'sort', {}, { field, descending });
  }
}

async function searches(
  repeats: number,
  rows: Awaited<ReturnType<typeof plainRows>>,
  ask: (kind: string, filter: MerchantFilter) => Promise<number>,
  out: Measured,
): Promise<void> {
  for (let k = 0; k < repeats; k++) {
    const row = rows[(k * 104_729 + 7) % rows.length]!;
    const from = 3 + (k % 4);
    const terms = {
      name: row.name.slice(from, from + 2 + (k % 2)),
      initials: row.initials.slice(from, from + 3 + (k % 2)),
      number: row.merchantNo.slice(k % 2 ? -6 : 0),
      uscc: row.uscc.slice(-8),
    };
    for (const [kind, text] of Object.entries(terms)) {
      const found = await ask(`search.${kind}`, { text });
      const [ms, hits] = await timed(() => includesLoop(rows, text));
      (out[`loop.${kind}`] ??= []).push(ms);
      // The program may look in more places (pinyin in full, contact), never in fewer; a polyphone's initial may differ.
      if (kind !== 'initials' && found < hits)
        throw new Error(`search.${kind}: ${found} found, a plain loop finds ${hits}`);
    }
  }
}
