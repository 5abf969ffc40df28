import type { Migration } from './define';

/** Admins get a contact, an invitation and the reason of their state; nobody stored so far had one. */
export const contactsAndInvitations: Migration = {
  name: '0004-contacts-and-invitations',
  tables: {
    admins: (row) => ({
      mobileBox: null,
      mobileMask: '',
      mobileKey: '',
      wechatId: '',
      stateReason: '',
      stateAt: 0,
      invite: null,
      ...row,
    }),
  },
};
