import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/transactions',
    name: 'transactions',
    component: () => import('./TransactionsPage.vue'),
    meta: { permission: 'txn:view', titleKey: 'txns.nav', icon: 'Money', nav: true },
  },
];
