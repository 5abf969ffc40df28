import { EventEmitter } from 'node:events';
import { answers, codec } from './channel.mjs';
import { windows } from './windows.mjs';

const handlers = new Map();

export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
});

answers.invoke = async (message) => {
  const handler = handlers.get(message.channel);
  if (!handler) return { error: `Error: No handler registered for '${message.channel}'` };
  const { webContents } = windows.get(message.window);
  try {
    const value = await handler(
      { sender: webContents, senderFrame: webContents.mainFrame },
      ...codec.decode(message.args),
    );
    return { value: codec.encode(structuredClone(value)) };
  } catch (error) {
    return { error: String(error) };
  }
};
