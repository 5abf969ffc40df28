import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import {
  createOne,
  dumpTables,
  failInTransaction,
  importRows,
  listOf,
  syntheticMerchant,
} from '../../support/factories/merchants';

const DAY = 86_400_000;
let core: OpenedCore;
/** The archive's bulk deed is older than the cut, an entry per day follows. */
let cut: number;

beforeEach(async () => {
  core = await openCore();
  await importRows(
    core,
    Array.from({ length: 25 }, (_, i) => syntheticMerchant(i)),
  );
  const ids = (await listOf(core)).map((row) => row.id);
  unwrap(await core.as('super').execute('merchant.setStatus', { ids, to: 'ACTIVE', reason: '批量' }));
  core.clock.advance(40 * DAY);
  cut = core.clock.now();
  core.clock.advance(DAY);
  await createOne(core, 100);
});
afterEach(() => core.close());

const boss = () => core.as('super');
const table = () => core.core.context.db.table('audit');
const verify = async () => unwrap(await boss().ask('audit.verify', {}));
const make = async (before = cut) => unwrap(await boss().ask('audit.makeArchive', { before }));
const archive = (bytes: Uint8Array<ArrayBuffer>, fileName = 'a.mdaudit') =>
  boss().execute('audit.archive', { fileName, bytes });
const open = async (bytes: Uint8Array<ArrayBuffer>) =>
  unwrap(await core.as('auditor').ask('audit.openArchive', { bytes, limit: 500 }));

/** The file with its lines changed, packed again. */
function changed(bytes: Uint8Array, change: (lines: string[]) => string[]): Uint8Array<ArrayBuffer> {
  const lines = gunzipSync(bytes).toString('utf8').trimEnd().split('\n');
  return new Uint8Array(gzipSync(`${change(lines).join('\n')}\n`));
}

describe('audit.archive', () => {
  it('moves older entries and their rows into the file; the chain goes on and says where', async () => {
    const all = await table().toArray();
    const { bytes, fromSeq, toSeq } = await make();
    expect([fromSeq, toSeq]).toEqual([1, all.length - 1]);
    expect(await table().count()).toBe(all.length);
    expect(unwrap(await archive(bytes))).toEqual({ fromSeq: 1, toSeq });
    const left = await table().toArray();
    expect(left.map((e) => e.action)).toEqual(['merchant.create', 'audit.archive']);
    expect(await core.core.context.db.table('auditRows').count()).toBe(0);
    expect(await verify()).toMatchObject({ verdict: 'ok', rows: 2, archived: toSeq, seq: all.length + 1 });
    core = await core.reopen();
    await createOne(core, 101);
    expect(await verify()).toMatchObject({ verdict: 'ok', archived: toSeq });
    const list = unwrap(await core.as('auditor').ask('audit.archives', {}));
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ fromSeq: 1, toSeq, fileName: 'a.mdaudit', byName: '测试超管' });
  });

  it('archives again later, from where the last archive ended', async () => {
    const first = await make();
    unwrap(await archive(first.bytes));
    core.clock.advance(40 * DAY);
    await createOne(core, 102);
    const second = await make(core.clock.now());
    expect(second.fromSeq).toBe(first.toSeq + 1);
    unwrap(await archive(second.bytes, 'b.mdaudit'));
    expect(await verify()).toMatchObject({ verdict: 'ok', archived: second.toSeq });
  });

  it('gives the file back for looking, entries and rows as they were', async () => {
    const stored = await table().toArray();
    const { bytes, toSeq } = await make();
    unwrap(await archive(bytes));
    const file = await open(bytes);
    expect(file).toMatchObject({ verdict: 'ok', brokenSeq: 0, fromSeq: 1, toSeq, company: '示例商管公司', next: null });
    expect(file.rows.map((row) => [row.seq, row.hash])).toEqual(
      stored
        .slice(0, toSeq)
        .reverse()
        .map((row) => [row.seq, row.hash]),
    );
    const auditor = core.as('auditor');
    const first = unwrap(await auditor.ask('audit.openArchive', { bytes, limit: 3 }));
    const more = { sha256: file.sha256, before: first.next!, limit: 500 };
    const rest = unwrap(await auditor.ask('audit.openArchive', more));
    expect([...first.rows, ...rest.rows]).toEqual(file.rows);
  });

  it('names every way a file can be wrong, and moves nothing for it', async () => {
    const { bytes } = await make();
    const before = await dumpTables(core);
    const lied = changed(bytes, (lines) => lines.map((line) => line.replace('批量', '别的')));
    expect(await open(lied)).toMatchObject({ verdict: 'altered' });
    expect((await open(lied)).brokenSeq).toBeGreaterThan(1);
    const rows = changed(bytes, (lines) =>
      lines.map((line) => line.replace('"SUBMITTED","ACTIVE"', '"DRAFT","ACTIVE"')),
    );
    expect(await open(rows)).toMatchObject({ verdict: 'altered' });
    const shorter = changed(bytes, (lines) => [...lines.slice(0, 3), ...lines.slice(4)]);
    expect(await open(shorter)).toMatchObject({ verdict: 'altered', brokenSeq: 3 });
    const mac = changed(bytes, (lines) => lines.map((line) => line.replace(/"mac":"[^"]{44}"}$/, `"mac":"x"}`)));
    expect(['altered', 'signature']).toContain((await open(mac)).verdict);
    for (const wrong of [lied, rows, shorter, mac]) {
      expect(await archive(wrong)).toMatchObject({ error: { code: 'audit.archive_differs' } });
    }
    for (const broken of [bytes.slice(0, bytes.length >> 1), new Uint8Array([1, 2, 3]), new Uint8Array(0)]) {
      expect(await archive(broken)).toMatchObject({ error: { code: 'audit.archive_unreadable' } });
      expect(await core.as('auditor').ask('audit.openArchive', { bytes: broken, limit: 1 })).toMatchObject({
        error: { code: 'audit.archive_unreadable' },
      });
    }
    expect(await dumpTables(core)).toBe(before);
    expect(await open(bytes)).toMatchObject({ verdict: 'unknown' });
  });

  it('cannot be faked: a record without an entry that names it, or another than it names, is told', async () => {
    const { bytes, toSeq } = await make();
    unwrap(await archive(bytes));
    const archives = core.core.context.db.table('auditArchives');
    const [record] = await archives.toArray();
    await archives.put({ ...record!, fileSha256: 'f'.repeat(64) });
    expect(await verify()).toMatchObject({ verdict: 'altered', cause: 'archive' });
    await archives.clear();
    expect(await verify()).toMatchObject({ verdict: 'gap', brokenSeq: 1 });
    await archives.put(record!);
    await table().delete(toSeq + 1);
    expect(await verify()).toMatchObject({ verdict: 'gap', brokenSeq: toSeq + 1 });
  });

  it('is denied without the right, refused where nothing is old enough, and rolls back whole', async () => {
    const { bytes } = await make();
    const input = { fileName: 'a', bytes };
    expect(await core.as('auditor').execute('audit.archive', input)).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('auditor').ask('audit.makeArchive', { before: cut })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('entry').ask('audit.archives', {})).toMatchObject({ error: { code: 'access.denied' } });
    expect(await boss().ask('audit.makeArchive', { before: 1 })).toMatchObject({
      error: { code: 'audit.nothing_to_archive' },
    });
    expect(await boss().execute('audit.archive', { fileName: 'a', bytes: 'x' as never })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    expect((await archive(bytes)).ok).toBe(false);
    stop();
    expect(await dumpTables(core)).toBe(before);
    expect(await verify()).toMatchObject({ verdict: 'ok' });
  });
});
