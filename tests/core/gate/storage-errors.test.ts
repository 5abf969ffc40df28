import { describe, expect, it, vi } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { toStorageError } from '@renderer/core/storage-errors';
import { openCore } from '../../support/open-core';

const named = (name: string, inner?: unknown) => Object.assign(new Error('secret text'), { name, inner });

const many = (failure: unknown) => Object.assign(named('BulkError'), { failures: [failure] });

describe('what a failure of the engine means', () => {
  it.each([
    ['no room', named('QuotaExceededError'), 'storage.full'],
    ['no room, as Dexie wraps it', named('AbortError', named('QuotaExceededError')), 'storage.full'],
    ['given up without a word', named('AbortError'), 'storage.aborted'],
    ['closed under it', named('DatabaseClosedError'), 'storage.closed'],
    ['cannot be opened', named('OpenFailedError', named('Whatever')), 'storage.unavailable'],
    ['written by a newer program', named('VersionError'), 'storage.newer_version'],
    ['given up in the middle of many rows', many(named('AbortError')), 'storage.aborted'],
    ['a row that cannot be', many(named('ConstraintError')), null],
    ['a programmer’s error', new TypeError('x'), null],
    ['no error at all', 'text', null],
  ])('%s', (_name, error, code) => {
    expect(toStorageError(error)).toBe(code);
  });

  it('reaches the caller as a code alone, with nothing stored', async () => {
    const opened = await openCore();
    const before = await opened.core.context.db.counts();
    for (const [name, code] of [
      ['QuotaExceededError', 'storage.full'],
      ['AbortError', 'storage.aborted'],
    ] as const) {
      const fail = (): never => {
        throw named(name);
      };
      const target = opened.core.context.db.dexie.table('audit');
      target.hook('creating', fail);
      const result = await opened.as('entry').execute('merchant.create', { values: { name: '青禾' }, submit: false });
      target.hook('creating').unsubscribe(fail);
      expect(result).toEqual({ ok: false, error: { code } });
    }
    // But for the incident in the error log, where it still can be written.
    await vi.waitFor(async () => expect((await opened.core.context.db.counts()).incidents).toBe(1));
    expect({ ...(await opened.core.context.db.counts()), incidents: 0 }).toEqual(before);
    expect(JSON.stringify(opened.host.lines)).not.toContain('secret text');
    // The desk goes on.
    unwrap(await opened.as('entry').execute('merchant.create', { values: { name: '青禾' }, submit: false }));
    await opened.close();
  });
});
