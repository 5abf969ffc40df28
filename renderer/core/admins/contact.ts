import { parseMobile, parseWechatId, wechatKey } from '@shared/rules/contact';
import { maskPhone } from '@shared/rules/mask';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';

export type Contact = Pick<AdminRow, 'mobileBox' | 'mobileMask' | 'mobileKey' | 'wechatId'>;

/**
 * Both contacts in the form they are stored; to be called in `prepare`.
 * @throws Refusal `input.invalid` naming the field that is wrong
 */
export async function sealContact(
  ctx: CoreContext,
  adminId: string,
  typed: { mobile: string; wechatId: string },
): Promise<Contact> {
  const mobile = parseMobile(typed.mobile) ?? wrong('mobile');
  const wechatId = parseWechatId(typed.wechatId) ?? wrong('wechatId');
  return {
    mobileBox: mobile === '' ? null : await ctx.vault.seal(`admins|${adminId}|mobile`, mobile),
    mobileMask: maskPhone(mobile),
    mobileKey: mobileKey(ctx, mobile),
    wechatId,
  };
}

/** Equal numbers give equal keys; nothing else is told. */
export function mobileKey(ctx: CoreContext, mobile: string): string {
  return ctx.vault.blind('admin.mobile', mobile);
}

/** Somebody else, in whatever state, who is reached the same way. */
export function findSameContact(
  ctx: CoreContext,
  contact: Pick<Contact, 'mobileKey' | 'wechatId'>,
  exceptId: string,
): AdminRow | undefined {
  const wechat = wechatKey(contact.wechatId);
  return ctx.access
    .allAdmins()
    .find(
      (one) =>
        one.id !== exceptId &&
        ((contact.mobileKey !== '' && one.mobileKey === contact.mobileKey) ||
          (wechat !== '' && wechatKey(one.wechatId) === wechat)),
    );
}

/** @throws Refusal `admin.contact_taken` */
export function requireFreeContact(ctx: CoreContext, contact: Contact, exceptId: string): void {
  if (findSameContact(ctx, contact, exceptId)) refuse('admin.contact_taken');
}

function wrong(field: string): never {
  refuse('input.invalid', { issues: [{ field, code: 'invalid_format' }] });
}
