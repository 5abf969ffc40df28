import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { BRIDGE_CHANNELS, type BridgeArea, MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import { APP_ORIGIN } from '@shared/contracts/page-policy';
import { fail, type Result } from '@shared/kernel/result';
import type { WriteLog } from '../log';
import { describeError } from '../redact';
import { isMainWindow } from '../windows';
import { BRIDGE_SCHEMAS, type BridgeHandlers, type Caller } from './contract';
import { isWithinSize } from './payload-size';
import { createRateLimit, type RateLimit } from './rate-limit';

/** A full chunk and its envelope. */
const MAX_PAYLOAD_BYTES = MAX_CHUNK_BYTES + 16 * 1024;

interface Served {
  channel: string;
  args: z.ZodType<readonly unknown[]>;
  value: z.ZodType;
  limit: RateLimit;
  run(caller: Caller, ...args: unknown[]): Promise<Result<unknown>>;
}

/** Registers every channel of the contract. Whatever arrives, the window gets a `Result` and never a stack trace. */
export function serveBridge(handlers: BridgeHandlers, log: WriteLog): void {
  for (const served of listServed(handlers)) {
    ipcMain.handle(served.channel, (event, ...args: unknown[]) => answerCall(served, event, args, log));
  }
}

async function answerCall(
  served: Served,
  event: IpcMainInvokeEvent,
  args: unknown[],
  log: WriteLog,
): Promise<Result<unknown>> {
  const { channel } = served;
  if (!isOwnSender(event)) return fail('bridge.sender_denied');
  if (!served.limit.take(event.sender.id)) return fail('bridge.rate_limited', { params: { channel } });
  if (!isWithinSize(args, MAX_PAYLOAD_BYTES)) return fail('bridge.payload_too_large', { params: { channel } });
  const parsed = served.args.safeParse(args);
  if (!parsed.success) return fail('bridge.payload_invalid', { params: { channel } });
  try {
    const result = await served.run({ contentsId: event.sender.id }, ...parsed.data);
    // A reply off its schema is a programmer's error, and may carry what must not leave: same way out as a throw.
    return result.ok ? { ok: true, value: served.value.parse(result.value) } : result;
  } catch (error) {
    const incident = randomUUID();
    log('error', 'bridge.unexpected', { channel, incident, ...describeError(error) });
    return fail('internal.unexpected', { incident });
  }
}

/** The main frame of our own window, still showing our own page. `senderFrame` is null once it navigated or died. */
function isOwnSender(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return (
    isMainWindow(event.sender) && frame !== null && frame === event.sender.mainFrame && frame.origin === APP_ORIGIN
  );
}

function listServed(handlers: BridgeHandlers): Served[] {
  const areas = Object.keys(BRIDGE_CHANNELS) as BridgeArea[];
  return areas.flatMap((area) => {
    // The mapped types tie name, schema and handler together; walking them needs one untyped view.
    const schemas = BRIDGE_SCHEMAS[area] as unknown as Record<
      string,
      Omit<Served, 'channel' | 'limit' | 'run'> & { perSecond: number }
    >;
    const runners = handlers[area] as unknown as Record<string, Served['run']>;
    return Object.entries(BRIDGE_CHANNELS[area]).map(([name, channel]): Served => {
      const schema = schemas[name];
      const run = runners[name];
      if (!schema || !run) throw new Error(`channel ${channel} has no handler`);
      return { channel, args: schema.args, value: schema.value, limit: createRateLimit(schema.perSecond), run };
    });
  });
}
