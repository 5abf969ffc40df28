import { expose, proxy, transfer, wrap, type Remote } from 'comlink';
import type {
  CallOptions,
  ChangeNotice,
  CommandName,
  CoreClient,
  QueryName,
  SetupStatus,
} from '@shared/contracts/core';
import type { Result } from '@shared/kernel/result';
import type { CoreHost } from '@renderer/core/context';

export interface StartOptions {
  appVersion: string;
  /** Take the data over from another window of this browser. */
  steal: boolean;
  /** Open though the disk is nearly full. */
  ignoreSpace?: boolean;
  databaseName?: string;
}

/** What a client of the core may call across the boundary. Plain data in, a Result out. */
export interface CoreRemote {
  execute(
    name: string,
    input: unknown,
    callId: number,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Result<unknown>>;
  ask(
    name: string,
    input: unknown,
    callId: number,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Result<unknown>>;
  cancel(callId: number): void;
}

/** What the window alone may call. */
export interface CoreWorkerApi extends CoreRemote {
  start(
    host: CoreHost,
    options: StartOptions,
    onChange: (notice: ChangeNotice) => void,
  ): Promise<Result<SetupStatus['state']>>;
  /** Leaves what was lost behind and begins anew; only from the recovery state. */
  startOver(): Promise<Result<SetupStatus['state']>>;
  /** A second client (the sheet worker) on a port of its own. */
  attach(port: MessagePort): void;
  queryTables(): Promise<Record<string, readonly string[]>>;
  /** Closes, after a last backup where one is due. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

let nextCallId = 1;

/** The typed client over a remote: same names and types as the core itself. */
export function toCoreClient(remote: Remote<CoreRemote> | CoreRemote): CoreClient {
  type Call = (callId: number, onProgress?: CallOptions['onProgress']) => Promise<unknown>;
  const tracked = async (options: CallOptions | undefined, call: Call): Promise<unknown> => {
    const callId = nextCallId++;
    const timer = options?.isCancelled
      ? setInterval(() => {
          if (options.isCancelled?.()) void remote.cancel(callId);
        }, 100)
      : undefined;
    try {
      return await call(callId, options?.onProgress && proxy(options.onProgress));
    } finally {
      clearInterval(timer);
    }
  };
  const execute = (name: CommandName, input: unknown, options?: CallOptions): Promise<unknown> =>
    tracked(options, (id, onProgress) => Promise.resolve(remote.execute(name, input, id, onProgress)));
  const ask = (name: QueryName, input: unknown, options?: CallOptions): Promise<unknown> =>
    tracked(options, (id, onProgress) => Promise.resolve(remote.ask(name, input, id, onProgress)));
  return { execute, ask } as CoreClient;
}

export interface CoreConnection extends CoreClient {
  /** Starts the core in the worker. `storage.busy_elsewhere`: another window has it. */
  start(host: CoreHost, options: StartOptions): Promise<Result<SetupStatus['state']>>;
  startOver(): Promise<Result<SetupStatus['state']>>;
  /** Which tables' changes concern a query. */
  tablesOf(query: QueryName): readonly string[];
  /** After each commit; `tables: ['moved']` when another window took the data over, `['closed']` when the database was closed. */
  onChange(listener: (notice: ChangeNotice) => void): () => void;
  /** A port on which another worker can be the core's client. */
  openPort(): MessagePort;
  leave(): Promise<void>;
  close(): Promise<void>;
}

export function connectCore(worker: Worker): CoreConnection {
  const remote = wrap<CoreWorkerApi>(worker);
  const listeners = new Set<(notice: ChangeNotice) => void>();
  let tables: Record<string, readonly string[]> = {};
  const notify = (notice: ChangeNotice): void => {
    for (const listener of listeners) listener(notice);
  };
  return {
    ...toCoreClient(remote),
    async start(host, options) {
      const started = await remote.start(proxy(host), options, proxy(notify));
      tables = await remote.queryTables();
      return started;
    },
    startOver: () => remote.startOver(),
    tablesOf: (query) => tables[query] ?? [],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openPort() {
      const { port1, port2 } = new MessageChannel();
      void remote.attach(transfer(port1, [port1]));
      return port2;
    },
    leave: () => remote.leave(),
    close: () => remote.close(),
  };
}

/** The core as a client on a port sees it, for the sheet worker. */
export function connectCorePort(port: MessagePort): CoreClient {
  return toCoreClient(wrap<CoreRemote>(port));
}

export function exposeCore(api: CoreWorkerApi): void {
  expose(api);
}

export function exposeCoreRemote(remote: CoreRemote, port: MessagePort): void {
  expose(remote, port);
}
