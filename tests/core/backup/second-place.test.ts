import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';

const DAY = 24 * 3_600_000;
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const there = () => core.host.backups.secondPlace!;
const look = () => core.core.context.backup.second.look(core.core.context);
const backUp = async () => unwrap(await core.as('super').execute('backup.create', { note: '' })).name;
const second = async () => unwrap(await core.as('super').ask('backup.overview', {})).second;
const choose = async () => unwrap(await core.as('super').execute('backup.chooseSecond', {}));

describe('the second place', () => {
  it('gets each verified backup, from the moment it is chosen', async () => {
    const first = await backUp();
    expect((await second()).state).toBe('none');
    await choose();
    await expect.poll(() => there().files.map((file) => file.name)).toEqual([first]);
    core.clock.advance(1_000);
    const next = await backUp();
    await expect.poll(() => there().files.map((file) => file.name)).toEqual([first, next]);
    expect(await second()).toMatchObject({ state: 'present', count: 2, failures: 0, lastCopyAt: core.clock.now() });
  });

  it('fails nothing while it is not there, and is caught up with when it is back', async () => {
    await choose();
    there().present = false;
    const name = await backUp();
    await expect.poll(() => there().failures).toBe(1);
    expect(unwrap(await core.as('super').ask('backup.overview', {}))).toMatchObject({
      failures: 0,
      second: { state: 'absent', failures: 1, lastCopyAt: 0 },
    });
    there().present = true;
    // Not every minute.
    await look();
    expect(there().files).toEqual([]);
    core.clock.advance(6 * 60_000);
    await look();
    expect(there().files.map((file) => file.name)).toEqual([name]);
    expect(await second()).toMatchObject({ state: 'present', failures: 0 });
  });

  it('is cleared away by itself, whatever happens to the first', async () => {
    await choose();
    const { context } = core.core;
    for (let hour = 0; hour < 40; hour++) {
      await context.backup.scheduled(context);
      await expect.poll(() => context.backup.second.isIdle).toBe(true);
      core.clock.advance(3_600_000);
    }
    expect(there().files.length).toBeLessThan(14);
    expect(there().files.length).toBeGreaterThan(7);
    core.host.backups.files.clear();
    core.clock.advance(DAY);
    expect((await second()).count).toBe(there().files.length);
  });

  it('gets no backup that is not sealed as usual', async () => {
    await choose();
    unwrap(await core.as('super').execute('backup.create', { note: '', seal: { kind: 'none' } }));
    core.clock.advance(6 * 60_000);
    await look();
    expect(there().files).toEqual([]);
  });

  it("is chosen and given up ('backup.chooseSecond', 'backup.forgetSecond') by who may configure backups", async () => {
    for (const command of ['backup.chooseSecond', 'backup.forgetSecond'] as const) {
      expect(await core.as('manager').execute(command, {})).toMatchObject({ error: { code: 'access.denied' } });
      expect(await core.as('super').execute(command, { folder: '/tmp' } as never)).toMatchObject({
        error: { code: 'input.invalid' },
      });
    }
    core.host.backups.failNext = 'chooseSecond';
    expect(await core.as('super').execute('backup.chooseSecond', {})).toMatchObject({
      error: { code: 'backup.folder_unusable' },
    });
    await choose();
    unwrap(await core.as('super').execute('backup.forgetSecond', {}));
    expect((await second()).state).toBe('none');
    const actions = (await core.core.context.db.table('audit').toArray()).map((entry) => entry.action);
    expect(actions).toContain('backup.chooseSecond');
    expect(actions).toContain('backup.forgetSecond');
  });
});
