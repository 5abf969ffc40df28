import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

let opened: OpenedCore;
const signIn = (role: 'super' | 'entry') =>
  opened.core.execute('session.signIn', { loginName: role, password: TEST_PASSWORD[role] });
const draft = { values: { name: '青禾便利店' }, submit: false };

beforeEach(async () => {
  opened = await openCore();
  unwrap(await signIn('super'));
});
afterEach(() => opened.close());

/** Holds the next read of a table back until told to go on. */
function holdBack(table: 'admins' | 'drafts'): { reached: Promise<void>; goOn: () => void } {
  const target = opened.core.context.db.table(table);
  let goOn = (): void => undefined;
  let reach = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const { toArray, get } = target;
  const wait = async <T>(read: () => PromiseLike<T>): Promise<T> => {
    Object.assign(target, { toArray, get });
    const value = await read();
    reach();
    await gate;
    return value;
  };
  Object.assign(target, {
    toArray: () => wait(() => Reflect.apply(toArray, target, []) as PromiseLike<unknown>),
    get: (key: string) => wait(() => Reflect.apply(get, target, [key]) as PromiseLike<unknown>),
  });
  return { reached, goOn };
}

describe('a query under way', () => {
  it('gives its answer to nobody when the screen is locked meanwhile', async () => {
    const held = holdBack('admins');
    const asked = opened.core.ask('admin.list', {});
    await held.reached;
    unwrap(await opened.core.execute('session.lock', { reason: 'idle' }));
    held.goOn();
    expect(await asked).toEqual({ ok: false, error: { code: 'access.locked' } });
  });

  it('gives its answer to nobody when another person has signed in meanwhile', async () => {
    const held = holdBack('admins');
    const asked = opened.core.ask('admin.list', {});
    await held.reached;
    unwrap(await signIn('entry'));
    held.goOn();
    expect(await asked).toEqual({ ok: false, error: { code: 'session.must_change_password' } });
  });

  it('gives its answer to nobody when the same person has signed in anew meanwhile', async () => {
    const held = holdBack('admins');
    const asked = opened.core.ask('admin.list', {});
    await held.reached;
    unwrap(await opened.core.execute('session.signOut', {}));
    unwrap(await signIn('super'));
    held.goOn();
    expect(await asked).toEqual({ ok: false, error: { code: 'access.signed_out' } });
  });

  it('is told that the screen is locked, not of an incident, when the keys go from under it', async () => {
    unwrap(await opened.core.execute('draft.save', { key: 'merchant.new', json: '{"name":"x"}' }));
    const held = holdBack('drafts');
    const asked = opened.core.ask('draft.get', { key: 'merchant.new' });
    await held.reached;
    unwrap(await opened.core.execute('session.lock', { reason: 'idle' }));
    held.goOn();
    expect(await asked).toEqual({ ok: false, error: { code: 'access.locked' } });
    expect(opened.host.lines.filter((line) => line.event === 'core.unexpected')).toEqual([]);
  });
});

describe('a command whose memory cannot follow what was stored', () => {
  it('is acknowledged, and nothing is built on that memory any more', async () => {
    const { core } = opened;
    const notices: string[] = [];
    core.onChange((notice) => notices.push(...notice.tables));
    core.context.merchants.apply = () => {
      throw new Error('planted message');
    };
    expect(await core.execute('merchant.create', draft)).toMatchObject({ ok: true });
    expect(await core.execute('merchant.create', draft)).toEqual({ ok: false, error: { code: 'storage.closed' } });
    expect(notices).toContain('closed');
    expect(JSON.stringify(opened.host.lines)).not.toContain('planted message');
  });
});

describe('closing', () => {
  it('waits for the commands that were let in and lets in no more', async () => {
    const { core } = opened;
    const underWay = [core.execute('merchant.create', draft), core.execute('merchant.create', draft)];
    const closed = core.close();
    const late = core.execute('merchant.create', draft);
    await closed;
    expect(opened.host.sentinel?.counts['merchants']).toBe(2);
    expect((await Promise.all(underWay)).map((answer) => answer.ok)).toEqual([true, true]);
    expect(await late).toEqual({ ok: false, error: { code: 'storage.closed' } });
    expect(await core.ask('merchant.counts', { filter: {} })).toMatchObject({ error: { code: 'storage.closed' } });
  });
});

describe('the audit of a sign-in', () => {
  it('names whom it signs in and the session it begins, not who was there before', async () => {
    unwrap(await opened.core.execute('session.lock', { reason: 'user' }));
    unwrap(await signIn('entry'));
    const last = (await opened.core.context.db.table('audit').toArray()).at(-1);
    expect(last).toMatchObject({
      action: 'session.signIn',
      actorId: opened.admins.entry,
      targetId: opened.admins.entry,
    });
    expect(last?.sessionId).toBe(opened.core.context.session.sessionId);
  });

  it('does not put a stranger’s failed try down to who had locked the screen', async () => {
    unwrap(await opened.core.execute('session.lock', { reason: 'user' }));
    await opened.core.execute('session.signIn', { loginName: 'entry', password: 'not the password' });
    const last = (await opened.core.context.db.table('audit').toArray()).at(-1);
    expect(last).toMatchObject({ result: 'fail', actorId: '', targetId: opened.admins.entry });
  });
});
