import { IDBDatabase as MemoryDatabase } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod/mini';
import { REVEAL_RIGHT } from '@shared/access/reveal';
import type { GateAccess } from '@shared/access/resources';
import { ROLE_IDS } from '@shared/access/roles';
import { isInScope, type DataScope, type ResolvedScope } from '@shared/access/scope';
import type { CommandName, QueryName } from '@shared/contracts/core';
import type { Result } from '@shared/kernel/result';
import { COMMANDS } from '@renderer/core/commands';
import type { CoreContext } from '@renderer/core/context';
import { refuse } from '@renderer/core/define';
import { QUERIES } from '@renderer/core/queries';
import { openCore, type OpenedCore } from '../../support/open-core';

/** Inputs for which an entry asks for more than its own permission: each is a row of its own. */
const NEEDS: Readonly<Record<string, readonly object[]>> = {
  'admin.invite': [
    { field: 'no rights', rights: { roleIds: [], grants: [] } },
    { field: 'some rights', rights: { roleIds: ['entry'], grants: [] } },
  ],
  'admin.delete': [
    { field: 'owns nothing', heirId: '' },
    { field: 'with an heir', heirId: 'x' },
  ],
  'backup.create': [{}, { field: 'not encrypted', seal: { kind: 'none' } }],
  'view.keep': [{}, { field: 'default of a role', isRoleDefault: true }],
  'merchant.reveal': Object.keys(REVEAL_RIGHT).map((field) => ({ id: 'x', field })),
  'merchant.export': [{}, { clear: true }],
};
/** Five merchants, as far as a scope looks at them. The last is the asker's, the one before a subordinate's. */
const MERCHANTS = [
  { id: 'm1', ownerId: 'else', regionCode: '330106' },
  { id: 'm2', ownerId: 'else', regionCode: '440304' },
  { id: 'm3', ownerId: 'else', regionCode: '110105' },
  { id: 'm4', ownerId: 'STAFF', regionCode: '510104' },
  { id: 'm5', ownerId: 'SELF', regionCode: '610102' },
];
const SCOPES: readonly DataScope[] = [
  { kind: 'all' },
  { kind: 'region', regions: ['33', '4403'] },
  { kind: 'merchant', merchantIds: ['m3'] },
  { kind: 'team' },
  { kind: 'self' },
];

interface Row {
  name: string;
  input: object;
  access: GateAccess;
}
type AnyEntry = Record<'input' | 'run' | 'prepare' | 'needs' | 'pin', unknown> & { name: string; access: GateAccess };
const ENTRIES = [...COMMANDS.values(), ...QUERIES.values()] as unknown as AnyEntry[];
const ROWS: Row[] = ENTRIES.flatMap((entry) =>
  (NEEDS[entry.name] ?? [{}]).map((input) => ({ name: entry.name, input, access: entry.access })),
);

/** The registries are shared with the tests that follow in the same process. */
const AS_THEY_ARE = ENTRIES.map((entry) => ({ ...entry }));

let opened: OpenedCore;
/** Reach that the gate handed to an entry, when it let the call through. */
let reached: ResolvedScope | null = null;
const STAFF = 'staff';

/** Thousands of calls, on a machine that may be busy. */
const PATIENCE = 180_000;
/** Every transaction of the engine. Dexie takes the method over when it opens. */
const opens = vi.spyOn(MemoryDatabase.prototype, 'transaction');

beforeAll(async () => {
  opened = await openCore();
  // What an entry does with its reach is tested elsewhere; here it tells what the gate gave it, and gives up.
  for (const entry of ENTRIES) {
    const tell = (ctx: CoreContext): never => {
      reached = ctx.scope;
      return refuse('operation.cancelled');
    };
    entry.input = z.any();
    // Whether an input asks for the PIN is decided by its values, and there are none here.
    if (typeof entry.pin === 'function') entry.pin = undefined;
    if (COMMANDS.has(entry.name)) entry.prepare = tell;
    else entry.run = tell;
  }
});
afterAll(async () => {
  await opened.close();
  ENTRIES.forEach((entry, i) => Object.assign(entry, { prepare: undefined, pin: undefined }, AS_THEY_ARE[i]));
  opens.mockRestore();
});

