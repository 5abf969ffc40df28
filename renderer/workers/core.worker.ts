import { z } from 'zod/mini';
import type {
  CallOptions,
  ChangeNotice,
  CommandIo,
  CommandName,
  QueryIo,
  QueryName,
  SetupStatus,
} from '@shared/contracts/core';
import { fail, ok, type Result } from '@shared/kernel/result';
import type { CoreHost } from '@renderer/core/context';
import { Core } from '@renderer/core/core';
import { QUERIES } from '@renderer/core/queries';
import { holdCoreLock } from './rpc/core-lock';
import { exposeCore, exposeCoreRemote, type CoreRemote, type StartOptions } from './rpc/core-rpc';

// The page's policy forbids eval; zod would probe for it and leave a report behind.
z.config({ jitless: true });

type Started = Result<SetupStatus['state']>;
/** Out of the recovery screen without recovering. */
type Again = 'startOver' | 'goOn';

let core: Core | null = null;
let releaseLock: (() => void) | null = null;
let beginAfresh: ((how: Again) => Promise<Started>) | null = null;
let starting: Promise<Started> | null = null;
let reopen: (() => Promise<void>) | null = null;

exposeCore({
  ...createRemote(),
  start(host, options, onChange) {
    // Twice asked is once started: a second core would fight the first for its own lock.
    starting ??= start(host, options, onChange).finally(() => (starting = null));
    return starting;
  },
  async startOver() {
    if (core?.status !== 'recovery' || !beginAfresh) return fail('setup.already_done');
    // Data that is there is gone on with; what is lost is left behind.
    const how = core.context.startup.lost?.reason === 'behind' ? 'goOn' : 'startOver';
    await core.close();
    return beginAfresh(how);
  },
  attach: (port) => exposeCoreRemote(createRemote(), port),
  async queryTables() {
    return Object.fromEntries([...QUERIES].map(([name, q]) => [name, q.tables]));
  },
  async leave() {
    await core?.leave();
    core = null;
    release();
  },
  async close() {
    await core?.close();
    core = null;
    release();
  },
});

/** One client's door to the core. Its call numbers are its own: another client's cancel does not meet them. */
function createRemote(): CoreRemote {
  const running = new Map<number, { cancelled: boolean }>();

  /** A call that can be cancelled by its number while it runs. */
  async function tracked<T>(
    callId: number,
    onProgress: ((done: number, total: number) => void) | undefined,
    run: (options: CallOptions) => Promise<T>,
  ): Promise<T> {
    const call = { cancelled: false };
    running.set(callId, call);
    try {
      return await run({
        isCancelled: () => call.cancelled,
        ...(onProgress && { onProgress: (done, total) => void onProgress(done, total) }),
      });
    } finally {
      running.delete(callId);
    }
  }

  return {
    async execute(name, input, callId, onProgress) {
      if (!core) return fail('storage.closed');
      const result = await tracked(callId, onProgress, (options) =>
        core!.execute(name as CommandName, input as CommandIo[CommandName]['input'], options),
      );
      // Answered only when the restored data can be worked with.
      if (core?.isReplaced) await reopen?.();
      return result;
    },
    async ask(name, input, callId, onProgress) {
      if (!core) return fail('storage.closed');
      return tracked(callId, onProgress, (options) =>
        core!.ask(name as QueryName, input as QueryIo[QueryName]['input'], options),
      );
    },
    cancel(callId) {
      const call = running.get(callId);
      if (call) call.cancelled = true;
    },
  };
}

async function start(
  host: CoreHost,
  options: StartOptions,
  onChange: (notice: ChangeNotice) => void,
): Promise<Started> {
  if (core) return ok(core.status);
  if (!releaseLock) {
    const lock = await holdCoreLock(options.steal, () => giveUp(onChange));
    if (!lock.ok) return lock;
    releaseLock = lock.value;
  }
  beginAfresh = (how) => open(host, options, onChange, how);
  reopen = async () => {
    const opened = await open(host, options, onChange, null);
    if (!opened.ok) core = null;
    const { tables } = opened.ok
      ? { tables: [...new Set([...QUERIES.values()].flatMap((query) => query.tables))] }
      : { tables: ['closed'] };
    onChange({ tables: [...tables] });
  };
  const started = await open(host, options, onChange, null);
  // Whoever could not open must not keep others from trying.
  if (!started.ok) release();
  return started;
}

async function open(
  host: CoreHost,
  options: StartOptions,
  onChange: (notice: ChangeNotice) => void,
  again: Again | null,
): Promise<Started> {
  const started = await Core.start({
    engine: { indexedDB, IDBKeyRange },
    host: bind(host),
    appVersion: options.appVersion,
    startOver: again === 'startOver',
    goOn: again === 'goOn',
    scheduled: true,
    ignoreSpace: options.ignoreSpace ?? false,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    ...(options.databaseName && { databaseName: options.databaseName }),
  });
  if (!started.ok) return started;
  // Stolen while it was opening.
  if (!releaseLock) {
    started.value.abandon();
    return fail('storage.busy_elsewhere');
  }
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
    appendAnchor: (anchor) => host.appendAnchor(anchor),
    readAnchors: () => host.readAnchors(),
    freeSpace: () => host.freeSpace(),
    readPicked: (token, offset, length) => host.readPicked(token, offset, length),
    backups: {
      list: () => host.backups.list(),
      begin: (name) => host.backups.begin(name),
      write: (token, seq, bytes) => host.backups.write(token, seq, bytes),
      finish: (token) => host.backups.finish(token),
      readBack: (token, offset, length) => host.backups.readBack(token, offset, length),
      publish: (token, record) => host.backups.publish(token, record),
      abort: (token) => host.backups.abort(token),
      read: (name, offset, length) => host.backups.read(name, offset, length),
      note: (record) => host.backups.note(record),
      remove: (name) => host.backups.remove(name),
      chooseFolder: () => host.backups.chooseFolder(),
      second: () => host.backups.second(),
      chooseSecond: () => host.backups.chooseSecond(),
      forgetSecond: () => host.backups.forgetSecond(),
      copySecond: (record) => host.backups.copySecond(record),
      removeSecond: (name) => host.backups.removeSecond(name),
    },
    journal: {
      list: () => host.journal.list(),
      append: (name, offset, bytes) => host.journal.append(name, offset, bytes),
      read: (name, offset, length) => host.journal.read(name, offset, length),
      remove: (name) => host.journal.remove(name),
    },
    log: (level, event, detail) => void host.log(level, event, detail),
  };
}

/** Another window took the data over: nothing may be written from here any more. */
function giveUp(onChange: (notice: ChangeNotice) => void): void {
  releaseLock = null;
  core?.abandon();
  core = null;
  onChange({ tables: ['moved'] });
}

function release(): void {
  releaseLock?.();
  releaseLock = null;
}
