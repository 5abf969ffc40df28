import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';

const DRAFT = { key: 'merchant.new', json: '{"legalName":"测试人"}' };
let opened: OpenedCore;
const rows = () => opened.core.context.db.table('drafts').toArray();
const failTable = (name: 'drafts' | 'views'): void => {
  opened.core.context.db.table(name).hook('creating', () => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
};

beforeEach(async () => {
  opened = await openCore();
});

describe('drafts', () => {
  it('are kept sealed, over a restart, and unaudited', async () => {
    const audit = await opened.core.context.db.table('audit').count();
    unwrap(await opened.as('entry').execute('draft.save', DRAFT));
    expect(await opened.core.context.db.table('audit').count()).toBe(audit);
    const [row] = await rows();
    expect(Buffer.from(row!.box).includes('测试人')).toBe(false);
    const again = await opened.reopen();
    expect(unwrap(await again.as('entry').ask('draft.get', { key: DRAFT.key }))).toEqual({
      json: DRAFT.json,
      savedAt: again.clock.now(),
    });
    await again.close();
  });

  it('belong to one admin', async () => {
    unwrap(await opened.as('entry').execute('draft.save', DRAFT));
    expect(unwrap(await opened.as('super').ask('draft.get', { key: DRAFT.key }))).toBeNull();
    unwrap(await opened.as('super').execute('draft.clear', { key: DRAFT.key }));
    expect(unwrap(await opened.as('entry').ask('draft.get', { key: DRAFT.key }))?.json).toBe(DRAFT.json);
    unwrap(await opened.as('entry').execute('draft.clear', { key: DRAFT.key }));
    expect(unwrap(await opened.as('entry').ask('draft.get', { key: DRAFT.key }))).toBeNull();
  });

  it('do not open when moved to another admin’s key', async () => {
    unwrap(await opened.as('entry').execute('draft.save', DRAFT));
    const [row] = await rows();
    const { finance } = opened.admins;
    await opened.core.context.db.table('drafts').put({ ...row!, id: `${finance}|${DRAFT.key}`, adminId: finance });
    expect((await opened.as('finance').ask('draft.get', { key: DRAFT.key })).ok).toBe(false);
  });

  it('live a week, fifty at most, and the oldest go first', async () => {
    unwrap(await opened.as('entry').execute('draft.save', DRAFT));
    opened.clock.advance(7 * 86_400_000);
    expect(unwrap(await opened.as('entry').ask('draft.get', { key: DRAFT.key }))).not.toBeNull();
    opened.clock.advance(1);
    expect(unwrap(await opened.as('entry').ask('draft.get', { key: DRAFT.key }))).toBeNull();
    for (let i = 0; i < 55; i++) {
      opened.clock.advance(1);
      unwrap(await opened.as('entry').execute('draft.save', { key: `k${i}`, json: '1' }));
    }
    const kept = (await rows()).map((r) => r.key);
    expect(kept).toHaveLength(50);
    expect(kept).toContain('k54');
    expect(kept).not.toContain('k4');
    expect(kept).not.toContain(DRAFT.key);
  });

  it('refuse what is too large or oddly named, and who is not signed in', async () => {
    const big = { ...DRAFT, json: 'x'.repeat(256 * 1024 + 1) };
    expect(await opened.as('entry').execute('draft.save', big)).toMatchObject({ error: { code: 'input.invalid' } });
    for (const key of ['', 'a|b', 'x'.repeat(81)]) {
      expect(await opened.as('entry').execute('draft.save', { key, json: '1' })).toMatchObject({
        error: { code: 'input.invalid' },
      });
      expect(await opened.as('entry').execute('draft.clear', { key })).toMatchObject({
        error: { code: 'input.invalid' },
      });
      expect(await opened.as('entry').ask('draft.get', { key })).toMatchObject({ error: { code: 'input.invalid' } });
    }
    await opened.core.execute('session.signOut', {});
    for (const call of [
      opened.core.execute('draft.save', DRAFT),
      opened.core.execute('draft.clear', { key: 'k' }),
      opened.core.ask('draft.get', { key: 'k' }),
    ]) {
      expect(await call).toMatchObject({ error: { code: 'access.signed_out' } });
    }
  });

  it('leave the earlier ones when one cannot be stored', async () => {
    unwrap(await opened.as('entry').execute('draft.save', DRAFT));
    opened.clock.advance(8 * 86_400_000);
    failTable('drafts');
    expect(await opened.as('entry').execute('draft.save', { key: 'other', json: '1' })).toMatchObject({
      error: { code: 'storage.full' },
    });
    // The old one was to be swept away in the same transaction.
    expect((await rows()).map((r) => r.key)).toEqual([DRAFT.key]);
  });
});

describe('list layouts', () => {
  const VIEW = { key: 'merchants', json: '{"columns":["name"]}' };

  it('are remembered per admin and replaced by the next', async () => {
    unwrap(await opened.as('entry').execute('view.save', VIEW));
    unwrap(await opened.as('entry').execute('view.save', { ...VIEW, json: '{}' }));
    expect(unwrap(await opened.as('entry').ask('view.get', { key: VIEW.key }))).toBe('{}');
    expect(unwrap(await opened.as('super').ask('view.get', { key: VIEW.key }))).toBeNull();
  });

  it('refuse other input and who is not signed in, and store nothing when storing fails', async () => {
    expect(await opened.as('entry').execute('view.save', { key: 'a b', json: '1' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    expect(await opened.as('entry').ask('view.get', { key: 'a b' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    failTable('views');
    expect(await opened.as('entry').execute('view.save', VIEW)).toMatchObject({ error: { code: 'storage.full' } });
    expect(await opened.core.context.db.table('views').count()).toBe(0);
    await opened.core.execute('session.signOut', {});
    expect(await opened.core.execute('view.save', VIEW)).toMatchObject({ error: { code: 'access.signed_out' } });
    expect(await opened.core.ask('view.get', { key: 'k' })).toMatchObject({ error: { code: 'access.signed_out' } });
  });
});
