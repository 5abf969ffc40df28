import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Permission } from '@shared/access/resources';
import type { AppError } from '@shared/kernel/result';

/** A right somebody asks about; of oneself unless said otherwise. */
export interface WhyQuestion {
  permission: Permission;
  adminId?: string;
}

/** What any page may ask of the frame around it. */
export const useDeskStore = defineStore('desk', () => {
  const changingPassword = ref(false);
  /** Which part of what guards the own account is being set up. */
  const guarding = ref<'enrol' | 'codes' | 'recovery' | 'disable' | 'setPin' | 'changePin' | null>(null);
  const showingRights = ref(false);
  const why = shallowRef<WhyQuestion | null>(null);
  /** The last refusal for want of a right or because a limit was reached. */
  const refused = shallowRef<AppError | null>(null);
  /** Where the person was when a preview began: leaving it leads back there. */
  const previewFrom = ref('');

  return { changingPassword, guarding, showingRights, why, refused, previewFrom };
});

/** Whatever was refused for want of a right can be asked about, wherever that happened. */
export function noteRefusal(error: AppError): void {
  if (['access.denied', 'access.limit_day', 'access.limit_single'].includes(error.code) && error.params?.['permission'])
    useDeskStore().refused = error;
}
