import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { createOne } from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const verify = async (opened: OpenedCore = core) => unwrap(await opened.as('super').ask('audit.verify', {}));
const ALL = { filter: {}, sort: { field: 'merchantNo', descending: false }, fields: ['name'], format: 'csv' as const };
const auditTable = (opened: OpenedCore = core) => opened.core.context.db.table('audit');

describe('anchors outside the database', () => {
  it('are written at the sign-out, at an export and every hundred entries, each once', async () => {
    const { anchors } = core.host;
    unwrap(await core.as('super').execute('merchant.export', ALL));
    const afterExport = core.core.context.audit.head;
    unwrap(await core.core.execute('session.signOut', {}));
    await core.core.context.anchors.flush();
    expect(anchors.map((a) => [a.why, a.seq])).toEqual([
      ['export', afterExport.seq],
      ['signOut', afterExport.seq + 1],
    ]);
    expect(anchors[0]).toMatchObject({ head: afterExport.hash, installId: core.host.sentinel!.installId });
    for (let n = afterExport.seq + 1; n < 205; n++)
      await core.as('readonly').ask('audit.list', { log: 'all', limit: 1 });
    await core.core.context.anchors.flush();
    expect(anchors.slice(2).map((a) => [a.why, a.seq])).toEqual([
      ['rows', 100],
      ['rows', 200],
    ]);
  });

  it('keep working when one cannot be written: the log says what nothing vouches for', async () => {
    core.host.appendAnchor = () => Promise.reject(new Error('disk'));
    core.host.writeSentinel = () => Promise.reject(new Error('disk'));
    const known = core.host.sentinel!.auditSeq;
    unwrap(await core.as('super').execute('merchant.export', ALL));
    expect(await verify()).toMatchObject({
      verdict: 'unanchored',
      agreesTo: known,
      tail: core.core.context.audit.head.seq - known,
    });
    expect(core.host.lines.map((line) => line.event)).toContain('audit.anchor_not_written');
  });

  it('are shown with the head to who may verify', async () => {
    unwrap(await core.as('super').execute('merchant.export', ALL));
    const shown = unwrap(await core.as('auditor').ask('audit.anchors', {}));
    expect(shown.head).toEqual(core.core.context.audit.head);
    expect(shown.anchors.map((a) => a.why)).toEqual(expect.arrayContaining(['export', 'sentinel']));
    expect(await core.as('entry').ask('audit.anchors', {})).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('super').ask('audit.anchors', { x: 1 } as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('of another installation vouch for nothing here', async () => {
    core.host.anchors.push({ installId: 'other', seq: 2, head: 'f'.repeat(64), at: 0, why: 'rows' });
    expect(await verify()).toMatchObject({ verdict: 'ok' });
  });
});

describe('after a restart', () => {
  it('a log cut at the end is told by the anchors, though its chain is whole', async () => {
    unwrap(await core.as('super').execute('merchant.export', ALL));
    await createOne(core, 1);
    const { seq } = core.core.context.audit.head;
    await auditTable()
      .where('seq')
      .above(seq - 2)
      .delete();
    core = await core.reopen();
    expect(await verify()).toMatchObject({ verdict: 'truncated', brokenSeq: seq - 1 });
  });

  it('an older database that was put back and worked on is told by the anchors', async () => {
    const older = await auditTable().toArray();
    unwrap(await core.as('super').execute('merchant.export', ALL));
    await createOne(core, 1);
    await auditTable().clear();
    await auditTable().bulkAdd(older);
    core = await core.reopen();
    expect(await verify()).toMatchObject({ verdict: 'truncated', brokenSeq: older.length + 1 });
    for (let n = 0; n < 4; n++) await createOne(core, 10 + n);
    expect(await verify()).toMatchObject({
      verdict: 'altered',
      cause: 'anchor',
      agreesTo: 0,
      brokenSeq: older.length + 1,
    });
  });
});

describe('verifying', () => {
  it('tells how far it is, and can be stopped', async () => {
    const seen: number[] = [];
    await core.as('super').ask('audit.verify', {}); // assumes the session
    const call = { onProgress: (done: number) => void seen.push(done) };
    expect(unwrap(await core.core.ask('audit.verify', {}, call)).verdict).toBe('ok');
    expect(seen).toEqual([await auditTable().count()]);
    const stopped = await core.core.ask('audit.verify', {}, { isCancelled: () => true });
    expect(stopped).toEqual({ ok: false, error: { code: 'operation.cancelled' } });
  });
});

describe('starting over after a loss', () => {
  it('begins the new log by saying what was lost', async () => {
    const { host } = core;
    await createOne(core, 1);
    await core.close();
    // Ids of tests begin anew with every core; those of installations never do.
    host.sentinel = { ...host.sentinel!, installId: 'lost' };
    const again = await openCore({ host, startOver: true });
    const first = (await auditTable(again).toArray())[0]!;
    expect(first).toMatchObject({ action: 'system.dataLost', seq: 1, counts: { merchants: 1 } });
    expect(await verify(again)).toMatchObject({ verdict: 'ok' });
    await again.close();
    core = await openCore();
  });
});
