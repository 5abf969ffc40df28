import type { AdminView } from '@shared/contracts/core';

/** What can be done about somebody from the list, by the name of its text. */
export type AdminAct =
  'rightsLink' | 'edit' | 'disable' | 'enable' | 'unlock' | 'reset' | 'lock' | 'remove' | 'inviteState' | 'reinvite';

/** How somebody stands, as a word of `admins.stateText` and a colour. */
export function standingOf(admin: AdminView): { text: string; tone: 'on' | 'off' | 'held' | 'bad' | 'new' } {
  switch (admin.state) {
    case 'invited':
      return admin.invite?.isExpired ? { text: 'expired', tone: 'held' } : { text: 'invited', tone: 'new' };
    case 'locked':
      return { text: 'locked', tone: 'bad' };
    case 'disabled':
    case 'declined':
    case 'revoked':
    case 'deleted':
      return { text: admin.state, tone: 'off' };
    // The table also draws a row of nothing, to see what a column holds.
    default:
      return admin.heldUntil > Date.now() ? { text: 'held', tone: 'held' } : { text: 'active', tone: 'on' };
  }
}

/** The invitation came to nothing, or the person is gone: not shown unless asked for. */
export function isOver({ state }: AdminView): boolean {
  return state === 'declined' || state === 'revoked' || state === 'deleted';
}

/** Of what the asker may do at all, what makes sense for this person: the usual beside the name, the rest in the menu. */
export function actsOf(
  admin: AdminView,
  may: Readonly<Record<AdminAct, boolean>>,
): { shown: AdminAct[]; more: AdminAct[] } {
  const allowed = (acts: readonly AdminAct[]): AdminAct[] => acts.filter((act) => may[act]);
  if (admin.isSelf) return { shown: allowed(['rightsLink', 'edit']), more: [] };
  switch (admin.state) {
    case 'invited':
      return { shown: allowed(['rightsLink', 'inviteState']), more: allowed(['remove']) };
    case 'declined':
    case 'revoked':
    case 'deleted':
      return { shown: allowed(['reinvite']), more: admin.state === 'deleted' ? [] : allowed(['remove']) };
    case 'active':
      return { shown: allowed(['rightsLink', 'edit', 'disable']), more: allowed(['lock', 'reset', 'remove']) };
    case 'locked':
      return { shown: allowed(['rightsLink', 'edit', 'unlock']), more: allowed(['reset', 'remove']) };
    case 'disabled':
      return { shown: allowed(['rightsLink', 'edit', 'enable']), more: allowed(['lock', 'reset', 'remove']) };
  }
}
