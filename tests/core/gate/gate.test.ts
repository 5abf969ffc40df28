import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { storedRows } from '../../support/stored-rows';

let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});

/** Everything stored, table by table: what a rolled-back command must leave as it was. */
async function dump(): Promise<string> {
  const { db } = core.core.context;
  // That something went wrong is written down; that is all that is.
  const stored = db.dexie.tables.filter((table) => table.name !== 'incidents');
  const tables = await Promise.all(stored.map(async (t) => [t.name, await storedRows(t)]));
  return JSON.stringify(tables);
}

const draftMerchant = (name: string) => ({ values: { name }, submit: false });
const auditRows = async () => unwrap(await core.as('super').ask('audit.list', { log: 'all', limit: 500 }));

describe('the gate', () => {
  it('refuses what the role may not do, stores nothing but the refusal, and says which permission is missing', async () => {
    const before = await auditRows();
    const result = await core.as('readonly').execute('merchant.create', draftMerchant('青禾便利店'));
    expect(result).toEqual({ ok: false, error: { code: 'access.denied', params: { permission: 'merchant:create' } } });
    expect(unwrap(await core.as('super').ask('merchant.list', LIST)).total).toBe(0);
    const after = await auditRows();
    expect(after.total).toBe(before.total + 1);
    expect(after.rows[0]).toMatchObject({ action: 'merchant.create', result: 'denied', actorId: core.admins.readonly });
  });

  it('records a denied query too', async () => {
    expect(await core.as('entry').ask('audit.list', { log: 'all', limit: 10 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect((await auditRows()).rows[0]).toMatchObject({ action: 'audit.list', result: 'denied' });
  });

  it('asks for a session, and for an unlocked one', async () => {
    await core.core.execute('session.signOut', {});
    expect(await core.core.ask('merchant.list', LIST)).toMatchObject({ error: { code: 'access.signed_out' } });
  });

  it('answers malformed input with one issue per field and changes nothing', async () => {
    const before = await dump();
    const wrong = { values: { name: 5 }, submit: 'yes' } as never;
    const result = await core.as('entry').execute('merchant.create', wrong);
    expect(result).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    const issues = result.ok ? [] : (result.error.issues ?? []);
    expect(issues.map((i) => i.field)).toEqual(expect.arrayContaining(['values.name', 'submit']));
    expect(await dump()).toBe(before);
  });

  it('knows no command and no query but those registered', async () => {
    const name = 'merchant.steal' as 'merchant.create';
    expect(await core.as('super').execute(name, draftMerchant('x'))).toMatchObject({
      error: { code: 'command.unknown' },
    });
    expect(await core.as('super').ask('nothing' as 'merchant.list', LIST)).toMatchObject({
      error: { code: 'command.unknown' },
    });
  });

  it('rolls back rows and audit together when storage fails in the middle of a command', async () => {
    const before = await dump();
    const stop = failOnce(core, 'audit');
    const result = await core.as('entry').execute('merchant.create', draftMerchant('青禾便利店'));
    stop();
    expect(result).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
    expect(await dump()).toBe(before);
    expect(unwrap(await core.as('entry').ask('merchant.list', LIST)).total).toBe(0);
    expect(unwrap(await core.as('super').ask('audit.verify', {})).verdict).toBe('ok');
  });

  it('logs an unexpected error under an incident without its message, which could quote a person', async () => {
    const stop = failOnce(core, 'audit');
    const result = await core.as('entry').execute('merchant.create', draftMerchant('青禾便利店'));
    stop();
    const incident = result.ok ? '' : result.error.incident;
    const line = core.host.lines.find((l) => l.event === 'core.unexpected');
    expect(line?.detail['incident']).toBe(incident);
    expect(JSON.stringify(core.host.lines)).not.toContain('planted message');
  });

  it('runs commands one at a time, in the order they came', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `并发商户${i}`);
    await Promise.all(names.map((name) => core.as('entry').execute('merchant.create', draftMerchant(name))));
    const rows = unwrap(
      await core.as('entry').ask('merchant.list', { ...LIST, sort: { field: 'merchantNo', descending: false } }),
    ).rows;
    expect(rows.map((r) => r.name)).toEqual(names);
    expect(unwrap(await core.as('super').ask('audit.verify', {})).verdict).toBe('ok');
  });

  it('keeps the anchor outside the database in step with the chain', async () => {
    await core.as('entry').execute('merchant.create', draftMerchant('青禾便利店'));
    const { total } = await auditRows();
    await core.close();
    expect(core.host.sentinel).toMatchObject({ auditSeq: total, counts: { merchants: 1 } });
  });

  it('finds everything again after a restart', async () => {
    const made = unwrap(await core.as('entry').execute('merchant.create', draftMerchant('青禾便利店')));
    const again = await core.reopen();
    expect(unwrap(await again.as('readonly').ask('merchant.get', { id: made.id }))).toEqual(made);
    expect(again.core.status).toBe('ready');
  });
});

const LIST = { filter: {}, sort: { field: 'createdAt', descending: true }, offset: 0, limit: 50 };

/** Makes the next write to a table throw inside the transaction; returns how to stop. */
function failOnce(opened: OpenedCore, table: string): () => void {
  const hook = (): never => {
    throw new Error('planted message');
  };
  const target = opened.core.context.db.dexie.table(table);
  target.hook('creating', hook);
  return () => target.hook('creating').unsubscribe(hook);
}
