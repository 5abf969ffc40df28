import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { superviseChild } from '@build/tools/check-file/guard.mjs';

const REFUSALS = { timeout: 'it took too long', bomb: 'it swelled', unexpected: 'it broke' };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-file-guard-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A child that says it reads, and then does this. */
function child(then: string): string {
  const path = join(folder, `child-${then.length}.mjs`);
  const reading = { type: 'reading', limitMs: 50, refusals: REFUSALS };
  writeFileSync(path, `process.send(${JSON.stringify(reading)}, () => { ${then} });`);
  return path;
}

const READ = `process.send({ type: 'read', limitMs: 50 }, () => { for (;;); });`;
const DONE = `process.send({ type: 'done', json: process.argv[2], exitCode: 0 });`;

describe('the guard of check-file', { timeout: 60_000 }, () => {
  it.each([
    ['hangs while it reads', 'for (;;);', REFUSALS.timeout],
    ['hangs while it checks what was read', READ, REFUSALS.timeout],
    ['is ended for its memory', "process.kill(process.pid, 'SIGABRT');", REFUSALS.bomb],
    ['ends without a word', 'process.exit(0);', REFUSALS.unexpected],
  ])('ends a child that %s', async (_, then, json) => {
    expect(await superviseChild(child(then), [])).toEqual({ json, exitCode: 2 });
  });

  it('passes on what a child answers', async () => {
    expect(await superviseChild(child(DONE), ['{"file":"a"}'])).toEqual({ json: '{"file":"a"}', exitCode: 0 });
  });
});