describe('the matrix of every command and query, every built-in role and every scope', () => {
  it(
    'is what the golden file says, through the gate',
    async () => {
      const lines: string[] = [];
      for (const row of ROWS) lines.push(`${labelOf(row)} ${(await cellsOf(row)).join(' ')}`);
      const head = `${'entry'.padEnd(WIDTH)} ${ROLE_IDS.map((role) => role.padEnd(SCOPES.length)).join(' ')}`;
      await expect([ABOUT, head, ...lines, ''].join('\n')).toMatchFileSnapshot('./matrix.golden.txt');
    },
    PATIENCE,
  );

  it('has a row for every entry, and rows for every further permission an entry can ask for', () => {
    expect(new Set(ROWS.map((row) => row.name))).toEqual(new Set([...COMMANDS.keys(), ...QUERIES.keys()]));
    expect(ENTRIES.filter((entry) => entry.needs !== undefined).map((entry) => entry.name)).toEqual(Object.keys(NEEDS));
    for (const [name, inputs] of Object.entries(NEEDS)) {
      const { any, of } = COMMANDS.get(name)!.needs!;
      expect(new Set(inputs.flatMap((input) => of(input as never)))).toEqual(new Set(any));
    }
  });

  it(
    'lets no denied call open a table for anything but its entry in the audit',
    async () => {
      let denied = 0;
      for (const role of ROLE_IDS) {
        for (const row of ROWS) {
          opens.mockClear();
          reached = null;
          const result = await call(role, row);
          if (result.ok || result.error.code !== 'access.denied') continue;
          denied++;
          const tables = opens.mock.calls.flatMap(([names, mode]) => (mode === 'readwrite' ? [names].flat() : []));
          // Who may write at all is looked up in `meta`.
          expect(new Set(tables), `${role} ${labelOf(row)}`).toEqual(new Set(['audit', 'meta']));
          expect(reached, `${role} ${labelOf(row)}`).toBeNull();
        }
      }
      expect(denied).toBeGreaterThan(100);
    },
    PATIENCE,
  );
});

const WIDTH = 46;
const ABOUT = `# Per role five scopes: ${SCOPES.map((scope) => scope.kind).join(', ')}. "-" denied, "+" allowed and about no merchants,
# a digit: allowed, and how many of five merchants the gate lets it reach (two in the regions, one listed, one own, one of the team).
# A change that is meant: run this test with -u and read the difference.`;

function labelOf({ name, input, access }: Row): string {
  const further = 'clear' in input ? 'clear' : (input as { field?: string }).field;
  return `${name}${further ? `(${further})` : ''} ${access}`.padEnd(WIDTH);
}

async function cellsOf(row: Row): Promise<string[]> {
  const cells: string[] = [];
  for (const role of ROLE_IDS) {
    let cell = '';
    for (const scope of SCOPES) {
      give(role, scope);
      reached = null;
      const result = await call(role, row);
      cell += result.ok ? '?' : mark(result.error.code, row, role);
    }
    cells.push(cell);
  }
  return cells;
}

/** Straight into the directory: the gate decides by nothing else, and thirty sign-ins are saved. */
function give(role: (typeof ROLE_IDS)[number], scope: DataScope): void {
  const { access } = opened.core.context;
  const admin = access.admin(opened.admins[role])!;
  const staff = { ...admin, id: STAFF, loginKey: 'staff', roleIds: ['readonly'], managerId: admin.id };
  access.apply({
    writtenTo: (table: string) =>
      new Map(table === 'admins' ? [[admin.id, { ...admin, scope }] as const, [STAFF, staff] as const] : []),
  } as never);
}

async function call(role: (typeof ROLE_IDS)[number], { name, input }: Row): Promise<Result<unknown>> {
  const as = opened.as(role);
  return COMMANDS.has(name) ? as.execute(name as CommandName, input as never) : as.ask(name as QueryName, input);
}

function mark(code: string, { access }: Row, role: (typeof ROLE_IDS)[number]): string {
  if (code === 'access.denied') return '-';
  expect(code).toBe('operation.cancelled');
  if (!/^(merchant|import|bill|txn|channel|report|profit):/.test(access)) return '+';
  const own = opened.admins[role];
  const rows = MERCHANTS.map((row) => ({
    ...row,
    ownerId: row.ownerId === 'SELF' ? own : row.ownerId === 'STAFF' ? STAFF : row.ownerId,
  }));
  return String(rows.filter((row) => isInScope(reached!, row)).length);
}
