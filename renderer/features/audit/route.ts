import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/audit',
    name: 'audit',
    component: () => import('./AuditPage.vue'),
    meta: { permission: 'audit:view', titleKey: 'audit.title', icon: 'Notebook', nav: true },
  },
];
