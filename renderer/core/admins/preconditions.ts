import { can } from '@shared/access/can';
import type { InviteIdentity, Precondition, Preconditions } from '@shared/contracts/people';
import { parseMobile, parseWechatId } from '@shared/rules/contact';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { readPlace } from '../place';
import { toLoginKey } from '../vault/prove';
import { isFull, readCaps } from './caps';
import { findSameContact, mobileKey } from './contact';
import { isVisible } from './visible';

/**
 * What adding somebody needs, each with pass or fail. The same rules decide in `admin.invite`: this only says so early.
 * Of a record the asker may not see nothing is told but that something is taken.
 */
export async function checkPreconditions(
  ctx: CoreContext,
  input: InviteIdentity & { reviveId: string },
): Promise<Preconditions> {
  const meta = ctx.db.table('meta');
  const caps = await readCaps(meta);
  const admins = ctx.access.allAdmins();
  const mobile = parseMobile(input.mobile);
  const wechatId = parseWechatId(input.wechatId);
  const isReachable = mobile !== null && wechatId !== null && (mobile !== '' || wechatId !== '');
  const loginKey = toLoginKey(input.loginName);
  const sameLogin = admins.find((one) => one.loginKey === loginKey && one.id !== input.reviveId);
  const contact = { mobileKey: mobileKey(ctx, mobile ?? ''), wechatId: wechatId ?? '' };
  const sameContact = findSameContact(ctx, contact, input.reviveId);
  const checks: Precondition[] = [
    { code: 'company', ok: (await readPlace(meta)).companyName !== '' },
    { code: 'right', ok: can(ctx.session.rights, 'admin:create') },
    { code: 'keys', ok: ctx.vault.isOpen },
    { code: 'cap', ok: !isFull(caps, admins, ctx.now()), params: { limit: caps.hard } },
    { code: 'login', ok: loginKey !== '' && !sameLogin },
    { code: 'contact', ok: isReachable },
    { code: 'duplicate', ok: !sameContact },
  ];
  return { checks, existing: describe(ctx, sameContact ?? sameLogin) };
}

function describe(ctx: CoreContext, admin: AdminRow | undefined): Preconditions['existing'] {
  if (!admin || !isVisible(ctx, admin)) return null;
  const { id, name, state } = admin;
  return { id, name, state, renewable: ['deleted', 'declined', 'revoked'].includes(state) };
}
