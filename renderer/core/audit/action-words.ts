import { SYSTEM_ACTIONS } from '@shared/access/audit-logs';
import type { ActionWord } from '@shared/contracts/audit';
import { COMMANDS } from '../commands';
import { QUERIES } from '../queries';

/** Words for everything an entry can be about: commands that leave one, and whatever may be denied. */
export function listActionWords(): ActionWord[] {
  const commands = [...COMMANDS.values()].map(({ name, zh, en, unaudited }) => ({ name, zh, en, audited: !unaudited }));
  const queries = [...QUERIES.values()].map(({ name, zh, en }) => ({ name, zh, en, audited: false }));
  const system = SYSTEM_ACTIONS.map((word) => ({ ...word, audited: true }));
  return [...system, ...commands, ...queries];
}
