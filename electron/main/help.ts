import { shell } from 'electron';
import { fail, ok, type Result } from '@shared/kernel/result';

export type HelpTopic = 'manual' | 'support';

/**
 * The only addresses the program ever opens, by id. Empty until the product has a public site and a support mailbox:
 * the window shows its own help meanwhile, and the menu lists only what is here.
 */
const HELP_ADDRESSES: Readonly<Partial<Record<HelpTopic, string>>> = {};
const OPENABLE_PROTOCOLS = ['https:', 'mailto:'];

export function availableHelp(): HelpTopic[] {
  return (['manual', 'support'] as const).filter((topic) => HELP_ADDRESSES[topic] !== undefined);
}

export async function openHelp(topic: HelpTopic, addresses = HELP_ADDRESSES): Promise<Result<void>> {
  const address = Object.hasOwn(addresses, topic) ? addresses[topic] : undefined;
  if (address === undefined || !OPENABLE_PROTOCOLS.includes(new URL(address).protocol))
    return fail('bridge.not_available');
  await shell.openExternal(address);
  return ok();
}
