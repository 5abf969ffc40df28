import type { AdminLevel } from '../access/levels';
import type { RightStep } from '../access/explain';
import type { Permission } from '../access/resources';
import type { Limit } from '../access/roles';
import type { DataScope, ResolvedScope } from '../access/scope';

/** Rights told to people: one's own, why one is lacking, and what somebody else would see. */

export interface BothNames {
  zh: string;
  en: string;
}

export interface RightView {
  permission: Permission;
  /** Names of the roles that give it. */
  roles: readonly BothNames[];
  /** Given by name: epoch ms at which that ends, 0 for never; null when it was not. */
  grantedUntil: number | null;
  scope: ResolvedScope;
  limit: Limit;
  /** In the unit of the limit; 0 where there is none. */
  usedToday: number;
}

/** People as far as the asker may see them; the others are counted. */
export interface PeopleView {
  names: readonly { id: string; name: string; isSuper: boolean }[];
  unnamed: number;
}

export interface Explanation {
  permission: Permission;
  /** Who it is about. */
  adminId: string;
  /** Null when it is lacking. */
  right: RightView | null;
  /** What gives it and what takes it away, with the names of the roles. */
  steps: readonly (RightStep & { names?: BothNames })[];
  /** Who could do it instead. */
  holders: PeopleView;
  /** Who could give it. */
  granters: PeopleView;
}

/** A person, or somebody new with these roles. */
export type PreviewTarget =
  | { kind: 'admin'; adminId: string }
  | { kind: 'role'; roleIds: readonly string[]; level: AdminLevel; scope: DataScope };

/** Whose eyes the window looks through. */
export interface PreviewInfo {
  /** Of a person; '' when it is about roles. */
  name: string;
  roles: readonly BothNames[];
  level: AdminLevel;
  /** Rights of theirs that whoever looks does not hold, and which are therefore not shown. */
  hidden: number;
}

export interface RightsCommandIo {
  /** From then on queries answer within both sets of rights and commands are refused, until `preview.end` or signing out. */
  'preview.begin': { input: PreviewTarget; output: void };
  'preview.end': { input: Record<string, never>; output: void };
}

export interface RightsQueryIo {
  'rights.own': { input: Record<string, never>; output: RightView[] };
  /** About oneself, or with `admin:view` about anybody. `command`: its name instead of its permission. */
  'rights.explain': { input: { permission?: Permission; command?: string; adminId?: string }; output: Explanation };
  'rights.preview': { input: PreviewTarget; output: RightView[] };
}
