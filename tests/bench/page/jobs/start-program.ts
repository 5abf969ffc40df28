import { unwrap } from '@shared/kernel/result';
import { expectEqual, timed, type Job } from '../job';
import { BENCH_SETUP } from '../memory-host';
import { commitMerchants, newPlace, openBenchCore, startBenchCore } from './bench-core';

/**
 * P11's share of the core: starting over `n` stored merchants until it answers, signing in (Argon2id included), and the
 * first page. Explains the window's times; not judged by itself.
 */
export const startProgramCore: Job = async (input) => {
  const place = newPlace();
  const first = await openBenchCore(place);
  await commitMerchants(first, input.n);
  await first.close();
  const [start, core] = await timed(() => startBenchCore(place));
  await new Promise((typed) => setTimeout(typed, 1_500)); // as in the window: a password takes that long to type
  const { loginName, password } = BENCH_SETUP;
  const [signIn] = await timed(async () => unwrap(await core.execute('session.signIn', { loginName, password })));
  const sort = { field: 'createdAt', descending: true };
  const [list, page] = await timed(async () =>
    unwrap(await core.ask('merchant.list', { filter: {}, sort, offset: 0, limit: 50 })),
  );
  expectEqual('merchants listed', page.total, input.n);
  await core.close();
  return { start: [start], signIn: [signIn], list: [list] };
};
