import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/grants',
    name: 'grants',
    component: () => import('./GrantsPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'grants.title', icon: 'Stamp', nav: true },
  },
];
