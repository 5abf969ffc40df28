import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/security',
    name: 'security',
    component: () => import('./SecurityPage.vue'),
    meta: { permission: 'security:view', titleKey: 'security.title', icon: 'Lock', nav: true },
  },
];
