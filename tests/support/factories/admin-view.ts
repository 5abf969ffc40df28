import type { AdminView } from '@shared/contracts/core';
import { assignedRole } from '../rights-of-role';

/** An active entry clerk, as `admin.list` shows one. */
export function adminView(id: string, extra: Partial<AdminView> = {}): AdminView {
  return {
    id,
    loginName: id,
    name: id,
    mobileMask: '',
    wechatId: '',
    rights: assignedRole('entry'),
    roles: [{ zh: '录入员', en: 'Entry clerk' }],
    rev: 1,
    state: 'active',
    stateReason: '',
    stateAt: 0,
    invite: null,
    createdAt: 1,
    lastReviewAt: null,
    reviewDue: false,
    lastLoginAt: null,
    failedCount: 0,
    heldUntil: 0,
    mustChangePassword: false,
    isSelf: false,
    ...extra,
  };
}
