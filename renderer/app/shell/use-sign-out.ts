import { isNavigationFailure, NavigationFailureType, useRouter } from 'vue-router';
import { useSessionStore } from '@renderer/platform/session-store';
import { firstAllowed } from '../router';

/** Signing out goes by the first page: what is typed gets its leave question, and whoever signs in next starts there. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter();
  const store = useSessionStore();
  return async () => {
    const stopped = await router.push(firstAllowed());
    if (!isNavigationFailure(stopped, NavigationFailureType.aborted)) await store.signOut();
  };
}
