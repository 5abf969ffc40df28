import { z } from 'zod/mini';
import { can } from '@shared/access/can';
import type { Role } from '@shared/access/roles';
import type { SavedView } from '@shared/contracts/views';
import type { CoreContext } from './context';

/** What stands in a row of `views` that somebody gave a name. */
export type StoredView = Pick<SavedView, 'name' | 'json' | 'sharedWith'> & { isRoleDefault?: boolean };

export const viewIdSchema = z.string().check(z.regex(/^[\w-]{1,64}$/));
export const viewNameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(40), z.regex(/^\P{Cc}*$/u));

/** Beside the owner's other layouts: whatever is done with these, to delete or to back up, is done with it. */
export function savedViewKey(adminId: string, list: string, id: string): string {
  return `${adminId}|${list}/${id}`;
}

/** Roles somebody may share views with: those held; all of them for who manages roles. */
export function shareableRoles(
  { access, session }: Pick<CoreContext, 'access' | 'session'>,
  roleIds: readonly string[],
): (Role & { id: string })[] {
  const held = can(session.rights, 'role:manage') ? access.allRoles() : roleIds.flatMap((id) => access.role(id) ?? []);
  return held;
}

/** Other views of the list that are the default of a role: there is one. */
export async function otherDefaults(
  { db }: CoreContext,
  list: string,
  roleId: string,
  key: string,
): Promise<{ id: string; json: string }[]> {
  return (await db.table('views').toArray()).flatMap((row) => {
    const [of, id] = (row.id.split('|')[1] ?? '').split('/');
    if (of !== list || !id || row.id === key) return [];
    const stored = JSON.parse(row.json) as StoredView;
    if (!stored.isRoleDefault || stored.sharedWith !== roleId) return [];
    return [{ id: row.id, json: JSON.stringify({ ...stored, isRoleDefault: false }) }];
  });
}

/** Own ones, and those shared with a role held; by name. A few rows for each admin: they are read all. */
export async function readSavedViews(
  { db, session, access }: CoreContext,
  list: string,
): Promise<{ views: SavedView[]; roles: { id: string; zh: string; en: string }[] }> {
  const self = session.actor!.adminId;
  const admins = new Map((await db.table('admins').toArray()).map((admin) => [admin.id, admin]));
  const roleIds: readonly string[] = admins.get(self)?.roleIds ?? [];
  const views = (await db.table('views').toArray()).flatMap((row): SavedView[] => {
    const [ownerId, place = ''] = row.id.split('|');
    const [of, id] = place.split('/');
    if (of !== list || !id) return [];
    const stored = JSON.parse(row.json) as StoredView;
    const isOwn = ownerId === self;
    if (!isOwn && (stored.sharedWith === '' || !roleIds.includes(stored.sharedWith))) return [];
    const isRoleDefault = stored.isRoleDefault === true;
    return [{ ...stored, isRoleDefault, id, isOwn, ownerName: isOwn ? '' : (admins.get(ownerId!)?.name ?? '') }];
  });
  const roles = shareableRoles({ access, session }, roleIds).map(({ id, zh, en }) => ({ id, zh, en }));
  return { views: views.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)), roles };
}
