/** People who work on a merchant beside its owner. */

export type TeamAccess = 'read' | 'write';

export interface MemberInput {
  adminId: string;
  access: TeamAccess;
}

interface Person {
  id: string;
  name: string;
  /** Whether the person's own rights let them see this merchant at all. */
  reaches: boolean;
}

export interface MerchantTeam {
  owner: Person;
  members: (Person & { access: TeamAccess; since: number; byName: string })[];
}

export interface TeamCommandIo {
  /**
   * Hands merchants over: from now on they count as the other admin's own. `keep`: what the owner so far may still do with
   * them; 'none' when left out.
   */
  'merchant.assign': {
    input: { ids: string[]; ownerId: string; keep?: TeamAccess | 'none'; reason: string };
    output: { changed: number };
  };
  /** The whole team beside the owner, in place of the one so far. */
  'merchant.setMembers': { input: { id: string; members: MemberInput[]; reason: string }; output: void };
}

export interface TeamQueryIo {
  'merchant.team': { input: { id: string }; output: MerchantTeam };
  /** Everybody who could be given merchants, by name. */
  'merchant.assignees': { input: Record<string, never>; output: { id: string; name: string }[] };
}
