import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/admins',
    name: 'admins',
    component: () => import('./AdminsPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'admins.title', icon: 'User', nav: true },
  },
  {
    path: '/admins/:id/rights',
    name: 'admin-rights',
    component: () => import('./RightsPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'admins.rights.nav', icon: 'User', nav: false },
  },
];
