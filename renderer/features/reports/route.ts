import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/reports',
    name: 'reports',
    component: () => import('./MonthReportsPage.vue'),
    meta: { permission: 'report:view', titleKey: 'reports.nav', icon: 'Document', nav: true },
  },
];
