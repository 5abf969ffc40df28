import { DEFAULT_CAPS } from '@shared/access/admin-caps';
import type { AdminCaps } from '@shared/contracts/people';
import type { AdminRow, MetaRow } from '@renderer/data/tables';
import { refuse } from '../define';

export const CAPS_KEY = 'adminCaps';

export async function readCaps(meta: { get(key: string): PromiseLike<MetaRow | undefined> }): Promise<AdminCaps> {
  return { ...DEFAULT_CAPS, ...((await meta.get(CAPS_KEY))?.value as Partial<AdminCaps> | undefined) };
}

/** Everybody who is there or may still come: an invitation that ran out, was declined or withdrawn holds no place. */
export function countPeople(admins: readonly AdminRow[], now: number): { people: number; invited: number } {
  const invited = admins.filter((one) => one.state === 'invited' && !isInviteExpired(one, now)).length;
  const settled = admins.filter((one) => ['active', 'disabled', 'locked'].includes(one.state)).length;
  return { people: settled + invited, invited };
}

/** Whether one more would be too many. A hard cap of 0 has no end. */
export function isFull(caps: AdminCaps, admins: readonly AdminRow[], now: number): boolean {
  return caps.hard > 0 && countPeople(admins, now).people >= caps.hard;
}

/** @throws Refusal `admin.cap_reached` */
export function requireRoom(caps: AdminCaps, admins: readonly AdminRow[], now: number): void {
  if (isFull(caps, admins, now)) refuse('admin.cap_reached', { params: { limit: caps.hard } });
}

export function isInviteExpired({ state, invite }: AdminRow, now: number): boolean {
  return state === 'invited' && (!invite || now >= invite.expiresAt);
}
