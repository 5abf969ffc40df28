import type { CallOptions } from '@shared/contracts/core';
import { isInScope } from '@shared/access/scope';
import type { MemberInput, MerchantTeam, TeamAccess } from '@shared/contracts/teams';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { AuditEntryRow, MerchantMember, MerchantTeamRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { rewriteAll, type BulkEdit } from './moves';
import { requireRows } from './require-rows';

export interface Handover extends BulkEdit {
  teams: MerchantTeamRow[];
}

/** Whose a merchant is: who it was handed to, or who entered it. */
export function ownerOf(row: Pick<MerchantRow, 'ownerId' | 'createdBy'>): string {
  return row.ownerId || row.createdBy;
}

/**
 * Hands merchants over to an active admin; those that are theirs already stay as they are. The new owner is no member beside;
 * the old one becomes one where `keep` says so.
 *
 * @throws Refusal `admin.not_found`, and as `requireRows`
 */
export async function prepareAssign(
  ctx: CoreContext,
  ids: readonly string[],
  ownerId: string,
  keep: TeamAccess | 'none',
  call: CallOptions,
): Promise<Handover> {
  if (ctx.access.admin(ownerId)?.state !== 'active') refuse('admin.not_found');
  const rows = requireRows(ctx, ids).filter((row) => ownerOf(row) !== ownerId);
  const teams: MerchantTeamRow[] = [];
  const rewrites = await rewriteAll(ctx, rows, call, () => ({ ownerId }));
  const handedOver = rewrites.map((rewrite) => {
    const before = ctx.access.teamOfMerchant(rewrite.after.id);
    const old = ownerOf(rewrite.before!);
    const others = before.members.filter(({ adminId }) => adminId !== ownerId && adminId !== old);
    const stays = keep !== 'none' && ctx.access.admin(old)?.state === 'active';
    const members = stays ? [...others, makeMember(ctx, { adminId: old, access: keep })] : others;
    if (members.length === 0 && before.members.length === 0) return rewrite;
    const after = { id: before.id, members };
    teams.push(after);
    return { ...rewrite, besides: diffTeams(ctx, before, after) };
  });
  return { rewrites: handedOver, refused: 0, teams };
}

/** The team of a merchant as it is to be: its owner is no member of it. @throws Refusal `admin.not_found`, `input.invalid` */
export function makeTeam(ctx: CoreContext, row: MerchantRow, wanted: readonly MemberInput[]): MerchantTeamRow {
  const seen = new Set<string>([ownerOf(row)]);
  const before = ctx.access.teamOfMerchant(row.id).members;
  const members = wanted.map(({ adminId, access }) => {
    if (seen.has(adminId)) refuse('input.invalid', { issues: [{ field: 'members', code: 'duplicate' }] });
    seen.add(adminId);
    const known = before.find((one) => one.adminId === adminId && one.access === access);
    if (known) return known;
    if (ctx.access.admin(adminId)?.state !== 'active') refuse('admin.not_found');
    return makeMember(ctx, { adminId, access });
  });
  return { id: row.id, members };
}

/** Stores teams, and lets them hold once that is durable. Needs the table `merchantTeams`. */
export async function writeTeams(uow: UnitOfWork, ctx: CoreContext, teams: readonly MerchantTeamRow[]): Promise<void> {
  const table = uow.table('merchantTeams');
  await table.bulkPut(teams.filter(({ members }) => members.length > 0));
  for (const { id, members } of teams) if (members.length === 0) await table.remove(id);
  if (teams.length > 0) uow.onCommit(() => ctx.access.setTeams(teams));
}

/** Members by name with what they may do, as JSON: a reader of the audit needs no list of ids. */
export function diffTeams(ctx: CoreContext, before: MerchantTeamRow, after: MerchantTeamRow): AuditEntryRow['diff'] {
  const text = ({ members }: MerchantTeamRow): string =>
    members.length === 0
      ? ''
      : JSON.stringify(
          members.map(({ adminId, access }) => [ctx.access.admin(adminId)?.name ?? adminId, access]).sort(),
        );
  const [was, is] = [text(before), text(after)];
  return was === is ? [] : [{ field: 'members', before: was, after: is }];
}

/** Teams without somebody who goes. */
export function teamsWithout(ctx: CoreContext, adminId: string): MerchantTeamRow[] {
  return ctx.access.teamsWith(adminId).map(({ id, members }) => ({
    id,
    members: members.filter((one) => one.adminId !== adminId),
  }));
}

export function toTeamView(ctx: CoreContext, row: MerchantRow): MerchantTeam {
  const nameOf = (id: string): string => ctx.access.admin(id)?.name ?? '';
  const owner = ownerOf(row);
  return {
    owner: { id: owner, name: nameOf(owner), reaches: reaches(ctx, owner, row) },
    members: ctx.access.teamOfMerchant(row.id).members.map(({ adminId, access, since, byName }) => ({
      id: adminId,
      name: nameOf(adminId),
      access,
      since,
      byName,
      reaches: reaches(ctx, adminId, row),
    })),
  };
}

/** A member's rights may end elsewhere: no role lets them see merchants, or their own manager reaches less. */
function reaches(ctx: CoreContext, adminId: string, row: MerchantRow): boolean {
  const right = ctx.access.rightsOf(adminId, ctx.now()).held.get('merchant:view');
  const { regionCode = '' } = row.values;
  return right !== undefined && isInScope(right.scope, { id: row.id, ownerId: ownerOf(row), regionCode });
}

function makeMember(ctx: CoreContext, { adminId, access }: MemberInput): MerchantMember {
  return { adminId, access, since: ctx.now(), byName: ctx.session.actor?.name ?? '' };
}
