import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/profit',
    name: 'profit',
    component: () => import('./ProfitPage.vue'),
    meta: { permission: 'profit:view', titleKey: 'profit.nav', icon: 'Coin', nav: true },
  },
];
