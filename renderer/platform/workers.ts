import type { CommandIo, CommandName, QueryIo, QueryName, SetupStatus, CallOptions } from '@shared/contracts/core';
import { fail, type Result } from '@shared/kernel/result';
import { connectCore, type CoreConnection } from '@renderer/workers/rpc/core-rpc';
import { connectSheet, type SheetConnection } from '@renderer/workers/rpc/sheet-rpc';
import { getBridge } from './bridge';

let coreConnection: CoreConnection | undefined;
let sheetConnection: SheetConnection | undefined;

/** The core's worker, started at the first call. */
export function core(): CoreConnection {
  coreConnection ??= connectCore(
    new Worker(new URL('../workers/core.worker.ts', import.meta.url), { type: 'module', name: 'core' }),
  );
  return coreConnection;
}

/** Opens the data. `steal` takes it over from another window of this browser. */
export async function startCore(steal: boolean, ignoreSpace = false): Promise<Result<SetupStatus['state']>> {
  // The worker's code is on its way while the outside is asked what it is.
  const connection = core();
  const { system, files, backups, journal } = getBridge();
  const info = await system.info();
  const host = {
    readSentinel: async () => orThrow(await system.readSentinel()),
    writeSentinel: async (sentinel: Parameters<typeof system.writeSentinel>[0]) =>
      orThrow(await system.writeSentinel(sentinel)),
    readThrottle: async () => orThrow(await system.readThrottle()),
    writeThrottle: async (json: string) => orThrow(await system.writeThrottle(json)),
    appendAnchor: async (anchor: Parameters<typeof system.appendAnchor>[0]) =>
      orThrow(await system.appendAnchor(anchor)),
    readAnchors: async () => orThrow(await system.readAnchors()),
    freeSpace: async () => orThrow(await system.freeSpace()),
    readPicked: (...part: Parameters<typeof files.read>) => files.read(...part),
    backups,
    journal,
    log: (...line: Parameters<typeof system.log>) => void system.log(...line),
  };
  try {
    return await connection.start(host, { appVersion: info.ok ? info.value.appVersion : '', steal, ignoreSpace });
  } catch {
    return fail('storage.unavailable');
  }
}

export function askCore<N extends QueryName>(
  name: N,
  input: QueryIo[N]['input'],
  options?: CallOptions,
): Promise<Result<QueryIo[N]['output']>> {
  return core().ask(name, input, options);
}

export function runCommand<N extends CommandName>(
  name: N,
  input: CommandIo[N]['input'],
  options?: CallOptions,
): Promise<Result<CommandIo[N]['output']>> {
  return core().execute(name, input, options);
}

/** The spreadsheet worker, with a port of its own to the core. After `terminate()` the next call starts a fresh one. */
export async function sheet(): Promise<SheetConnection> {
  if (sheetConnection) return sheetConnection;
  const worker = new Worker(new URL('../workers/sheet.worker.ts', import.meta.url), { type: 'module', name: 'sheet' });
  sheetConnection = connectSheet(worker, core().openPort(), () => (sheetConnection = undefined));
  return sheetConnection;
}

/** What the outside remembers must be readable: guessing "nothing" could hand a lost database to anybody. */
function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.code);
}
