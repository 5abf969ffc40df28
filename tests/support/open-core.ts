import { IDBFactory as MemoryIndexedDB, IDBKeyRange as MemoryKeyRange } from 'fake-indexeddb';
import { ROLE_IDS, type RoleId } from '@shared/access/roles';
import type { CallOptions, CommandIo, CommandName, QueryIo, QueryName } from '@shared/contracts/core';
import { unwrap, type Result } from '@shared/kernel/result';
import { COMMANDS } from '@renderer/core/commands';
import { Core } from '@renderer/core/core';
import { QUERIES } from '@renderer/core/queries';
import type { KeyRing } from '@renderer/core/vault/keyring';
import type { StorageEngine } from '@renderer/data/db';
import { MemoryHost } from './memory-host';

export interface OpenCoreOptions {
  /** Epoch ms at which the clock stands; it moves only by `core.clock.advance`. Default 2026-01-05 09:00 in Shanghai. */
  now?: number;
  /** Real IndexedDB instead of memory, for the suites that run in Chromium. */
  engine?: StorageEngine;
  databaseName?: string;
  host?: MemoryHost;
  /** false: stop before the first-run set-up; there are no admins then. */
  setup?: boolean;
  companyName?: string;
  /** Open though the disk is nearly full. */
  ignoreSpace?: boolean;
  /** Go on with data that is older than its journal. */
  goOn?: boolean;
  /** Leave what the host remembers behind. */
  startOver?: boolean;
}

/** A built-in role's own admin, or the id of any other. */
export type Who = RoleId | (string & {});

export interface CoreAs {
  execute<N extends CommandName>(
    name: N,
    input: CommandIo[N]['input'],
    options?: CallOptions,
  ): Promise<Result<CommandIo[N]['output']>>;
  ask<N extends QueryName>(
    name: N,
    input: QueryIo[N]['input'],
    options?: CallOptions,
  ): Promise<Result<QueryIo[N]['output']>>;
}

export interface OpenedCore {
  as(who: Who): CoreAs;
  /** The registries, by name. */
  commands: typeof COMMANDS;
  queries: typeof QUERIES;
  /** The core itself with whatever session it has: for sign-in, lock and recovery. */
  core: Core;
  host: MemoryHost;
  engine: StorageEngine;
  clock: { now(): number; advance(ms: number): void };
  admins: Record<RoleId, string>;
  /** Of the super admin, as the first-run wizard shows it. */
  recoveryCode: string;
  close(): Promise<void>;
  /** Closes and starts again over the same stored data, as after a restart of the program. */
  reopen(): Promise<OpenedCore>;
}

/** Synthetic sign-in names and passwords of the built-in roles' admins. */
export const TEST_PASSWORD: Readonly<Record<RoleId, string>> = {
  super: 'copper lantern orbit 27',
  finance: 'violet anchor meadow 31',
  entry: 'walnut ribbon harbor 44',
  readonly: 'silver pebble canyon 58',
  manager: 'amber thistle lagoon 62',
  auditor: 'marble cricket summit 73',
  refund: 'saffron kettle glacier 86',
  service: 'indigo trumpet orchard 95',
};

const KDF_FOR_TESTS = { memoryKib: 64, iterations: 1, parallelism: 1 };

/** The real core on in-memory IndexedDB, with a fixed clock and ids, a company, and one admin per built-in role. */
export async function openCore(options: OpenCoreOptions = {}): Promise<OpenedCore> {
  const engine = options.engine ?? { indexedDB: new MemoryIndexedDB(), IDBKeyRange: MemoryKeyRange };
  const host = options.host ?? new MemoryHost();
  let time = options.now ?? Date.UTC(2026, 0, 5, 1, 0, 0);
  const clock = { now: () => time, advance: (ms: number) => void (time += ms) };
  let ids = 0;
  const newId = (): string => `id-${String(++ids).padStart(8, '0')}`;

  const start = async (): Promise<Core> =>
    unwrap(
      await Core.start({
        engine,
        host,
        appVersion: '0.0.0-test',
        now: clock.now,
        newId,
        vault: { kdf: KDF_FOR_TESTS },
        sentinelDelayMs: 0,
        ...(options.startOver && { startOver: true }),
        ...(options.goOn && { goOn: true }),
        ...(options.ignoreSpace && { ignoreSpace: true }),
        ...(options.databaseName && { databaseName: options.databaseName }),
      }),
    );

  const core = await start();
  const recoveryCode = options.setup === false ? '' : await setUp(core, options.companyName ?? '示例商管公司');
  const admins = await roleAdmins(core);
  return opened(core, admins, recoveryCode);

  function opened(running: Core, roleIds: Record<RoleId, string>, code: string): OpenedCore {
    let tail: Promise<unknown> = Promise.resolve();
    const { vault } = running.context;
    const ring = vault.isOpen ? vault.ring : null;
    const acting = <T>(who: Who, call: () => Promise<T>): Promise<T> => {
      // One at a time: the session belongs to the core, not to the caller.
      const result = tail.then(async () => {
        await assume(running, roleIds[who as RoleId] ?? who, ring);
        return call();
      });
      tail = result.catch(() => undefined);
      return result;
    };
    return {
      as: (who) => ({
        execute: (name, input, call) => acting(who, () => running.execute(name, input, call)),
        ask: (name, input, options) => acting(who, () => running.ask(name, input, options)),
      }),
      commands: COMMANDS,
      queries: QUERIES,
      core: running,
      host,
      engine,
      clock,
      admins: roleIds,
      recoveryCode: code,
      close: () => running.close(),
      async reopen() {
        await running.close();
        const again = await start();
        if (ring) again.context.vault.open(ring);
        return opened(again, roleIds, code);
      },
    };
  }
}

async function setUp(core: Core, companyName: string): Promise<string> {
  const created = await core.execute('setup.create', {
    companyName,
    loginName: 'super',
    adminName: '测试超管',
    password: TEST_PASSWORD.super,
    locale: 'zh',
  });
  for (const roleId of ROLE_IDS.filter((r) => r !== 'super')) {
    unwrap(
      await core.execute('admin.create', {
        loginName: roleId,
        name: `测试${roleId}`,
        roleId,
        password: TEST_PASSWORD[roleId],
      }),
    );
  }
  return unwrap(created).recoveryCode;
}

async function roleAdmins(core: Core): Promise<Record<RoleId, string>> {
  // Where the data is gone there is nobody.
  const { db } = core.context;
  const rows = db.isOpen ? await db.table('admins').toArray() : [];
  return Object.fromEntries(rows.map((r) => [r.loginKey, r.id])) as Record<RoleId, string>;
}

async function assume(core: Core, adminId: string, ring: KeyRing | null): Promise<void> {
  const admin = await core.context.db.table('admins').get(adminId);
  if (!admin) throw new Error(`no such admin: ${adminId}`);
  core.context.session.begin({ ...admin, mustChangePassword: false }, `assumed-${admin.id}`, 0, () => undefined);
  if (ring && !core.context.vault.isOpen) core.context.vault.open(ring);
}
