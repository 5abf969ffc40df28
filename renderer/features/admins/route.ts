import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/admins',
    name: 'admins',
    component: () => import('./AdminsPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'admins.title', icon: 'User', nav: true },
  },
];
