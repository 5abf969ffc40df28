import type { Permission } from '../access/resources';

/** High-risk rights that wait for a second administrator. Until one confirms, nobody has anything of them. */

export type GrantRequestState = 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'expired';

export interface GrantRequestView {
  id: string;
  /** To a person, or to everybody who holds a role. */
  kind: 'admin' | 'role';
  targetId: string;
  targetName: string;
  /** Of a person's request: the high-risk rights that wait; of a role's: those it would give its holders. */
  risky: readonly Permission[];
  /** Everything else the same change does. */
  added: readonly Permission[];
  removed: readonly Permission[];
  at: number;
  byName: string;
  reason: string;
  expiresAt: number;
  state: GrantRequestState;
  /** Epoch ms; 0 while it waits. */
  endedAt: number;
  endedBy: string;
  note: string;
  isOwn: boolean;
  /** Whether whoever asks may confirm or refuse it. */
  mayDecide: boolean;
}

export interface GrantsCommandIo {
  /** Carries it out by the rules that hold now, for whoever asked and for whoever confirms. */
  'grant.approve': { input: { id: string; note: string }; output: void };
  'grant.refuse': { input: { id: string; reason: string }; output: void };
  /** Of whoever asked. */
  'grant.withdraw': { input: { id: string }; output: void };
}

export interface GrantsQueryIo {
  /** Waiting ones first, then those that ended within 90 days, latest first; of others only what the asker may decide or see. */
  'grant.list': { input: Record<string, never>; output: GrantRequestView[] };
  /** How many wait for whoever asks. */
  'grant.mine': { input: Record<string, never>; output: { count: number } };
  /** Who could confirm a grant to this person: names of at most five. None: the granter decides alone. */
  'grant.seconds': { input: { adminId: string }; output: { isOn: boolean; names: readonly string[]; count: number } };
}
