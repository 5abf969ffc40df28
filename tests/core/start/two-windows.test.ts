import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo, CommandName } from '@shared/contracts/core';
import { unwrap, type Result } from '@shared/kernel/result';
import { Core } from '@renderer/core/core';
import { syntheticBatch } from '../../support/factories/import-batch';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

/** trust.md X2. One window at a time may write; the other takes over in the middle of what the first has under way. */
const COURSES = process.env['TORTURE'] === '1' ? 60 : 5;
const ROWS = 30;
const SIGN_IN = { loginName: 'super', password: TEST_PASSWORD.super };
const SECRET = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super } as const;

let opened: OpenedCore;
let running: Core[];

beforeEach(async () => {
  running = [];
  opened = await openCore();
});
afterEach(async () => {
  for (const core of running) await core.close();
  await opened.close();
});

async function startWindow(): Promise<Core> {
  const { engine, host, clock } = opened;
  let ids = 0;
  const prefix = `window-${running.length}`;
  const core = unwrap(
    await Core.start({
      engine,
      host,
      appVersion: '0.0.0-test',
      now: clock.now,
      newId: () => `${prefix}-${++ids}`,
      vault: { kdf: { memoryKib: 64, iterations: 1, parallelism: 1 } },
      sentinelDelayMs: 0,
    }),
  );
  running.push(core);
  return core;
}

interface Work {
  /** Names of merchants by the remark that was last acknowledged for them. */
  remarks: Map<string, string>;
  created: string[];
  /** Rows of imports that were acknowledged. */
  imported: number;
  refused: string[];
}

/** Everything at once: an import, merchants, edits of one of them one after the other, a backup; then the screen is locked. */
async function work(core: Core, seed: number): Promise<Work> {
  const done: Work = { remarks: new Map(), created: [], imported: 0, refused: [] };
  const say = async <N extends CommandName>(name: N, input: CommandIo[N]['input'], then?: () => void) => {
    const answer: Result<CommandIo[N]['output']> = await core.execute(name, input);
    if (answer.ok) then?.();
    else done.refused.push(answer.error.code);
    return answer;
  };
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const lookup = await core.ask('import.lookup', { uscc });
  const edited = async (): Promise<void> => {
    const name = `改来改去${seed}`;
    let merchant = await say('merchant.create', { values: { name }, submit: false }, () => done.remarks.set(name, ''));
    for (let n = 1; n <= 5 && merchant.ok; n++) {
      const { id, rev } = merchant.value;
      const remark = `第${n}次`;
      const values = { name, remark };
      merchant = await say('merchant.update', { id, rev, values }, () => done.remarks.set(name, remark));
    }
  };
  const { tableVersion } = lookup.ok ? lookup.value : { tableVersion: 0 };
  await Promise.all([
    say('import.commit', { ...syntheticBatch(seed, ROWS), tableVersion }, () => void (done.imported += ROWS)),
    ...[1, 2, 3].map((n) => {
      const name = `新商户${seed}之${n}`;
      return say('merchant.create', { values: { name }, submit: false }, () => done.created.push(name));
    }),
    edited(),
    say('backup.create', { note: '' }),
  ]);
  await say('session.lock', { reason: 'user' });
  return done;
}

/** What was acknowledged is there, once; what was not is not there at all. */
async function expectExactly(core: Core, works: Work[], what: string): Promise<void> {
  const list = { filter: {}, sort: { field: 'createdAt', descending: true }, offset: 0, limit: 500 } as const;
  const { rows, total } = unwrap(await core.ask('merchant.list', list));
  const made = works.flatMap(({ created, remarks }) => [...created, ...remarks.keys()]);
  const imported = works.reduce((sum, one) => sum + one.imported, 0);
  expect(total, what).toBe(made.length + imported);
  const names = rows.map(({ name }) => name);
  expect(names, what).toEqual(expect.arrayContaining(made));
  for (const [name, remark] of works.flatMap(({ remarks }) => [...remarks])) {
    const { id } = rows.find((row) => row.name === name)!;
    expect(unwrap(await core.ask('merchant.get', { id })).remark, what).toBe(remark);
  }
  const batches = unwrap(await core.ask('import.batches', { offset: 0, limit: 10 }));
  expect(batches.total * ROWS, what).toBe(imported);
  expect(unwrap(await core.ask('integrity.check', {})).findings, what).toEqual([]);
}

async function lose(): Promise<void> {
  for (const { name } of await opened.engine.indexedDB.databases())
    await new Promise((resolve) => (opened.engine.indexedDB.deleteDatabase(name!).onsuccess = resolve));
}

describe('a window that takes over from another in the middle of an import, edits and a backup', () => {
  it.each(Array.from({ length: COURSES }, (_, seed) => seed))(
    'finds what that one had acknowledged, and nothing of the rest (%i)',
    async (seed) => {
      await opened.close();
      const first = await startWindow();
      unwrap(await first.execute('session.signIn', SIGN_IN));
      const under = work(first, 1);
      const waits = (seed * 37) % 240;
      await new Promise((resolve) => setTimeout(resolve, waits));
      // A window whose worker hangs hears of it late.
      const isLate = seed % 3 === 2;
      if (!isLate) first.abandon();
      const second = await startWindow();
      const before = await under;
      if (isLate) first.abandon();
      expect(second.status).toBe('ready');
      for (const code of before.refused) expect(['storage.closed', 'access.locked']).toContain(code);
      unwrap(await second.execute('session.signIn', SIGN_IN));
      const what = `after ${waits} ms, refused ${before.refused.length}`;
      await expectExactly(second, [before], what);

      opened.clock.advance(60_000);
      const after = await work(second, 2);
      expect(after.refused, what).toEqual([]);
      unwrap(await second.execute('session.unlock', { password: SIGN_IN.password }));
      await expectExactly(second, [before, after], what);
      const { backups } = unwrap(await second.ask('backup.overview', {}));
      for (const { name } of backups) unwrap(await second.execute('backup.verify', { name }));
      await second.close();

      // And all of it comes back when the engine throws the database away.
      await lose();
      const third = await startWindow();
      const ref = { kind: 'folder', name: backups[0]!.name } as const;
      const report = unwrap(await third.execute('recovery.stage', { ref, secret: SECRET, withJournal: true }));
      unwrap(await third.execute('recovery.activate', { stagingId: report.stagingId }));
      const last = await startWindow();
      unwrap(await last.execute('session.signIn', SIGN_IN));
      await expectExactly(last, [before, after], `${what}, recovered`);
    },
  );

  it('does not let what was read before overwrite what was changed since', async () => {
    await opened.close();
    const first = await startWindow();
    unwrap(await first.execute('session.signIn', SIGN_IN));
    const values = { name: '青禾便利店' };
    const form = unwrap(await first.execute('merchant.create', { values, submit: false }));
    const { id, rev } = form;
    const second = await startWindow();
    unwrap(await second.execute('session.signIn', SIGN_IN));
    unwrap(await second.execute('merchant.update', { id, rev, values: { ...values, remark: '第二个窗口' } }));
    // Back in the first window, whose form still shows what it was.
    const again = await startWindow();
    unwrap(await again.execute('session.signIn', SIGN_IN));
    const stale = await again.execute('merchant.update', { id, rev, values: { ...values, remark: '第一个窗口' } });
    expect(stale).toMatchObject({ error: { code: 'merchant.conflict' } });
    expect(unwrap(await again.ask('merchant.get', { id })).remark).toBe('第二个窗口');
  });
});
