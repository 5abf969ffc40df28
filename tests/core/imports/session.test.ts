import { beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '@shared/contracts/sheet';
import { unwrap } from '@shared/kernel/result';
import { ImportSession } from '@renderer/workers/sheet/import-session';
import { merchantCells, ROW_HEADER } from '../../support/factories/merchant-row';
import { openCore, type OpenedCore } from '../../support/open-core';

const CLERK = 'entry';
const CANCELLED = { ok: false, error: { code: 'operation.cancelled' } };
/** Enough for every step to have a middle. */
const ROWS = 6_000;

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const newSession = () => new ImportSession(core.as(CLERK));

function table(rows: number, wrong: (n: number) => boolean = () => false): Blob {
  const lines = Array.from({ length: rows }, (_, n) => merchantCells(n + 1, wrong(n) ? { contactPhone: '123' } : {}));
  return new Blob([[ROW_HEADER, ...lines].map((cells) => cells.join('\t')).join('\r\n')]);
}

async function checked(rows: number, wrong?: (n: number) => boolean) {
  const session = newSession();
  const opened = unwrap(await session.open({ name: 'list.tsv', blob: table(rows, wrong) }));
  const { sheet, headerRow, mapping } = opened;
  const input = { sheet, headerRow, mapping, duplicateMode: 'skip' } as const;
  return { session, input, summary: unwrap(await session.planRows(input)) };
}

/** Progress that asks to stop when it is heard for the `n`th time, and what was heard. */
function stopping(session: ImportSession, n = 1) {
  const heard: Progress[] = [];
  return {
    heard,
    onProgress(progress: Progress) {
      heard.push(progress);
      if (heard.length === n) session.cancel();
    },
  };
}

describe('stopping an import session', () => {
  it('stops checking and keeps the file, so that it can be checked again', async () => {
    const session = newSession();
    const { sheet, headerRow, mapping } = unwrap(await session.open({ name: 'list.tsv', blob: table(ROWS) }));
    const input = { sheet, headerRow, mapping, duplicateMode: 'skip' } as const;
    const { heard, onProgress } = stopping(session);
    expect(await session.planRows(input, onProgress)).toMatchObject(CANCELLED);
    expect(heard[0]).toMatchObject({ phase: 'check', total: ROWS });
    expect(unwrap(await session.planRows(input)).valid).toBe(ROWS);
  });

  it('stops a dry run in the core, stores nothing, and works it out the next time', async () => {
    const { session } = await checked(ROWS);
    const { heard, onProgress } = stopping(session, 2);
    expect(await session.dryRun(onProgress)).toMatchObject(CANCELLED);
    expect(heard).toHaveLength(2);
    expect(heard[1]).toEqual({ phase: 'prepare', done: 2_000, total: ROWS });
    expect(unwrap(await session.dryRun())).toMatchObject({ create: ROWS, failed: 0 });
  });

  it('stops a commit before anything is stored; the plan is still there for the next try', async () => {
    const { session } = await checked(ROWS);
    const { onProgress } = stopping(session);
    const input = { onlyValid: true, allowSameFile: false };
    expect(await session.commit(input, onProgress)).toMatchObject(CANCELLED);
    expect(unwrap(await core.as(CLERK).ask('import.batches', { offset: 0, limit: 1 })).total).toBe(0);
    expect(unwrap(await session.commit(input))).toMatchObject({ created: ROWS, failed: 0 });
  });

  it('takes a change back that was stopped halfway', async () => {
    const { session } = await checked(ROWS);
    const replace = { kind: 'replace', field: 'remark', find: '', to: '新', filter: 'all', whole: true } as never;
    const { onProgress } = stopping(session);
    const stopped = await session.bulk(replace, false, onProgress);
    if (stopped.ok) expect(stopped.value.touched).toBe(0);
    else expect(stopped).toMatchObject(CANCELLED);
    expect(unwrap(session.rows('changed', 0, 1)).total).toBe(0);
  });

  it('stops writing the rows left over, tells how far it was, and writes them the next time', async () => {
    const { session } = await checked(2_000, (n) => n % 2 === 0);
    const { heard, onProgress } = stopping(session, 2);
    expect(await session.failedWorkbook('zh', onProgress)).toMatchObject(CANCELLED);
    expect(heard.at(-1)).toMatchObject({ phase: 'export', total: 1_000 });
    const all: Progress[] = [];
    expect(unwrap(await session.failedWorkbook('zh', (progress) => all.push(progress))).length).toBeGreaterThan(0);
    expect(all.at(-1)).toEqual({ phase: 'export', done: 1_000, total: 1_000 });
  });
});

describe('resuming an import', () => {
  it('brings file, mapping and every decision back in a new session, and is gone after its commit', async () => {
    const { session, input } = await checked(30, (n) => n === 4);
    unwrap(await session.change((plan) => plan.edit([{ row: 6, field: 'contactPhone', text: '13900000001' }])));
    unwrap(await session.change((plan) => plan.removeRows([10])));
    unwrap(await session.close());

    const next = newSession();
    expect(unwrap(await next.pending())).toMatchObject({ fileName: 'list.tsv', rows: 29, changes: 2 });
    const resumed = unwrap(await next.resume());
    expect(resumed).toMatchObject({ mapping: input.mapping, summary: { valid: 29, invalid: 0, removed: 1 } });
    expect(unwrap(await next.commit({ onlyValid: true, allowSameFile: false })).created).toBe(29);
    expect(unwrap(await newSession().pending())).toBeNull();
  });

  it('can be stopped, and is then still offered', async () => {
    const { session } = await checked(ROWS, (n) => n === 4);
    unwrap(await session.change((plan) => plan.removeRows([10])));
    unwrap(await session.close());
    const next = newSession();
    const { onProgress } = stopping(next);
    expect(await next.resume(onProgress)).toMatchObject(CANCELLED);
    expect(unwrap(await newSession().pending())).toMatchObject({ rows: ROWS - 1 });
    expect(unwrap(await newSession().resume()).summary).toMatchObject({ removed: 1 });
  });
});
