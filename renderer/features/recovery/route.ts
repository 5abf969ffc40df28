import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/backups',
    name: 'backups',
    component: () => import('./BackupsPage.vue'),
    meta: { permission: 'backup:view', titleKey: 'backups.title', icon: 'Files', nav: true },
  },
];
