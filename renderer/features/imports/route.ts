import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/import',
    name: 'import',
    component: () => import('./ImportWizard.vue'),
    meta: { permission: 'merchant:import', titleKey: 'imports.nav.wizard', icon: 'Upload', nav: true },
  },
  {
    path: '/import/history',
    name: 'import-history',
    component: () => import('./ImportHistory.vue'),
    meta: { permission: 'import:history', titleKey: 'imports.nav.history', icon: 'Clock', nav: true },
  },
];
