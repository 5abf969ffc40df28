import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_CHANNELS, BRIDGE_EVENT_CHANNEL, type BridgeEvent } from '@shared/contracts/bridge';

type Invoke = (...args: unknown[]) => Promise<unknown>;

/** One function per channel: the window can name none of its own. */
function callers<Methods extends Record<string, string>>(methods: Methods): Record<keyof Methods, Invoke> {
  const entries = Object.entries(methods).map(([method, channel]): [string, Invoke] => [
    method,
    (...args) => ipcRenderer.invoke(channel, ...args),
  ]);
  return Object.fromEntries(entries) as Record<keyof Methods, Invoke>;
}

contextBridge.exposeInMainWorld('bridge', {
  system: callers(BRIDGE_CHANNELS.system),
  files: callers(BRIDGE_CHANNELS.files),
  backups: callers(BRIDGE_CHANNELS.backups),
  journal: callers(BRIDGE_CHANNELS.journal),
  onEvent: (listener: (event: BridgeEvent) => void): (() => void) => {
    const forward = (_event: unknown, event: BridgeEvent): void => listener(event);
    ipcRenderer.on(BRIDGE_EVENT_CHANNEL, forward);
    return () => {
      ipcRenderer.off(BRIDGE_EVENT_CHANNEL, forward);
    };
  },
});
