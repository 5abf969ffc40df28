import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { can } from '@shared/access/can';
import { ROLE_IDS } from '@shared/access/roles';
import type { CommandName, QueryName } from '@shared/contracts/core';
import { unwrap, type Result } from '@shared/kernel/result';
import { COMMANDS } from '@renderer/core/commands';
import { QUERIES } from '@renderer/core/queries';
import { rightsOfRole } from '../../support/rights-of-role';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';
import { storedRows } from '../../support/stored-rows';

/** Every entry of both registries, without naming one: what is added later is held to the same. */
const ENTRIES = [...COMMANDS.values(), ...QUERIES.values()];
const GUARDED = ENTRIES.filter((entry) => entry.access !== 'public');
const NONSENSE = { nonsense: true } as never;
const SIGN_IN = { loginName: 'super', password: TEST_PASSWORD.super };

let opened: OpenedCore;

beforeAll(async () => {
  opened = await openCore();
});
afterAll(() => opened.close());

function call(who: Pick<OpenedCore['core'], 'execute' | 'ask'>, name: string): Promise<Result<unknown>> {
  return COMMANDS.has(name) ? who.execute(name as CommandName, NONSENSE) : who.ask(name as QueryName, NONSENSE);
}

/** All that is stored but the audit. */
async function stored(): Promise<string> {
  const tables = opened.core.context.db.dexie.tables.filter((table) => table.name !== 'audit');
  return JSON.stringify(await Promise.all(tables.map(async (table) => [table.name, await storedRows(table)])));
}
const auditCount = () => opened.core.context.db.table('audit').count();
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('every command and query of the gate', () => {
  it.each(ROLE_IDS)(
    'is denied to the role %s where it lacks the permission, with an entry, and only there',
    async (role) => {
      const before = await stored();
      const entries = await auditCount();
      const denied: string[] = [];
      for (const entry of GUARDED) {
        const code = codeOf(await call(opened.as(role), entry.name));
        // Who may is told that the input is nonsense: permission is asked first, and grants nothing by itself.
        expect(code, entry.name).toBe(can(rightsOfRole(role), entry.access) ? 'input.invalid' : 'access.denied');
        if (code === 'access.denied') denied.push(entry.name);
      }
      const written = await opened.core.context.db.table('audit').where('seq').above(entries).toArray();
      expect(written.map((row) => [row.action, row.actorId, row.result])).toEqual(
        denied.map((name) => [name, opened.admins[role], 'denied']),
      );
      expect(await stored()).toBe(before);
    },
  );

  it('is refused before anybody signed in, unless it is public; the public ones read their input first', async () => {
    await opened.core.execute('session.signOut', {});
    const before = await stored();
    const entries = await auditCount();
    for (const entry of ENTRIES) {
      const code = codeOf(await call(opened.core, entry.name));
      expect(code, entry.name).toBe(entry.access === 'public' ? 'input.invalid' : 'access.signed_out');
    }
    expect(await stored()).toBe(before);
    expect(await auditCount()).toBe(entries);
  });

  it('is refused on a locked screen, but for what a locked screen is for', async () => {
    unwrap(await opened.core.execute('session.signIn', SIGN_IN));
    unwrap(await opened.core.execute('session.lock', { reason: 'user' }));
    const open: string[] = [];
    for (const entry of GUARDED) {
      const code = codeOf(await call(opened.core, entry.name));
      if (code === 'access.locked') continue;
      expect(code, entry.name).toBe('input.invalid');
      open.push(entry.name);
    }
    expect(open.sort()).toEqual(['session.lock', 'session.signOut', 'session.unlock']);
  });
});
