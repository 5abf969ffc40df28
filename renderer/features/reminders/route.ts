import type { RouteRecordRaw } from 'vue-router';

/** Reached from the bell and the command palette: set up once, it needs no place in the navigation. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/reminders',
    name: 'reminders',
    component: () => import('./RemindersPage.vue'),
    meta: { permission: 'txn:view', titleKey: 'reminders.nav' },
  },
];
