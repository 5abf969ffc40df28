import { z } from 'zod/mini';
import type { SavedView } from '@shared/contracts/views';
import type { CoreContext } from './context';

/** What stands in a row of `views` that somebody gave a name. */
export type StoredView = Pick<SavedView, 'name' | 'json' | 'sharedWith'>;

export const viewIdSchema = z.string().check(z.regex(/^[\w-]{1,64}$/));
export const viewNameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(40), z.regex(/^\P{Cc}*$/u));

/** Beside the owner's other layouts: whatever is done with these, to delete or to back up, is done with it. */
export function savedViewKey(adminId: string, list: string, id: string): string {
  return `${adminId}|${list}/${id}`;
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
    return [{ ...stored, id, isOwn, ownerName: isOwn ? '' : (admins.get(ownerId!)?.name ?? '') }];
  });
  const roles = roleIds.flatMap((id) => {
    const role = access.role(id);
    return role ? [{ id, zh: role.zh, en: role.en }] : [];
  });
  return { views: views.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)), roles };
}
