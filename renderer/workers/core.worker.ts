import { z } from 'zod/mini';
import type { ChangeNotice, CommandIo, CommandName, QueryIo, QueryName, SetupStatus } from '@shared/contracts/core';
import { fail, ok, type Result } from '@shared/kernel/result';
import type { CoreHost } from '@renderer/core/context';
import { Core } from '@renderer/core/core';
import { QUERIES } from '@renderer/core/queries';
import { holdCoreLock } from './rpc/core-lock';
import { exposeCore, exposeCoreRemote, type CoreRemote, type StartOptions } from './rpc/core-rpc';

// The page's policy forbids eval; zod would probe for it and leave a report behind.
z.config({ jitless: true });

let core: Core | null = null;
let begin: ((afresh: boolean) => Promise<Result<SetupStatus['state']>>) | null = null;
const cancelled = new Set<number>();

const remote: CoreRemote = {
  async execute(name, input, callId, onProgress) {
    if (!core) return fail('storage.closed');
    try {
      return await core.execute(name as CommandName, input as CommandIo[CommandName]['input'], {
        isCancelled: () => cancelled.has(callId),
        ...(onProgress && { onProgress: (done, total) => void onProgress(done, total) }),
      });
    } finally {
      cancelled.delete(callId);
    }
  },
  async ask(name, input) {
    if (!core) return fail('storage.closed');
    return core.ask(name as QueryName, input as QueryIo[QueryName]['input']);
  },
  cancel: (callId) => void cancelled.add(callId),
};

exposeCore({
  ...remote,
  async start(host, options, onChange) {
    const held = await holdCoreLock(options.steal, () => void giveUp(onChange));
    if (!held) return fail('storage.busy_elsewhere');
    begin = (afresh) => open(host, options, onChange, afresh);
    return begin(false);
  },
  async startOver() {
    if (core?.status !== 'recovery' || !begin) return fail('setup.already_done');
    await core.close();
    return begin(true);
  },
  attach: (port) => exposeCoreRemote(remote, port),
  async queryTables() {
    return Object.fromEntries([...QUERIES].map(([name, q]) => [name, q.tables]));
  },
  async close() {
    await core?.close();
    core = null;
  },
});

async function open(
  host: CoreHost,
  options: StartOptions,
  onChange: (notice: ChangeNotice) => void,
  afresh: boolean,
): Promise<Result<SetupStatus['state']>> {
  const started = await Core.start({
    engine: { indexedDB, IDBKeyRange },
    // After "start over" the old memory is answered as gone; the first sign-in writes a new one over it.
    host: afresh ? { ...bind(host), readSentinel: () => Promise.resolve(null) } : bind(host),
    appVersion: options.appVersion,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    ...(options.databaseName && { databaseName: options.databaseName }),
  });
  if (!started.ok) return started;
  core = started.value;
  core.onChange((notice) => void onChange(notice));
  return ok(core.status);
}

/** A comlink proxy has no own properties to spread. */
function bind(host: CoreHost): CoreHost {
  return {
    readSentinel: () => host.readSentinel(),
    writeSentinel: (sentinel) => host.writeSentinel(sentinel),
    readThrottle: () => host.readThrottle(),
    writeThrottle: (json) => host.writeThrottle(json),
    log: (level, event, detail) => void host.log(level, event, detail),
  };
}

/** Another window took the data over: nothing may be written from here any more. */
async function giveUp(onChange: (notice: ChangeNotice) => void): Promise<void> {
  await core?.close();
  core = null;
  onChange({ tables: ['moved'] });
}
